namespace OpenLedger.Studio.Store.Rows;

/// <summary>An entry as it stands now; what it said before is in <see cref="EntryRevisionRow"/>, what happened in <see cref="EntryEventRow"/>.</summary>
public sealed class EntryRow
{
    public required string Id { get; set; }

    public required string DatanetId { get; set; }

    public required string AuthorId { get; set; }

    /// <summary>A name of <c>EntryState</c>.</summary>
    public required string State { get; set; }

    public required string Category { get; set; }

    /// <summary>From 1.</summary>
    public int Revision { get; set; }

    /// <summary>The fields, as canonical JSON.</summary>
    public required string Content { get; set; }

    /// <summary>64 hexadecimal digits; equal for entries that say the same.</summary>
    public required string ContentHash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Since when it waits for a decision; null where it does not.</summary>
    public DateTimeOffset? QueuedAt { get; set; }

    /// <summary>The version of the policy under which it was last decided on.</summary>
    public int PolicyVersion { get; set; }

    /// <summary>The place in the queue: the lowest comes first.</summary>
    public double Order { get; set; }

    /// <summary>Standing, licence, consent, findings and source, as JSON.</summary>
    public required string Card { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

/// <summary>What an entry said in one revision. Rows are only ever added.</summary>
public sealed class EntryRevisionRow
{
    public required string EntryId { get; set; }

    public int Revision { get; set; }

    public required string Content { get; set; }

    public DateTimeOffset At { get; set; }

    public required string AuthorId { get; set; }
}

/// <summary>One transition of an entry, chained to the one before it in its Datanet by a hash. Rows are only ever added.</summary>
public sealed class EntryEventRow
{
    public required string DatanetId { get; set; }

    /// <summary>From 1 (the library's chain says where it begins), without a gap.</summary>
    public long Sequence { get; set; }

    public required string EntryId { get; set; }

    public required string Actor { get; set; }

    public DateTimeOffset At { get; set; }

    public required string PreviousHash { get; set; }

    public required string Hash { get; set; }

    public required string Content { get; set; }
}

/// <summary>
/// A milestone of an entry, as dashboards count them: drawn from an event of the chain in the same write, so that nobody reads a hundred
/// thousand events to say how a week went. It names nobody.
/// </summary>
public sealed class EntryMilestoneRow
{
    public long Id { get; set; }

    public required string DatanetId { get; set; }

    public required string EntryId { get; set; }

    /// <summary>A name of <c>MilestoneKind</c>.</summary>
    public required string Kind { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The state after it: a name of <c>EntryState</c>.</summary>
    public required string Outcome { get; set; }

    /// <summary>1 for the first text, more for a revision, 0 for an appeal.</summary>
    public int Revision { get; set; }

    /// <summary>Milliseconds since it came into the queue; null where it was not there.</summary>
    public long? Waited { get; set; }
}

/// <summary>A message in the thread of an entry; erased when its author takes the entry back.</summary>
public sealed class EntryMessageRow
{
    public long Id { get; set; }

    public required string DatanetId { get; set; }

    public required string EntryId { get; set; }

    public required string AuthorId { get; set; }

    /// <summary>A name of <c>MessagePart</c>: as what they wrote.</summary>
    public required string Part { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Text { get; set; }
}
