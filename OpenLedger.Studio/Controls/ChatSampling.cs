namespace OpenLedger.Studio.Controls;

/// <summary>How an answer is drawn and how long it may be. As it is made, it draws as the command line's <c>generate</c> does: greedily.</summary>
public sealed record ChatSampling
{
    public double Temperature { get; init; }

    /// <summary>0: all.</summary>
    public int TopK { get; init; }

    /// <summary>1: all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>0: all.</summary>
    public double MinP { get; init; }

    /// <summary>1: none.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>In tokens.</summary>
    public int LongestAnswer { get; init; } = 256;

    public long Seed { get; init; }

    public bool IsGreedy => Temperature == 0;
}
