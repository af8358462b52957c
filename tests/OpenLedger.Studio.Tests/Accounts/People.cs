using System.Security.Claims;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Store;

namespace OpenLedger.Studio.Tests.Accounts;

/// <summary>A store with people in it, each at a browser.</summary>
internal sealed class People : IDisposable
{
    public const string Password = "four small boats at noon";

    // Made once: a hash that is slow to guess is slow to make.
    public static readonly Lazy<string> Hash = new(() => Passwords.Hash(new Account { Role = Roles.Viewer, CreatedAt = default }, Password));

    public People(TemporaryFolder? folder = null)
    {
        House = new StoreHouse(folder);
        Directory = new AccountDirectory(House.Contexts);
        Sessions = new SessionBook(House.Contexts, House.Queue, Clock);
        Audit = new AuditLog(House.Queue, Clock);
    }

    public StoreHouse House { get; }

    public ManualClock Clock { get; } = new();

    public AccountDirectory Directory { get; }

    public SessionBook Sessions { get; }

    public AuditLog Audit { get; }

    /// <summary>Somebody new who is signed in.</summary>
    public async Task<CurrentAccount> EnterAsync(string name, string role)
    {
        var account = new Account { UserName = name, NormalizedUserName = AccountNames.Key(name), Role = role, CreatedAt = Clock.GetUtcNow() };
        Passwords.Set(account, Hash.Value);
        House.Queue.Write(context => context.Users.Add(account));
        Directory.Refresh();
        return await AgainAsync(account.Id);
    }

    /// <summary>The same person in another browser.</summary>
    public async Task<CurrentAccount> AgainAsync(string id)
    {
        var session = await Sessions.BeginAsync(id, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "127.0.0.1");
        var current = new CurrentAccount(Directory, Sessions);
        current.Be(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id), new Claim(SessionBook.Claim, session)], "test")));
        return current;
    }

    public IReadOnlyList<string> AuditLines() => House.Read(context => context.Audit.OrderBy(row => row.Id).Select(row => $"{row.Action} {row.Detail}").ToList()).ConvertAll(line => line.TrimEnd());

    public void Dispose() => House.Dispose();
}
