namespace OpenLedger.Studio.Features.Runs;

/// <summary>What a run will come to, as far as it is known before it starts.</summary>
public sealed record RunEstimate
{
    public int Examples { get; init; }

    public int HeldOut { get; init; }

    public int Rehearsal { get; init; }

    public int? Steps { get; init; }

    /// <summary>From the last finished run of the same model; null before the first.</summary>
    public TimeSpan? Time { get; init; }
}
