namespace OpenLedger.Training.Runs;

/// <summary>What a run is doing.</summary>
public enum RunPhase
{
    /// <summary>Opening the model and reading the data.</summary>
    Loading,

    /// <summary>Asking the questions before training.</summary>
    ScoringBefore,

    /// <summary>Making steps.</summary>
    Training,

    /// <summary>Asking the same questions again.</summary>
    ScoringAfter,

    /// <summary>Finished; the adapter is on disk.</summary>
    Done,
}

/// <summary>
/// How far a run is. What a value is not known for (yet) is null. <paramref name="Loss"/> is the mean over the step's learned tokens
/// (natural logarithm), <paramref name="GradNorm"/> is before clipping, <paramref name="HeldOutLoss"/> comes with the steps after which
/// the held-out examples were measured, <paramref name="MemoryBytes"/> is what the process holds now beyond what it held before the run began.
/// </summary>
public sealed record RunProgress(
    RunPhase Phase,
    int Step,
    int TotalSteps,
    double? Loss = null,
    double? LearningRate = null,
    double? GradNorm = null,
    double? TokensPerSecond = null,
    double? HeldOutLoss = null,
    TimeSpan? Remaining = null,
    string? Message = null,
    long? MemoryBytes = null);

/// <summary>How a finished run ended.</summary>
/// <param name="Before">Scores of the base model, or null where there was nothing to ask.</param>
/// <param name="After">Scores with the adapter.</param>
/// <param name="BestHeldOutLoss">The lowest held-out loss measured, or null without held-out examples.</param>
/// <param name="Steps">Steps made.</param>
/// <param name="AdapterFolder">The folder that PEFT and others can load.</param>
public sealed record RunOutcome(RunScores? Before, RunScores? After, double? BestHeldOutLoss, int Steps, string AdapterFolder);

/// <summary>
/// The two scores. New: right answers to questions about what was to be learned. Kept: right answers to general questions.
/// </summary>
/// <param name="NewRight">Right answers to new questions.</param>
/// <param name="NewTotal">New questions asked.</param>
/// <param name="KeptRight">Right answers to those general questions that the base model answers right.</param>
/// <param name="KeptTotal">General questions that the base model answers right.</param>
/// <param name="HeldOutLoss">Mean loss on the held-out examples, or null.</param>
public sealed record RunScores(int NewRight, int NewTotal, int KeptRight, int KeptTotal, double? HeldOutLoss);
