namespace OpenLedger.Training.Verdicts;

/// <summary>What a judge knows of a run besides its curve, to propose the next step in its own figures. Null where it is not known.</summary>
public sealed record JudgeSettings
{
    /// <summary>A run of which only the curve is known, and that has ended.</summary>
    public static JudgeSettings Ended { get; } = new();

    /// <summary>Whether no step will follow.</summary>
    public bool IsOver { get; init; } = true;

    /// <summary>Steps that are planned.</summary>
    public int? TotalSteps { get; init; }

    /// <summary>Peak learning rate.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Passes over the data.</summary>
    public double? Epochs { get; init; }

    /// <summary>General examples for each new one.</summary>
    public double? RehearsalShare { get; init; }

    /// <summary>Rank of the adapter.</summary>
    public int? Rank { get; init; }

    /// <summary>Whether the state with the best held-out loss is the one that is kept.</summary>
    public bool KeepsBest { get; init; } = true;
}
