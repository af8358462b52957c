using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Accounts;

/// <summary>Lets people in by name and password, and out again.</summary>
internal sealed partial class SignIn(SignInManager<Account> identity, SessionBook sessions, SignInLimit limit, TimeProvider clock, ILogger<SignIn> logger)
{
    // A password that nobody has: an unknown name takes as long as a wrong password.
    private static readonly Lazy<(Account Nobody, string Hash)> Unknown = new(() =>
    {
        var nobody = new Account { UserName = "nobody", Role = string.Empty, CreatedAt = default };
        return (nobody, new PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(AccountsModule.Hashing)).HashPassword(nobody, Guid.NewGuid().ToString()));
    });

    /// <summary>Signs in; returns the reason why not, the same for an unknown name and a wrong password.</summary>
    public async Task<string?> WithPasswordAsync(HttpContext http, string name, string password, bool stay)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        if (!limit.Allows($"{address} {name.ToUpperInvariant()}"))
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "60";
            return "Too many tries in a short time. Wait a minute, then try again.";
        }

        var account = await identity.UserManager.FindByNameAsync(name);
        if (account is null || account.IsClosed)
        {
            _ = identity.UserManager.PasswordHasher.VerifyHashedPassword(Unknown.Value.Nobody, Unknown.Value.Hash, password);
        }

        var result = account is null || account.IsClosed ? SignInResult.Failed : await identity.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            LogRefused(logger, address);
            return "Name or password are not right. After five wrong tries an account rests for five minutes.";
        }

        await EnterAsync(http, account!, stay);
        return null;
    }

    /// <summary>Opens a session for an account whose owner has proved to be who they are.</summary>
    public async Task EnterAsync(HttpContext http, Account account, bool stay)
    {
        var session = await sessions.BeginAsync(account.Id, http.Request.Headers.UserAgent.ToString(), http.Connection.RemoteIpAddress?.ToString());
        var person = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, account.Id), new Claim(ClaimTypes.Name, account.UserName!), new Claim(SessionBook.Claim, session)],
            IdentityConstants.ApplicationScheme));
        var properties = new AuthenticationProperties { IsPersistent = stay };
        if (stay)
        {
            properties.ExpiresUtc = clock.GetUtcNow() + SessionBook.LongestIdle;
        }

        await http.SignInAsync(IdentityConstants.ApplicationScheme, person, properties);
    }

    public async Task LeaveAsync(HttpContext http)
    {
        if (http.User.FindFirstValue(SessionBook.Claim) is { } session)
        {
            await sessions.EndAsync(session);
        }

        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    // One stable line, so that a guard of the machine (fail2ban and the like) can read it.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in refused from {Address}")]
    private static partial void LogRefused(ILogger logger, string address);
}

/// <summary>Five tries a minute for each address and name.</summary>
internal sealed class SignInLimit : IDisposable
{
    private const int Tries = 5;
    private const int LongestKey = 300;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = Tries, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));

    public bool Allows(string key)
    {
        using var lease = _limiter.AttemptAcquire(key.Length > LongestKey ? key[..LongestKey] : key);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
