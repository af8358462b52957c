namespace OpenLedger.Datanets.Trust;

/// <summary>What became of a contributor's entry, as far as trust reads it. Attempts leave no trace: only final outcomes count.</summary>
public enum OutcomeKind
{
    /// <summary>Accepted, at once or after revisions: the same credit.</summary>
    Accepted,

    /// <summary>Handed back, withdrawn, expired, blocked by a gate or put on the waiting list: no effect at all.</summary>
    Neutral,

    /// <summary>Declined in good faith.</summary>
    Declined,

    /// <summary>Removed after its release because of its quality, not because consent was taken back.</summary>
    TombstonedForQuality,

    /// <summary>Abuse, confirmed by two reviewers or a curator.</summary>
    AbuseConfirmed,

    /// <summary>An appeal was won: what was held against the entry is undone, and a little is added.</summary>
    AppealWon,
}

/// <summary>One outcome.</summary>
/// <param name="EntryId">The entry that it is about.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="At">When.</param>
public readonly record struct ContributorOutcome(string EntryId, OutcomeKind Kind, DateTimeOffset At);
