namespace OpenLedger.Studio.Store.Rows;

/// <summary>Questions that models are measured with, which no entry of a Datanet should hold: a copy, so that they stay what they were.</summary>
public sealed class EvaluationSetRow
{
    public required string Id { get; set; }

    public required string DatanetId { get; set; }

    public required string Name { get; set; }

    /// <summary>The name of the file that they came from; null where they came from a set of examples.</summary>
    public string? Origin { get; set; }

    /// <summary>The set of examples that they came from; null where they came from a file.</summary>
    public string? DatasetId { get; set; }

    /// <summary>Whether they are those of its examples alone that runs hold out.</summary>
    public bool OnlyHeldOut { get; set; }

    /// <summary>How the set of examples stood when they were read: its last change.</summary>
    public DateTimeOffset? SourceAt { get; set; }

    /// <summary>How many questions there are.</summary>
    public int Items { get; set; }

    /// <summary>Their texts, as a JSON list of lists.</summary>
    public required string Content { get; set; }

    public required string AuthorId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
