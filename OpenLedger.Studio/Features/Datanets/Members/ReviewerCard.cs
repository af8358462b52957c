using System.Numerics;
using System.Text.Json.Serialization;
using OpenLedger.Datanets.Agreement;

namespace OpenLedger.Studio.Features.Datanets.Members;

/// <summary>What is known of a member as a reviewer. It is for the rules and for themselves alone.</summary>
public sealed record ReviewerCard
{
    /// <summary>So many of the last decisions say whether somebody reads what they decide about.</summary>
    private const int Lately = 50;

    /// <summary>First answers to known items.</summary>
    public ReviewerAccuracy Known { get; init; }

    /// <summary>Votes on entries that were decided since, by curators or by all votes together.</summary>
    public ReviewerAccuracy Decided { get; init; }

    /// <summary>Votes and known items so far; what is drawn next follows from it.</summary>
    public int Turns { get; init; }

    /// <summary>One bit for each of the last decisions: whether it took less time than reading does.</summary>
    public ulong Hasty { get; init; }

    [JsonIgnore]
    public ReviewerAccuracy Accuracy => Known.And(Decided);

    [JsonIgnore]
    public double HastyShare => Turns == 0 ? 0 : (double)BitOperations.PopCount(Hasty) / Math.Min(Turns, Lately);

    /// <summary>The same after one more decision.</summary>
    public ReviewerCard After(bool wasHasty) =>
        this with { Turns = Turns + 1, Hasty = ((Hasty << 1) | (wasHasty ? 1UL : 0)) & ((1UL << Lately) - 1) };
}
