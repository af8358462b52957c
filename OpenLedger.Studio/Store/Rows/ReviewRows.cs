namespace OpenLedger.Studio.Store.Rows;

/// <summary>One reviewer's vote on one revision.</summary>
public sealed class ReviewRow
{
    /// <summary>Chosen by the browser, so that a vote that is sent twice counts once.</summary>
    public required string Id { get; set; }

    public required string DatanetId { get; set; }

    public required string EntryId { get; set; }

    public int Revision { get; set; }

    public required string ReviewerId { get; set; }

    /// <summary>A name of <c>Verdict</c>.</summary>
    public required string Verdict { get; set; }

    /// <summary>The reasons, as JSON.</summary>
    public required string Content { get; set; }

    /// <summary>The entry as the reviewer would word it, as canonical JSON; null where they suggest nothing.</summary>
    public string? Suggestion { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Whether a curator decided with it, who had seen the votes of others.</summary>
    public bool IsDecision { get; set; }
}

/// <summary>An entry that a reviewer holds for a while.</summary>
public sealed class LeaseRow
{
    public required string EntryId { get; set; }

    public required string ReviewerId { get; set; }

    public DateTimeOffset Until { get; set; }
}
