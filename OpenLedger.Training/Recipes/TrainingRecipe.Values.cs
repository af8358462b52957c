namespace OpenLedger.Training.Recipes;

/// <content>The values, each under the name of its knob.</content>
public sealed partial record TrainingRecipe
{
    /// <summary>The folder of the base model.</summary>
    public string? Model { get => Value(Knobs.Model); init => Give(Knobs.Model, value); }

    /// <summary>The new examples.</summary>
    public IReadOnlyList<DataSource> Data { get => Value(Knobs.Data); init => Give(Knobs.Data, value); }

    /// <summary>General examples that are mixed in; null for none.</summary>
    public string? RehearsalData { get => Value(Knobs.RehearsalData); init => Give(Knobs.RehearsalData, value); }

    /// <summary>Examples to measure on; null: a share of the data is held out.</summary>
    public string? EvalData { get => Value(Knobs.EvalData); init => Give(Knobs.EvalData, value); }

    /// <summary>Questions about what is new.</summary>
    public string? EvalQuestions { get => Value(Knobs.EvalQuestions); init => Give(Knobs.EvalQuestions, value); }

    /// <summary>Questions about what the model knew.</summary>
    public string? KeptQuestions { get => Value(Knobs.KeptQuestions); init => Give(Knobs.KeptQuestions, value); }

    /// <summary>The folder of an adapter to go on from.</summary>
    public string? InitAdapter { get => Value(Knobs.InitAdapter); init => Give(Knobs.InitAdapter, value); }

    /// <summary>How often every new example is seen.</summary>
    public double NumTrainEpochs { get => Value(Knobs.NumTrainEpochs); init => Give(Knobs.NumTrainEpochs, value); }

    /// <summary>The peak learning rate.</summary>
    public double LearningRate { get => Value(Knobs.LearningRate); init => Give(Knobs.LearningRate, value); }

    /// <summary>Examples, or packed rows, in a micro-batch.</summary>
    public int PerDeviceTrainBatchSize { get => Value(Knobs.PerDeviceTrainBatchSize); init => Give(Knobs.PerDeviceTrainBatchSize, value); }

    /// <summary>The rank of the adapter.</summary>
    public int R { get => Value(Knobs.R); init => Give(Knobs.R, value); }

    /// <summary>Tokens of an example or packed row.</summary>
    public int MaxLength { get => Value(Knobs.MaxLength); init => Give(Knobs.MaxLength, value); }

    /// <summary>Rehearsal examples for each new one.</summary>
    public double RehearsalShare { get => Value(Knobs.RehearsalShare); init => Give(Knobs.RehearsalShare, value); }

    /// <summary>The number of steps; 0 or less: as many as the epochs make.</summary>
    public int MaxSteps { get => Value(Knobs.MaxSteps); init => Give(Knobs.MaxSteps, value); }

    /// <summary>Micro-batches in a step.</summary>
    public int GradientAccumulationSteps { get => Value(Knobs.GradientAccumulationSteps); init => Give(Knobs.GradientAccumulationSteps, value); }

    /// <summary>Whether whole examples share rows.</summary>
    public bool Packing { get => Value(Knobs.Packing); init => Give(Knobs.Packing, value); }

    /// <summary>The name of the learning rate schedule.</summary>
    public string LrSchedulerType { get => Value(Knobs.LrSchedulerType); init => Give(Knobs.LrSchedulerType, value); }

    /// <summary>Steps of warm-up; below 1 a share of all.</summary>
    public double WarmupSteps { get => Value(Knobs.WarmupSteps); init => Give(Knobs.WarmupSteps, value); }

    /// <summary>Warm-up as a share of all steps.</summary>
    public double WarmupRatio { get => Value(Knobs.WarmupRatio); init => Give(Knobs.WarmupRatio, value); }

    /// <summary>AdamW's pull to zero.</summary>
    public double WeightDecay { get => Value(Knobs.WeightDecay); init => Give(Knobs.WeightDecay, value); }

    /// <summary>AdamW's decay of the mean gradient.</summary>
    public double AdamBeta1 { get => Value(Knobs.AdamBeta1); init => Give(Knobs.AdamBeta1, value); }

    /// <summary>AdamW's decay of the mean squared gradient.</summary>
    public double AdamBeta2 { get => Value(Knobs.AdamBeta2); init => Give(Knobs.AdamBeta2, value); }

    /// <summary>AdamW's guard against division by zero.</summary>
    public double AdamEpsilon { get => Value(Knobs.AdamEpsilon); init => Give(Knobs.AdamEpsilon, value); }

    /// <summary>The cap on the norm of the gradient; 0: none.</summary>
    public double MaxGradNorm { get => Value(Knobs.MaxGradNorm); init => Give(Knobs.MaxGradNorm, value); }

    /// <summary>The numerator of the scale of the adapter.</summary>
    public double LoraAlpha { get => Value(Knobs.LoraAlpha); init => Give(Knobs.LoraAlpha, value); }

    /// <summary>The chance of leaving out an input of the adapter.</summary>
    public double LoraDropout { get => Value(Knobs.LoraDropout); init => Give(Knobs.LoraDropout, value); }

    /// <summary>The layers that get an adapter.</summary>
    public ModuleChoice TargetModules { get => Value(Knobs.TargetModules)!; init => Give(Knobs.TargetModules, value); }

    /// <summary>Layers that get none.</summary>
    public ModuleChoice? ExcludeModules { get => Value(Knobs.ExcludeModules); init => Give(Knobs.ExcludeModules, value); }

    /// <summary>Numbers of the blocks that learn; null: all.</summary>
    public IReadOnlyList<int>? LayersToTransform { get => Value(Knobs.LayersToTransform); init => Give(Knobs.LayersToTransform, value); }

    /// <summary>What blocks are called.</summary>
    public IReadOnlyList<string>? LayersPattern { get => Value(Knobs.LayersPattern); init => Give(Knobs.LayersPattern, value); }

    /// <summary>Other ranks for some layers.</summary>
    public IReadOnlyDictionary<string, double> RankPattern { get => Value(Knobs.RankPattern); init => Give(Knobs.RankPattern, value); }

    /// <summary>Other alphas for some layers.</summary>
    public IReadOnlyDictionary<string, double> AlphaPattern { get => Value(Knobs.AlphaPattern); init => Give(Knobs.AlphaPattern, value); }

    /// <summary>Whether alpha is divided by the root of the rank.</summary>
    public bool UseRslora { get => Value(Knobs.UseRslora); init => Give(Knobs.UseRslora, value); }

    /// <summary>The share of examples held out.</summary>
    public double EvalShare { get => Value(Knobs.EvalShare); init => Give(Knobs.EvalShare, value); }

    /// <summary>Steps between two measurements; 0: see <see cref="EvalStepsOf"/>.</summary>
    public int EvalSteps { get => Value(Knobs.EvalSteps); init => Give(Knobs.EvalSteps, value); }

    /// <summary>Measurements without gain after which the run ends; 0: never.</summary>
    public int EarlyStoppingPatience { get => Value(Knobs.EarlyStoppingPatience); init => Give(Knobs.EarlyStoppingPatience, value); }

    /// <summary>Whether the best state is the result, not the last.</summary>
    public bool LoadBestModelAtEnd { get => Value(Knobs.LoadBestModelAtEnd); init => Give(Knobs.LoadBestModelAtEnd, value); }

    /// <summary>Steps between two checkpoints.</summary>
    public int SaveSteps { get => Value(Knobs.SaveSteps); init => Give(Knobs.SaveSteps, value); }

    /// <summary>Seconds between two checkpoints; 0: only by steps.</summary>
    public double SaveSeconds { get => Value(Knobs.SaveSeconds); init => Give(Knobs.SaveSeconds, value); }

    /// <summary>Steps between two reports.</summary>
    public int LoggingSteps { get => Value(Knobs.LoggingSteps); init => Give(Knobs.LoggingSteps, value); }

    /// <summary>The start of all chance.</summary>
    public long Seed { get => Value(Knobs.Seed); init => Give(Knobs.Seed, value); }

    /// <summary>Whether to compute in bfloat16; null: the measured choice.</summary>
    public bool? Bf16 { get => Value(Knobs.Bf16); init => Give(Knobs.Bf16, value); }

    /// <summary>Processor threads; 0: one for each core.</summary>
    public int Threads { get => Value(Knobs.Threads); init => Give(Knobs.Threads, value); }
}
