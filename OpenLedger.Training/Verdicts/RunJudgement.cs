namespace OpenLedger.Training.Verdicts;

/// <summary>What a run came to, the figures that say so, and what to do next, the best first.</summary>
public sealed record RunJudgement
{
    /// <summary>The verdict.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>What to do next, the best first.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>The step since which it is so: of the best held-out loss, of the turn for the worse, of the stand-still. Null where there is no such step.</summary>
    public int? Since { get; init; }

    /// <summary>The last step that was looked at.</summary>
    public int LastStep { get; init; }

    /// <summary>Training loss at the beginning, without its jitter.</summary>
    public double? TrainingStart { get; init; }

    /// <summary>Training loss at the end, without its jitter; not a number where the run broke down.</summary>
    public double? TrainingEnd { get; init; }

    /// <summary>The first held-out loss.</summary>
    public double? HeldOutStart { get; init; }

    /// <summary>The best held-out loss.</summary>
    public double? HeldOutBest { get; init; }

    /// <summary>The step of the best held-out loss.</summary>
    public int? HeldOutBestStep { get; init; }

    /// <summary>The last held-out loss.</summary>
    public double? HeldOutEnd { get; init; }

    /// <summary>The scores it was judged by, where there are any.</summary>
    public KnowledgeChange? Scores { get; init; }

    /// <summary>What is to be done first.</summary>
    public Remedy? Next => Remedies.Count > 0 ? Remedies[0] : null;
}
