using Microsoft.AspNetCore.Identity;

namespace OpenLedger.Studio.Store;

/// <summary>Somebody who signs in.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>Wrong passwords let every account rest, however it was made.</summary>
    public Account() => LockoutEnabled = true;

    /// <summary>One of <see cref="Roles"/>.</summary>
    public required string Role { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastSeenAt { get; set; }

    /// <summary>The language of the pages ("en", "de"); null follows the browser.</summary>
    public string? Language { get; set; }

    /// <summary>Cannot sign in any more; what belongs to the account stays.</summary>
    public bool IsClosed { get; set; }
}
