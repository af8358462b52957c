namespace OpenLedger.Datanets.Reviews;

/// <summary>Where an entry stands. The ways between are <see cref="LifecycleEdges"/>.</summary>
public enum EntryState
{
    /// <summary>The author writes; nobody else sees it.</summary>
    Draft,

    /// <summary>Handed in; the gates look at it.</summary>
    Gated,

    /// <summary>Passed the gates; waits, in order, until the Datanet has room in its queue.</summary>
    Waitlisted,

    /// <summary>Waits for a reviewer.</summary>
    Queued,

    /// <summary>A reviewer has it.</summary>
    InReview,

    /// <summary>A curator decides.</summary>
    Escalated,

    /// <summary>Good; comes into the next release.</summary>
    Accepted,

    /// <summary>Part of a release; its text never changes again.</summary>
    Released,

    /// <summary>Not yet: handed back with what would make it pass.</summary>
    NeedsChanges,

    /// <summary>Not here: good faith, but this Datanet is not its place.</summary>
    Declined,

    /// <summary>Bad faith, confirmed by two reviewers or a curator.</summary>
    Abuse,

    /// <summary>Accepted before, now questioned; a curator looks again.</summary>
    Challenged,

    /// <summary>Taken out of coming releases; its place in the thread stays.</summary>
    Tombstoned,

    /// <summary>Taken back by its author.</summary>
    Withdrawn,
}
