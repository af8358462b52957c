namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What is left out of an import. What is left out is set aside with its reason, never lost.</summary>
public sealed record ImportOptions
{
    public bool LeaveOutDuplicates { get; init; } = true;

    public bool LeaveOutEmptyAnswers { get; init; } = true;
}
