namespace OpenLedger.Studio.Store.Rows;

/// <summary>A release of a Datanet; its manifest never changes.</summary>
public sealed class ReleaseRow
{
    public required string Id { get; set; }

    public required string DatanetId { get; set; }

    /// <summary>As "1.2.0".</summary>
    public required string Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public required string AuthorId { get; set; }

    /// <summary>"Published", "Superseded" or "Revoked".</summary>
    public required string State { get; set; }

    public required string Manifest { get; set; }

    public string? Card { get; set; }
}

/// <summary>One entry of a release, at its place in the tree.</summary>
public sealed class ReleaseEntryRow
{
    public required string ReleaseId { get; set; }

    public long LeafIndex { get; set; }

    public required string EntryId { get; set; }

    public int Revision { get; set; }

    public required string LeafHash { get; set; }

    public required string Content { get; set; }
}
