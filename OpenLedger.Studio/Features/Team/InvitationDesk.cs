using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Team;

/// <summary>An invitation, as the team page tells about it. Its link is known to nobody any more.</summary>
internal sealed record Invitation(string Id, string Role, string Note, string InvitedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>
/// Invitations by link. Only a hash of the link's secret is kept, so that who reads the database gets in nowhere; a link works
/// once, for seven days, and while nobody withdrew it.
/// </summary>
internal sealed class InvitationDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, AccountDirectory accounts, AuditLog audit, TimeProvider clock)
{
    public const int LongestNote = 200;

    private const int SecretBytes = 32;
    private const int LongestToken = 100;

    public static TimeSpan Life { get; } = TimeSpan.FromDays(7);

    private static Sentence Unknown { get; } = new Sentence("This link is not one of this studio. Ask the person who sent it for another one.");

    /// <summary>Those that still wait for somebody; none for who is no admin.</summary>
    public IReadOnlyList<Invitation> Waiting(CurrentAccount me)
    {
        if (!me.IsAdmin)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        using var context = contexts.CreateDbContext();
        return [.. context.Invitations.AsNoTracking().Where(row => row.AcceptedAt == null && row.WithdrawnAt == null && row.ExpiresAt > now)
            .OrderByDescending(row => row.CreatedAt).AsEnumerable()
            .Select(row => new Invitation(row.Id, row.Role, row.Note ?? string.Empty, accounts.NameOf(row.InvitedBy) ?? string.Empty, row.CreatedAt, row.ExpiresAt))];
    }

    /// <summary>Makes an invitation; returns the secret that its link ends with, told once.</summary>
    public async Task<(string? Token, Sentence? Problem)> InviteAsync(CurrentAccount me, string role, string? note)
    {
        if (!me.IsAdmin)
        {
            return (null, TeamDesk.NotForYou);
        }

        if (!Roles.All.Contains(role))
        {
            return (null, new Sentence("There is no such role."));
        }

        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = clock.GetUtcNow();
        var row = new InvitationRow
        {
            Id = Guid.NewGuid().ToString("n"),
            SecretHash = HashOf(token),
            Role = role,
            Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim()[..Math.Min(note.Trim().Length, LongestNote)],
            InvitedBy = me.Id,
            CreatedAt = now,
            ExpiresAt = now + Life,
        };
        await queue.WriteAsync(context =>
        {
            context.Invitations.Add(row);
            audit.Write(context, row.InvitedBy, "invitation.create", row.Id, role);
        });
        return (token, null);
    }

    public async Task<Sentence?> WithdrawAsync(CurrentAccount me, string id)
    {
        if (!me.IsAdmin)
        {
            return TeamDesk.NotForYou;
        }

        var (actor, now) = (me.Id, clock.GetUtcNow());
        await queue.WriteAsync(context =>
        {
            var open = context.Invitations.Where(row => row.Id == id && row.AcceptedAt == null && row.WithdrawnAt == null);
            if (open.ExecuteUpdate(change => change.SetProperty(row => row.WithdrawnAt, now)) > 0)
            {
                audit.Write(context, actor, "invitation.withdraw", id);
            }
        });
        return null;
    }

    /// <summary>Why a link does not work; null where it does.</summary>
    public Sentence? ProblemOf(string? token)
    {
        using var context = contexts.CreateDbContext();
        return Judge(Find(context, token)).Problem;
    }

    /// <summary>Makes the account of who was invited, and uses the link up: both or neither, whoever else tries at the same moment.</summary>
    public async Task<(Account? Account, Sentence? Problem)> AcceptAsync(string? token, string? typedName, string? password)
    {
        var name = AccountNames.Clean(typedName);
        if (ProblemOf(token) is { } closed)
        {
            return (null, closed);
        }

        if ((AccountNames.Problem(name) ?? Passwords.Problem(password, name)) is { } problem)
        {
            return (null, problem);
        }

        var account = new Account { UserName = name, NormalizedUserName = AccountNames.Key(name), Role = Roles.Viewer, CreatedAt = clock.GetUtcNow() };
        Passwords.Set(account, Passwords.Hash(account, password!));
        var refusal = await queue.WriteAsync(context => Accept(context, token, account));
        if (refusal is not null)
        {
            return (null, refusal);
        }

        accounts.Refresh();
        return (account, null);
    }

    private Sentence? Accept(StudioContext context, string? token, Account account)
    {
        var (row, problem) = Judge(Find(context, token));
        if (row is null)
        {
            return problem;
        }

        if (context.Users.Any(other => other.NormalizedUserName == account.NormalizedUserName))
        {
            return new Sentence("Somebody has this name already. Choose another one.");
        }

        account.Role = row.Role;
        row.AcceptedAt = account.CreatedAt;
        row.AcceptedBy = account.Id;
        context.Users.Add(account);
        audit.Write(context, account.Id, "invitation.accept", row.Id, row.Role);
        return null;
    }

    private (InvitationRow? Row, Sentence? Problem) Judge(InvitationRow? row) => row switch
    {
        null => (null, Unknown),
        { AcceptedAt: not null } => (null, new Sentence("This link was used already. Sign in with the name and password that were chosen then.")),
        { WithdrawnAt: not null } => (null, new Sentence("This link was withdrawn. Ask the person who sent it for another one.")),
        _ when row.ExpiresAt <= clock.GetUtcNow() => (null, new Sentence("This link is older than seven days and has ended. Ask the person who sent it for another one.")),
        _ => (row, null),
    };

    private static InvitationRow? Find(StudioContext context, string? token)
    {
        if (token is null or { Length: 0 or > LongestToken })
        {
            return null;
        }

        var hash = HashOf(token);
        return context.Invitations.SingleOrDefault(row => row.SecretHash == hash);
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
