namespace OpenLedger.Training.Datasets;

/// <summary>What decides the order of examples in a run, besides the examples.</summary>
public sealed record BatchPlanOptions
{
    /// <summary>How often every new example is seen; may be a fraction.</summary>
    public double Epochs { get; init; } = 1;

    /// <summary>The number of steps; 0 or less: as many as the epochs make.</summary>
    public int MaxSteps { get; init; }

    /// <summary>Examples in a micro-batch; with <see cref="Packing"/> rows.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Micro-batches in a step.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>Whether rows of <see cref="MaxLength"/> tokens are filled with whole examples.</summary>
    public bool Packing { get; init; }

    /// <summary>Tokens of a packed row.</summary>
    public int MaxLength { get; init; } = 1;

    /// <summary>Rehearsal examples for each new one.</summary>
    public double RehearsalShare { get; init; }

    /// <summary>The seed of the run.</summary>
    public long Seed { get; init; }
}
