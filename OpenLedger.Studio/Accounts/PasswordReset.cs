using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Accounts;

/// <summary>Sets a password in a data folder that no studio holds; a running one is named to who asks.</summary>
internal static class PasswordReset
{
    /// <summary>Sets what was chosen, or a new one (null). The account is open afterwards, and all its sessions have ended.</summary>
    /// <exception cref="StudioStartException">The folder is held, or there is no such account; the message says what to do.</exception>
    public static async Task<(string Name, string Password)> RunAsync(string folder, string? name, string? chosen, TimeProvider clock)
    {
        using var looked = DataFolder.Look(folder);
        using var data = DataFolder.Open(looked.Path, "the command line (reset-password)", clock);
        await using var services = new ServiceCollection().AddStore(data.Database).BuildServiceProvider();
        var contexts = services.GetRequiredService<IDbContextFactory<StudioContext>>();
        StoreOpening.Open(contexts, data, clock);
        var account = Find(contexts, name);
        if (chosen is not null && PasswordRules.Problem(chosen, account.UserName) is { } problem)
        {
            throw new StudioStartException(problem);
        }

        var password = chosen ?? Passwords.New();
        var (id, hash, now) = (account.Id, Passwords.Hash(account, password), clock.GetUtcNow());
        var queue = services.GetRequiredService<WriteQueue>();
        var audit = new AuditLog(queue, clock);
        await queue.WriteAsync(context =>
        {
            var written = context.Users.Single(one => one.Id == id);
            Passwords.Set(written, hash);
            written.IsClosed = false;
            context.Sessions.Where(session => session.AccountId == id && session.EndedAt == null).ExecuteUpdate(change => change.SetProperty(session => session.EndedAt, now));
            audit.Write(context, accountId: null, "account.password", id, "command line");
        });
        return (account.UserName!, password);
    }

    private static Account Find(IDbContextFactory<StudioContext> contexts, string? name)
    {
        using var context = contexts.CreateDbContext();
        var all = context.Users.AsNoTracking().ToList();
        var names = string.Join(", ", all.Select(account => account.UserName).Order(StringComparer.OrdinalIgnoreCase));
        if (all.Count == 0)
        {
            throw new StudioStartException("Nobody has an account here yet. Start the studio: its first page asks for a password.");
        }

        if (name is null)
        {
            return all.Count == 1 ? all[0] : throw new StudioStartException($"Whose password? Name one of: {names}.");
        }

        var key = AccountNames.Key(AccountNames.Clean(name));
        return all.FirstOrDefault(account => account.NormalizedUserName == key) ?? throw new StudioStartException($"Nobody is called \"{name}\" here. There are: {names}.");
    }
}
