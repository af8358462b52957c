using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Team;

/// <summary>Somebody of the team, as the page tells about them.</summary>
internal sealed record TeamMember(string Id, string Name, string Role, DateTimeOffset CreatedAt, DateTimeOffset? LastSeenAt, bool IsClosed, int Sessions);

/// <summary>
/// The one door to the accounts of others. Only an admin may, and what an admin changes here is felt at the next click of the
/// person. There is always an admin left: whatever two of them do at once.
/// </summary>
internal sealed class TeamDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, AccountDirectory accounts, SessionBook sessions, AuditLog audit)
{
    public static Sentence NotForYou { get; } = new Sentence("This is for admins only.");

    private static Sentence Gone { get; } = new Sentence("This account does not exist.");

    private static Sentence LastAdmin { get; } = new Sentence("This is the last admin. Make somebody else an admin first.");

    /// <summary>Everybody, closed accounts last; nobody for who is no admin.</summary>
    public IReadOnlyList<TeamMember> All(CurrentAccount me)
    {
        if (!me.IsAdmin)
        {
            return [];
        }

        using var context = contexts.CreateDbContext();
        var open = context.Sessions.Where(session => session.EndedAt == null).GroupBy(session => session.AccountId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionary(group => group.Key, group => group.Count);
        return [.. context.Users.AsNoTracking().AsEnumerable()
            .OrderBy(account => account.IsClosed).ThenBy(account => account.UserName, StringComparer.CurrentCultureIgnoreCase)
            .Select(account => new TeamMember(account.Id, account.UserName ?? account.Id, account.Role, account.CreatedAt, account.LastSeenAt, account.IsClosed, open.GetValueOrDefault(account.Id)))];
    }

    public Task<Sentence?> ChangeRoleAsync(CurrentAccount me, string id, string role) =>
        ChangeAsync(me, id, "account.role", role, account =>
        {
            account.Role = Roles.All.Contains(role) ? role : account.Role;
            return account.Role == role ? null : new Sentence("There is no such role.");
        });

    /// <summary>Closes an account: its sessions end at once, what belongs to it stays.</summary>
    public async Task<Sentence?> CloseAsync(CurrentAccount me, string id)
    {
        var problem = await ChangeAsync(me, id, "account.close", null, account =>
        {
            account.IsClosed = true;
            return null;
        });
        if (problem is null)
        {
            await sessions.EndOthersAsync(id, but: null);
        }

        return problem;
    }

    public Task<Sentence?> ReopenAsync(CurrentAccount me, string id) =>
        ChangeAsync(me, id, "account.reopen", null, account =>
        {
            account.IsClosed = false;
            return null;
        });

    /// <summary>Signs somebody out everywhere.</summary>
    public async Task<Sentence?> EndSessionsAsync(CurrentAccount me, string id)
    {
        var problem = await ChangeAsync(me, id, "account.sessions", null, _ => null);
        if (problem is null)
        {
            await sessions.EndOthersAsync(id, id == me.Id ? me.SessionId : null);
        }

        return problem;
    }

    /// <summary>A new password for who forgot theirs, told once; their sessions end.</summary>
    public async Task<(string? Password, Sentence? Problem)> NewPasswordAsync(CurrentAccount me, string id)
    {
        var password = Passwords.New();
        using var context = contexts.CreateDbContext();
        if (!me.IsAdmin || context.Users.AsNoTracking().SingleOrDefault(account => account.Id == id) is not { } known)
        {
            return (null, me.IsAdmin ? Gone : NotForYou);
        }

        var hash = Passwords.Hash(known, password);
        var problem = await ChangeAsync(me, id, "account.password", null, account =>
        {
            Passwords.Set(account, hash);
            return null;
        });
        if (problem is not null)
        {
            return (null, problem);
        }

        await sessions.EndOthersAsync(id, id == me.Id ? me.SessionId : null);
        return (password, null);
    }

    /// <summary>One change of one account and its line in the audit log, or neither.</summary>
    private async Task<Sentence?> ChangeAsync(CurrentAccount me, string id, string action, string? detail, Func<Account, Sentence?> change)
    {
        var actor = me.Id;
        if (!me.IsAdmin)
        {
            return NotForYou;
        }

        var problem = await queue.WriteAsync(context =>
        {
            if (context.Users.SingleOrDefault(one => one.Id == id) is not { } account)
            {
                return Gone;
            }

            var found = change(account);
            if (!IsOpenAdmin(account) && !context.Users.Any(one => one.Id != id && one.Role == Roles.Admin && !one.IsClosed))
            {
                found ??= LastAdmin;
            }

            if (found is not null)
            {
                context.ChangeTracker.Clear();
                return found;
            }

            audit.Write(context, actor, action, id, detail);
            return null;
        });
        accounts.Refresh();
        return problem;
    }

    private static bool IsOpenAdmin(Account account) => account.Role == Roles.Admin && !account.IsClosed;
}
