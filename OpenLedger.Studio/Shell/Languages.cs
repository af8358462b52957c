using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Shell;

/// <summary>The languages of the pages: chosen by the account, else by this browser's cookie, else by what the browser asks for.</summary>
internal static class Languages
{
    public static IReadOnlyList<CultureInfo> All { get; } = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("de")];

    public static IServiceCollection AddLanguages(this IServiceCollection services) => services
        .AddLocalization()
        .Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture("en");
            options.SupportedCultures = [.. All];
            options.SupportedUICultures = [.. All];
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(context => Task.FromResult(OfAccount(context))),
                new CookieRequestCultureProvider(),
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });

    public static void MapLanguages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/language", async (HttpContext http, CurrentAccount current, AccountDirectory accounts, WriteQueue queue, [FromForm] string to, [FromForm] string? back) =>
        {
            if (All.Any(language => language.Name == to))
            {
                http.Response.Cookies.Append(
                    CookieRequestCultureProvider.DefaultCookieName,
                    CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(to)),
                    new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), IsEssential = true, Secure = http.Request.IsHttps });
                if (current.Role.Length > 0)
                {
                    var id = current.Id;
                    await queue.WriteAsync(context => context.Users.Single(account => account.Id == id).Language = to);
                    accounts.Refresh();
                }
            }

            return Results.LocalRedirect(AccountsModule.Local(back));
        }).AllowAnonymous();

    private static ProviderCultureResult? OfAccount(HttpContext context)
    {
        var current = context.RequestServices.GetRequiredService<CurrentAccount>();
        return context.RequestServices.GetRequiredService<AccountDirectory>().LanguageOf(current.Id) is { } language ? new ProviderCultureResult(language) : null;
    }
}
