namespace OpenLedger.Datanets.Reviews;

/// <summary>The right of one reviewer to an entry for some minutes.</summary>
/// <param name="ReviewerId">Who has it.</param>
/// <param name="Until">Until when, if no sign of life comes.</param>
public sealed record Lease(string ReviewerId, DateTimeOffset Until);

/// <summary>All that the rules know of an entry. Commands make a new one of it; nothing in it is changed in place. It can be kept as plain JSON.</summary>
public sealed record EntryStanding
{
    /// <summary>The entry.</summary>
    public required string EntryId { get; init; }

    /// <summary>Its author.</summary>
    public required string AuthorId { get; init; }

    /// <summary>Where it stands.</summary>
    public EntryState State { get; init; } = EntryState.Draft;

    /// <summary>The number of its text, from 1; rises with each revision after <em>needs changes</em>.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The hash of the text that was handed in last; empty for a draft that never was.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>All votes on all revisions, in their order.</summary>
    public IReadOnlyList<ReviewVote> Votes { get; init; } = [];

    /// <summary>Since when it stands so.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Since when it waits for a decision; null where it does not.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>When it was handed back last.</summary>
    public DateTimeOffset? HandedBackAt { get; init; }

    /// <summary>Who has it for review; null where nobody has.</summary>
    public Lease? Lease { get; init; }

    /// <summary>How often its author has appealed.</summary>
    public int Appeals { get; init; }

    /// <summary>What an appeal that is under way is against; null where none is.</summary>
    public EntryState? AppealedFrom { get; init; }

    /// <summary>The curator who decided last; null where votes did.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>True from the first release on: the text never changes again.</summary>
    public bool WasReleased { get; init; }

    /// <summary>The policy's version under which it stands so.</summary>
    public int PolicyVersion { get; init; }

    /// <summary>The votes on the present revision.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<ReviewVote> CurrentVotes => Votes.Where(vote => vote.Revision == Revision);

    /// <summary>Those who voted on an earlier revision and not on this one: they see it first.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<string> FormerReviewers => Votes.Where(vote => vote.Revision < Revision).Select(vote => vote.ReviewerId)
        .Distinct(StringComparer.Ordinal).Except(CurrentVotes.Select(vote => vote.ReviewerId), StringComparer.Ordinal);

    /// <summary>True where an author's allowance of open entries counts it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOpen => State is EntryState.Gated or EntryState.Waitlisted or EntryState.Queued or EntryState.InReview or EntryState.Escalated or EntryState.NeedsChanges;
}
