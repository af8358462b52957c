namespace OpenLedger.Training.Recipes;

/// <summary>All settings of a recipe. Each is declared here once: name, type, range, default, words.</summary>
public static partial class Knobs
{
    /// <summary>All knobs, in the order of a recipe file.</summary>
    public static IReadOnlyList<Knob> All => Register.All;

    /// <summary>The knob of this name; null if there is none.</summary>
    public static Knob? Find(string name) => Register.ByName.GetValueOrDefault(name);

    /// <summary>Made on first use, when the fields of all parts of this class are there.</summary>
    private static class Register
    {
        public static readonly IReadOnlyList<Knob> All =
        [
            Model, Data, RehearsalData, EvalData, EvalQuestions, KeptQuestions, InitAdapter,
            NumTrainEpochs, LearningRate, PerDeviceTrainBatchSize, R, MaxLength, RehearsalShare,
            MaxSteps, GradientAccumulationSteps, Packing, LrSchedulerType, WarmupSteps, WarmupRatio,
            WeightDecay, AdamBeta1, AdamBeta2, AdamEpsilon, MaxGradNorm,
            LoraAlpha, LoraDropout, TargetModules, ExcludeModules, LayersToTransform, LayersPattern, RankPattern, AlphaPattern, UseRslora,
            EvalShare, EvalSteps, EarlyStoppingPatience, LoadBestModelAtEnd,
            SaveSteps, SaveSeconds, LoggingSteps, Seed, Bf16, Threads,
        ];

        public static readonly IReadOnlyDictionary<string, Knob> ByName = All.ToDictionary(knob => knob.Name, StringComparer.Ordinal);
    }
}
