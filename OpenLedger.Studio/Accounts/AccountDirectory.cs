using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Accounts;

/// <summary>What every request asks of accounts, in memory: names and roles. Read again whenever an account was changed.</summary>
internal sealed class AccountDirectory(IDbContextFactory<StudioContext> contexts)
{
    private readonly Remembered<ImmutableDictionary<string, (string Name, string Role, string? Language)>> _open = new(() => Read(contexts));

    /// <summary>Nobody has an account yet: the studio asks for the first password.</summary>
    public bool IsEmpty => Open.IsEmpty;

    private ImmutableDictionary<string, (string Name, string Role, string? Language)> Open => _open.Value;

    public string? RoleOf(string id) => Open.TryGetValue(id, out var account) ? account.Role : null;

    public string? NameOf(string id) => Open.TryGetValue(id, out var account) ? account.Name : null;

    /// <summary>The id of the open account that is called so, in any case of letters; null where there is none.</summary>
    public string? Find(string name) => Open.Where(account => AccountNames.Key(account.Value.Name) == AccountNames.Key(name)).Select(account => account.Key).FirstOrDefault();

    public string? LanguageOf(string id) => Open.TryGetValue(id, out var account) ? account.Language : null;

    /// <summary>The only name there is, so that one person on one machine types a password alone; null where there are more.</summary>
    public string? OnlyName => Open.Count == 1 ? Open.Values.First().Name : null;

    /// <summary>The account as it is in the store, closed or not; null where there is none.</summary>
    public Account? Read(string id)
    {
        using var context = contexts.CreateDbContext();
        return context.Users.AsNoTracking().SingleOrDefault(account => account.Id == id);
    }

    /// <summary>Somebody's name, role or language is another one: open pages draw anew what shows it.</summary>
    public event Action? Changed;

    public void Refresh()
    {
        _open.Forget();
        Changed?.Invoke();
    }

    private static ImmutableDictionary<string, (string Name, string Role, string? Language)> Read(IDbContextFactory<StudioContext> contexts)
    {
        using var context = contexts.CreateDbContext();
        return context.Users.AsNoTracking().Where(account => !account.IsClosed)
            .ToImmutableDictionary(account => account.Id, account => (account.UserName ?? account.Id, account.Role, account.Language));
    }
}
