namespace OpenLedger.Studio.Store.Rows;

/// <summary>A chat; nobody but its owner sees it.</summary>
public sealed class ConversationRow
{
    public required string Id { get; set; }

    public required string OwnerId { get; set; }

    public required string Title { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    public required string Content { get; set; }
}

/// <summary>A blind vote between two voices on one question.</summary>
public sealed class VoteRow
{
    public long Id { get; set; }

    public required string OwnerId { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Question { get; set; }

    public required string Left { get; set; }

    public required string Right { get; set; }

    /// <summary>"Left", "Right" or "Tie".</summary>
    public required string Winner { get; set; }
}

/// <summary>What somebody was about to do on a page; kept so that a restart loses nothing.</summary>
public sealed class DraftRow
{
    public required string OwnerId { get; set; }

    public required string Key { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Content { get; set; }
}

/// <summary>A file that is being uploaded; its bytes lie in <c>data/uploads/{Id}</c>.</summary>
public sealed class UploadRow
{
    public required string Id { get; set; }

    public required string OwnerId { get; set; }

    public required string Purpose { get; set; }

    public required string FileName { get; set; }

    public long Length { get; set; }

    public long Received { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset TouchedAt { get; set; }
}
