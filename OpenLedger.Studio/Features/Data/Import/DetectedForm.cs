namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// How a file is written and what its rows say, as far as it was found out; a person can correct each of it. Where
/// <see cref="Problem"/> is set, the rest says how far reading came.
/// </summary>
public sealed record DetectedForm
{
    public FileKind Kind { get; init; }

    /// <summary>One of <see cref="TextEncodings.All"/>; null where the kind of file fixes it.</summary>
    public string? Encoding { get; init; }

    public bool EncodingIsSure { get; init; } = true;

    /// <summary>What parts the cells of a table in text.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether the first row of a table names its columns.</summary>
    public bool? HasHeader { get; init; }

    public IReadOnlyList<string> Sheets { get; init; } = [];

    public string? Sheet { get; init; }

    public JsonLayout? Layout { get; init; }

    /// <summary>The names of the lists inside a JSON object that could hold the rows.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    public string? List { get; init; }

    public TextCut? Cut { get; init; }

    public IReadOnlyList<string> Columns { get; init; } = [];

    public RowMapping Mapping { get; init; } = RowMapping.None;

    /// <summary>Whether the mapping was guessed from what the cells hold.</summary>
    public bool IsGuess { get; init; }

    /// <summary>What a person should know about it.</summary>
    public IReadOnlyList<Wording> Notes { get; init; } = [];

    /// <summary>Why the file cannot be read.</summary>
    public Wording? Problem { get; init; }

    /// <summary>The first rows, and what they become.</summary>
    public IReadOnlyList<RowPreview> Preview { get; init; } = [];

    /// <summary>What the examples become.</summary>
    public ExampleShape Shape => ExampleBuilder.ShapeOf(Mapping.Form);

    /// <summary>Whether it can be imported.</summary>
    public bool IsReady => Problem is null && Mapping.IsComplete;

    /// <summary>The columns that nothing is read from.</summary>
    public IReadOnlyList<string> Unused => [.. Columns.Except(Mapping.Columns.Values)];

    internal JsonPlan? Plan { get; init; }
}
