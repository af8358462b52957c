namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What a person said about a file; what is null is found out.</summary>
public sealed record FormCorrection
{
    public static FormCorrection None { get; } = new();

    public string? Encoding { get; init; }

    public char? Delimiter { get; init; }

    public bool? HasHeader { get; init; }

    public string? Sheet { get; init; }

    public string? List { get; init; }

    public TextCut? Cut { get; init; }

    public RowMapping? Mapping { get; init; }
}
