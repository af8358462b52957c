namespace OpenLedger.Studio.Store.Rows;

/// <summary>A Datanet: what a crowd gathers, under which rules.</summary>
public sealed class DatanetRow
{
    public required string Id { get; set; }

    public required string OwnerId { get; set; }

    public required string Title { get; set; }

    /// <summary>"Public", "Unlisted" or "InviteOnly".</summary>
    public required string Visibility { get; set; }

    /// <summary>Rises by one with each change; <see cref="DatanetVersionRow"/> keeps them all.</summary>
    public int Version { get; set; }

    /// <summary>Purpose, guidelines, categories, forms, licences, languages and review policy, as JSON.</summary>
    public required string Card { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

/// <summary>What a Datanet said at one time. Rows are only ever added.</summary>
public sealed class DatanetVersionRow
{
    public required string DatanetId { get; set; }

    public int Version { get; set; }

    public required string Card { get; set; }

    public required string AuthorId { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>What somebody is in a Datanet. The owner has a row as well.</summary>
public sealed class DatanetMemberRow
{
    public required string DatanetId { get; set; }

    public required string AccountId { get; set; }

    /// <summary>"Owner", "Curator", "Reviewer", "Contributor" or "Reader".</summary>
    public required string Role { get; set; }

    public DateTimeOffset Since { get; set; }

    /// <summary>What else is known of them here, as JSON.</summary>
    public required string Card { get; set; }
}
