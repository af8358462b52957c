namespace OpenLedger.Benchmarks.Datanets;

/// <summary>
/// Who comes to a simulated Datanet and what is left out of its protection. All numbers are assumptions; they are compared with each other,
/// not with the world.
/// </summary>
internal sealed record CrowdSettings
{
    public int Days { get; init; } = 60;

    public int Seed { get; init; } = 1;

    public int Skilled { get; init; } = 20;

    public int Newcomers { get; init; } = 40;

    public int Lazy { get; init; } = 30;

    public int Spammers { get; init; } = 4;

    public int ModelSpammers { get; init; } = 4;

    public int Sybils { get; init; } = 10;

    public int Ring { get; init; } = 8;

    public int Sleepers { get; init; } = 3;

    public int Reviewers { get; init; } = 24;

    public int LazyReviewers { get; init; } = 5;

    /// <summary>True where the sybils are known to be linked: all were invited by one of them.</summary>
    public bool SybilsLinked { get; init; } = true;

    /// <summary>The same of the ring.</summary>
    public bool RingLinked { get; init; } = true;

    /// <summary>Share of the spam of spammers and sybils that reads as if it were meant.</summary>
    public double PlausibleShare { get; init; } = 0.40;

    /// <summary>True where the gates catch as little as those of Open-Assistant.</summary>
    public bool WeakGates { get; init; }

    /// <summary>How much honest contributors bring, 1 being somewhat less than the reviewers can decide.</summary>
    public double HonestDemand { get; init; } = 1;

    /// <summary>False: no allowance, no cap on open entries, no brake, no rest.</summary>
    public bool HasQuotas { get; init; } = true;
}
