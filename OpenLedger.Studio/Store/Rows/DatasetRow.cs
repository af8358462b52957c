namespace OpenLedger.Studio.Store.Rows;

/// <summary>A person's own set of examples.</summary>
public sealed class DatasetRow
{
    public required string Id { get; set; }

    public required string OwnerId { get; set; }

    public required string Name { get; set; }

    /// <summary>"Chat", "Text" or "Preference".</summary>
    public required string Kind { get; set; }

    /// <summary>The name of the file that it came from.</summary>
    public string? Origin { get; set; }

    public string? Licence { get; set; }

    public string? Notes { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Examples in it.</summary>
    public int Rows { get; set; }

    /// <summary>Rows of the file that were kept aside, each with its reason.</summary>
    public int SetAside { get; set; }

    /// <summary>What a model should not forget, mixed in beside new examples.</summary>
    public bool IsRehearsal { get; set; }

    public bool IsShared { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>What the import found, as JSON.</summary>
    public string? Card { get; set; }
}

/// <summary>One example in canonical form.</summary>
public sealed class ExampleRow
{
    public long Id { get; set; }

    public required string DatasetId { get; set; }

    /// <summary>Its place in the set; a place between two is their middle.</summary>
    public double Position { get; set; }

    /// <summary>A line of JSON as the trainer reads it.</summary>
    public required string Content { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

/// <summary>A change that can be undone.</summary>
public sealed class ExampleEdit
{
    public long Id { get; set; }

    public required string DatasetId { get; set; }

    /// <summary>Changes that were made with one click are undone with one.</summary>
    public required string Batch { get; set; }

    public DateTimeOffset At { get; set; }

    public long ExampleId { get; set; }

    /// <summary>Null: the example was added.</summary>
    public string? Before { get; set; }

    /// <summary>Null: the example was deleted.</summary>
    public string? After { get; set; }
}
