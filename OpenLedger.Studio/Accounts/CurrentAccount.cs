using System.Security.Claims;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Accounts;

/// <summary>
/// Who asks: of this request, or of this open page. Role and session are looked up anew each time, so that somebody whose
/// role was taken or whose session was ended is refused at the next click.
/// </summary>
internal sealed class CurrentAccount(AccountDirectory accounts, SessionBook sessions)
{
    private string? _session;

    /// <summary>The id of the account; empty where nobody is signed in.</summary>
    public string Id { get; private set; } = string.Empty;

    public string SessionId => _session ?? string.Empty;

    public string Name => accounts.NameOf(Id) ?? string.Empty;

    /// <summary>One of <see cref="Roles"/>; empty where nobody is signed in any more.</summary>
    public string Role => _session is not null && sessions.IsAlive(_session) ? accounts.RoleOf(Id) ?? string.Empty : string.Empty;

    public bool IsAdmin => Role == Roles.Admin;

    /// <summary>May bring data and models and train.</summary>
    public bool MayTrain => Role is Roles.Admin or Roles.Trainer;

    /// <summary>Whether something of this owner may be changed: one's own, or anything for an admin.</summary>
    public bool MayChange(string ownerId) => IsAdmin || (MayTrain && Id == ownerId);

    /// <summary>Whether something of this owner may be looked at.</summary>
    public bool MaySee(string ownerId, bool isShared) => IsAdmin || (Role.Length > 0 && (isShared || Id == ownerId));

    internal void Be(ClaimsPrincipal person)
    {
        Id = person.FindFirstValue(ClaimTypes.NameIdentifier) ?? string.Empty;
        _session = person.FindFirstValue(SessionBook.Claim);
    }
}
