namespace OpenLedger.Studio.Store.Rows;

/// <summary>A decided entry whose right verdict is known, shown to reviewers among the others; its text is kept as it was decided on.</summary>
public sealed class GoldRow
{
    public required string DatanetId { get; set; }

    public required string EntryId { get; set; }

    public int Revision { get; set; }

    public required string Category { get; set; }

    /// <summary>Whether it should be accepted.</summary>
    public bool IsGood { get; set; }

    /// <summary>The fields, as canonical JSON.</summary>
    public required string Content { get; set; }

    /// <summary>Why its verdict is right: what a reviewer reads after their own.</summary>
    public required string Why { get; set; }

    public required string MarkedBy { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Accounts that say its verdict is wrong, as a JSON list.</summary>
    public string ContestedBy { get; set; } = "[]";

    /// <summary>Whether a curator said that it is right after all.</summary>
    public bool Upheld { get; set; }

    /// <summary>When it was taken out of use; null where it was not.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}

/// <summary>What a reviewer said of a known item. Rows are only ever added.</summary>
public sealed class GoldAnswerRow
{
    /// <summary>Chosen by the page, so that an answer that is sent twice counts once.</summary>
    public required string Id { get; set; }

    public required string DatanetId { get; set; }

    public required string EntryId { get; set; }

    public required string ReviewerId { get; set; }

    /// <summary>A name of <c>Verdict</c>.</summary>
    public required string Verdict { get; set; }

    /// <summary>Whether it is the first answer to this item: later ones show what was learned, the first how somebody judges.</summary>
    public bool IsFirst { get; set; }

    public DateTimeOffset At { get; set; }
}
