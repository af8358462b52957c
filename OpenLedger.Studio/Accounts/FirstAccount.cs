using Microsoft.AspNetCore.Identity;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Accounts;

/// <summary>The first account, made from a password that the settings give or that the first page asks for.</summary>
internal sealed class FirstAccount(IServiceScopeFactory scopes, AccountDirectory accounts, AuditLog audit, TimeProvider clock) : IDisposable
{
    public const string Name = "admin";

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Makes it; returns it, or the reason why not. Of two who try at once, one is first.</summary>
    public async Task<(Account? Account, string? Problem)> CreateAsync(string? password)
    {
        await _one.WaitAsync();
        try
        {
            if (!accounts.IsEmpty)
            {
                return (null, "Somebody has set the password already. Sign in with it.");
            }

            await using var scope = scopes.CreateAsyncScope();
            var account = new Account { UserName = Name, Role = Roles.Admin, CreatedAt = clock.GetUtcNow() };
            var result = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account, password ?? string.Empty);
            if (!result.Succeeded)
            {
                return (null, string.Join(" ", result.Errors.Select(error => error.Description)));
            }

            accounts.Refresh();
            await audit.WriteAsync(account.Id, "account.first", account.Id);
            return (account, null);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>From the setting Studio:AdminPassword, where nobody has an account yet.</summary>
    public void CreateFromSettings(StudioOptions options)
    {
        if (options.AdminPassword.Length == 0 || !accounts.IsEmpty)
        {
            return;
        }

        if (CreateAsync(options.AdminPassword).GetAwaiter().GetResult().Problem is { } problem)
        {
            throw new StudioStartException($"The setting Studio:AdminPassword cannot be used: {problem}");
        }
    }
}
