using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Doctor;

/// <summary>Something about the examples that a person should know, and the click that puts it right.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many examples it concerns.</param>
/// <param name="Sentence">What it means.</param>
/// <param name="Fix">What the click does; null where there is none.</param>
public sealed record Finding(FindingKind Kind, long Count, Wording Sentence, Wording? Fix)
{
    /// <summary>The examples that the click changes, as far as they are listed.</summary>
    internal IReadOnlyList<long> Examples { get; init; } = [];

    /// <summary>Whether the click changes examples, rather than how they are read.</summary>
    public bool Changes => Examples.Count > 0;
}
