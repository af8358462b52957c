namespace OpenLedger.Studio.Store.Rows;

/// <summary>A base model that somebody added; its files lie in <see cref="Folder"/>. The bundled ones have no row.</summary>
public sealed class ModelRow
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public required string Folder { get; set; }

    /// <summary>"Linked", "Copied" or "Uploaded".</summary>
    public required string Origin { get; set; }

    public string? OwnerId { get; set; }

    public DateTimeOffset AddedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    public required string Card { get; set; }
}

/// <summary>An adapter outside a run: imported, or kept from one.</summary>
public sealed class AdapterRow
{
    public required string Id { get; set; }

    public required string OwnerId { get; set; }

    public required string Name { get; set; }

    public required string ModelId { get; set; }

    public string? RunId { get; set; }

    public required string Folder { get; set; }

    /// <summary>"Run" or "Imported".</summary>
    public required string Origin { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public bool IsShared { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    public required string Card { get; set; }
}
