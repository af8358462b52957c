using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Team;

/// <summary>The one door to one's own account: the name, the password, and the browsers in which one is signed in.</summary>
internal sealed class OwnAccountDesk(WriteQueue queue, AccountDirectory accounts, SessionBook sessions, SignInLimit limit, AuditLog audit)
{
    private static Sentence NotSignedIn { get; } = new Sentence("You are not signed in any more. Load the page again.");

    public IReadOnlyList<SessionFact> Sessions(CurrentAccount me) => me.Role.Length == 0 ? [] : sessions.Of(me.Id);

    public async Task<Sentence?> RenameAsync(CurrentAccount me, string? typed)
    {
        var name = AccountNames.Clean(typed);
        if (me.Role.Length == 0)
        {
            return NotSignedIn;
        }

        if (AccountNames.Problem(name) is { } problem)
        {
            return problem;
        }

        var (id, key) = (me.Id, AccountNames.Key(name));
        var taken = await queue.WriteAsync(context =>
        {
            if (context.Users.Any(other => other.Id != id && other.NormalizedUserName == key))
            {
                return true;
            }

            var account = context.Users.Single(one => one.Id == id);
            if (account.UserName != name)
            {
                (account.UserName, account.NormalizedUserName) = (name, key);
                audit.Write(context, id, "account.rename", id);
            }

            return false;
        });
        accounts.Refresh();
        return taken ? new Sentence("Somebody has this name already. Choose another one.") : null;
    }

    /// <summary>Changes the password of who knows the old one, and ends the sessions of all other browsers.</summary>
    public async Task<Sentence?> ChangePasswordAsync(CurrentAccount me, string? old, string? next)
    {
        if (me.Role.Length == 0)
        {
            return NotSignedIn;
        }

        if (Passwords.Problem(next, me.Name) is { } problem)
        {
            return problem;
        }

        if (!limit.Allows($"password {me.Id}"))
        {
            return new Sentence("Too many tries in a short time. Wait a minute, then try again.");
        }

        var (id, session) = (me.Id, me.SessionId);
        var account = accounts.Read(id);
        if (account is null || !Passwords.IsRight(account, old ?? string.Empty))
        {
            return new Sentence("The password that you have now is not right.");
        }

        var hash = Passwords.Hash(account, next!);
        await queue.WriteAsync(context =>
        {
            Passwords.Set(context.Users.Single(one => one.Id == id), hash);
            audit.Write(context, id, "account.password", id);
        });
        await sessions.EndOthersAsync(id, session);
        return null;
    }

    /// <summary>Ends one of one's own sessions; nothing happens to those of others.</summary>
    public async Task EndSessionAsync(CurrentAccount me, string session)
    {
        if (sessions.Of(me.Id).Any(own => own.Id == session))
        {
            await sessions.EndAsync(session);
            await audit.WriteAsync(me.Id, "session.end", me.Id);
        }
    }

    public async Task EndOtherSessionsAsync(CurrentAccount me)
    {
        if (me.Role.Length > 0)
        {
            await sessions.EndOthersAsync(me.Id, me.SessionId);
            await audit.WriteAsync(me.Id, "session.end-others", me.Id);
        }
    }
}
