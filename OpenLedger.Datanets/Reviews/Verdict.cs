namespace OpenLedger.Datanets.Reviews;

/// <summary>What a reviewer or curator says of an entry, in the order in which a page offers it.</summary>
public enum Verdict
{
    /// <summary>Good as it is.</summary>
    Accept,

    /// <summary>Not yet: says what would make it pass. Costs the author nothing.</summary>
    NeedsChanges,

    /// <summary>Not here, in good faith.</summary>
    Decline,

    /// <summary>Bad faith; needs a second person.</summary>
    Abuse,
}
