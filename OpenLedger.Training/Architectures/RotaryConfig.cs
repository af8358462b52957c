namespace OpenLedger.Training.Architectures;

/// <summary>The ways to stretch rotary positions that are supported.</summary>
public enum RotaryKind
{
    /// <summary>Frequencies as they are.</summary>
    Default,

    /// <summary>All frequencies divided by a factor.</summary>
    Linear,

    /// <summary>Low frequencies divided, high ones kept, a ramp between: Llama 3.1 and later.</summary>
    Llama3,

    /// <summary>YaRN: a ramp between divided and kept frequencies, and a factor on attention.</summary>
    Yarn,
}

/// <summary>How positions are turned into rotations: everything that <see cref="RotaryFrequencies"/> needs beside the head dimension.</summary>
public sealed record RotaryConfig
{
    /// <summary>The way frequencies are stretched.</summary>
    public required RotaryKind Kind { get; init; }

    /// <summary>The base of the frequencies, <c>rope_theta</c>.</summary>
    public required double Theta { get; init; }

    /// <summary>By how much positions are stretched; 1 for <see cref="RotaryKind.Default"/>.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>The length the model was first trained at (llama3, yarn); 0 where it plays no part.</summary>
    public int OriginalMaxPositions { get; init; }

    /// <summary>llama3: wavelengths above original length / this are divided in full.</summary>
    public double LowFrequencyFactor { get; init; }

    /// <summary>llama3: wavelengths below original length / this are kept.</summary>
    public double HighFrequencyFactor { get; init; }

    /// <summary>yarn: rotations over the original length from which on a frequency is kept.</summary>
    public double BetaFast { get; init; }

    /// <summary>yarn: rotations over the original length below which a frequency is divided in full.</summary>
    public double BetaSlow { get; init; }

    /// <summary>yarn: whether the ends of the ramp are rounded to whole dimensions.</summary>
    public bool Truncate { get; init; }

    /// <summary>The factor on cosine and sine; 1 except for yarn.</summary>
    public double AttentionFactor { get; init; } = 1;
}
