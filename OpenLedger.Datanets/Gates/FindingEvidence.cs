using OpenLedger.Datanets.Contamination;
using OpenLedger.Datanets.Duplicates;

namespace OpenLedger.Datanets.Gates;

/// <summary>What a finding rests on.</summary>
public sealed record FindingEvidence
{
    /// <summary>Nothing beside the places.</summary>
    public static FindingEvidence None { get; } = new();

    /// <summary>The entry that this one is like, with how much; the shared pieces are <see cref="Preflight.Shared"/>'s.</summary>
    public DuplicateMatch? Match { get; init; }

    /// <summary>The evaluation item of which the entry holds a part.</summary>
    public Leak? Leak { get; init; }

    /// <summary>What was measured: a share from 0 to 1, a mean logarithm, a count.</summary>
    public double? Measured { get; init; }

    /// <summary>The limit that it was compared with.</summary>
    public double? Limit { get; init; }
}
