using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Accounts;

/// <summary>Registers accounts: Identity over the one store, the cookie, the roles, and who is asking.</summary>
internal static class AccountsModule
{
    public const string SignInPath = "/sign-in";
    public const string WelcomePath = "/welcome";

    private const int HashIterations = 210_000;

    private static readonly TimeSpan Sliding = TimeSpan.FromHours(8);

    public static PasswordHasherOptions Hashing { get; } = new() { IterationCount = HashIterations };

    public static IServiceCollection AddAccounts(this IServiceCollection services, bool isSecure)
    {
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = HashIterations);
        services.AddIdentityCore<Account>(identity =>
            {
                identity.Password = new PasswordOptions { RequiredLength = 1, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 1 };
                identity.User.AllowedUserNameCharacters = string.Empty;
            })
            .AddEntityFrameworkStores<StudioContext>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddPasswordValidator<PasswordRules>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie => Configure(cookie, isSecure));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Policies.Admin, policy => policy.AddRequirements(new RoleRequirement(Roles.Admin)))
            .AddPolicy(Policies.Trainer, policy => policy.AddRequirements(new RoleRequirement(Roles.Admin, Roles.Trainer)));
        services.AddSingleton<IAuthorizationHandler, RoleHandler>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionWatch>();
        services.AddScoped<CurrentAccount>().AddScoped<CircuitHandler, CircuitAccount>();
        services.AddSingleton<AccountDirectory>().AddSingleton<SessionBook>().AddSingleton<AuditLog>().AddSingleton<FirstAccount>().AddSingleton<SignInLimit>();
        services.AddQuotas().AddSettings("Limits a person", QuotaSettings.All);
        services.AddScoped<SignIn>().AddHostedService<SessionSweep>();
        return services;
    }

    /// <summary>What a person may have, and what they have: desks ask before they take something in.</summary>
    public static IServiceCollection AddQuotas(this IServiceCollection services) => services.AddSingleton<StorageMeter>().AddSingleton<Quotas>();

    /// <summary>After authentication: who asks is known, and before there is an account there is one page only.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use((context, next) =>
        {
            context.RequestServices.GetRequiredService<CurrentAccount>().Be(context.User);
            if (context.RequestServices.GetRequiredService<AccountDirectory>().IsEmpty && IsPage(context.Request))
            {
                context.Response.Redirect(WelcomePath);
                return Task.CompletedTask;
            }

            return next(context);
        });
        app.Use(next => context => app.Services.GetRequiredService<RequestLimits>().LimitAsync(context, next));
        app.UseAuthorization();
    }

    public static void MapAccounts(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/sign-out", async (HttpContext http, SignIn door, [Microsoft.AspNetCore.Mvc.FromForm] string? unused) =>
        {
            await door.LeaveAsync(http);
            return Results.LocalRedirect(SignInPath);
        }).AllowAnonymous();

    /// <summary>Only a path of this studio: what a link from elsewhere put there leads nowhere else.</summary>
    public static string Local(string? returnPath) =>
        returnPath is ['/', ..] && !returnPath.StartsWith("//", StringComparison.Ordinal) && !returnPath.StartsWith("/\\", StringComparison.Ordinal) && !returnPath.Any(char.IsControl)
            ? returnPath
            : "/";

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments(WelcomePath, StringComparison.Ordinal);

    private static void Configure(CookieAuthenticationOptions cookie, bool isSecure)
    {
        cookie.Cookie.Name = isSecure ? "__Host-openledger" : "openledger";
        cookie.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.Path = "/";
        cookie.ExpireTimeSpan = Sliding;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = SignInPath;
        cookie.AccessDeniedPath = "/not-allowed";
        cookie.ReturnUrlParameter = "back";
        cookie.Events.OnValidatePrincipal = CheckAsync;
        cookie.Events.OnRedirectToLogin = context => Refuse(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Refuse(context, StatusCodes.Status403Forbidden);
    }

    // A page leads to the sign-in; a script, a download or a circuit gets a plain refusal.
    private static Task Refuse(Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = status;
        }

        return Task.CompletedTask;
    }

    private static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var current = context.HttpContext.RequestServices.GetRequiredService<CurrentAccount>();
        current.Be(context.Principal!);
        if (current.Role.Length == 0)
        {
            context.RejectPrincipal();
            current.Be(new System.Security.Claims.ClaimsPrincipal());
            return;
        }

        await context.HttpContext.RequestServices.GetRequiredService<SessionBook>().TouchAsync(current.SessionId);
    }
}
