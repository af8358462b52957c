namespace OpenLedger.Studio.Store.Rows;

/// <summary>A link by which somebody makes an account. Only the hash of its secret is kept.</summary>
public sealed class InvitationRow
{
    public required string Id { get; set; }

    public required string SecretHash { get; set; }

    public required string Role { get; set; }

    public string? Note { get; set; }

    public required string InvitedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public string? AcceptedBy { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }
}

/// <summary>A browser in which somebody is signed in.</summary>
public sealed class SessionRow
{
    public required string Id { get; set; }

    public required string AccountId { get; set; }

    public required string Device { get; set; }

    public string? Address { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>Who did what, when. Rows are only ever added.</summary>
public sealed class AuditRow
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public string? AccountId { get; set; }

    /// <summary>A short word with a dot, as "run.start".</summary>
    public required string Action { get; set; }

    /// <summary>The id of what it was done to.</summary>
    public string? Subject { get; set; }

    public string? Detail { get; set; }
}

/// <summary>A setting that an admin changed on the page; it wins over appsettings.json.</summary>
public sealed class SettingRow
{
    public required string Key { get; set; }

    public required string Value { get; set; }
}
