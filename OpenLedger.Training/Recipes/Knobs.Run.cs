using OpenLedger.Training.Recipes.Kinds;

namespace OpenLedger.Training.Recipes;

/// <content>How a run measures, saves and computes.</content>
public static partial class Knobs
{
    /// <summary>The share of examples held out.</summary>
    public static Knob<double> EvalShare { get; } = new(new NumberKind(new KnobRange(0, 0.5) { SliderMaximum = 0.2, Step = 0.01 }), 0.1)
    {
        Name = "eval_share",
        Property = nameof(TrainingRecipe.EvalShare),
        Title = "Kept out to measure on",
        Technical = "held-out share",
        Group = KnobGroup.Advanced,
        Help = "The share of examples that is not trained on but measured: at least 16 and at most 256 of them, never more than a fifth. 0: none.",
    };

    /// <summary>How often is measured.</summary>
    public static Knob<int> EvalSteps { get; } = new(new WholeNumberKind<int>(new KnobRange(0, 10_000_000) { SliderMaximum = 500 }), 0)
    {
        Name = "eval_steps",
        Property = nameof(TrainingRecipe.EvalSteps),
        Title = "How often it is measured",
        Technical = "evaluation steps",
        Group = KnobGroup.Advanced,
        Help = "Every how many steps the held-out loss is measured; 0: ten times in a run.",
    };

    /// <summary>When to give up.</summary>
    public static Knob<int> EarlyStoppingPatience { get; } = new(new WholeNumberKind<int>(new KnobRange(0, 10_000) { SliderMaximum = 10 }), 0)
    {
        Name = "early_stopping_patience",
        Property = nameof(TrainingRecipe.EarlyStoppingPatience),
        Title = "Stop when it gets no better",
        Technical = "early stopping",
        Group = KnobGroup.Advanced,
        Help = "Ends the run after this many measurements in a row that are no better than the best; 0: never.",
    };

    /// <summary>Which state is kept.</summary>
    public static Knob<bool> LoadBestModelAtEnd { get; } = new(new SwitchKind(), true)
    {
        Name = "load_best_model_at_end",
        Property = nameof(TrainingRecipe.LoadBestModelAtEnd),
        Title = "Keep the best state",
        Technical = "best checkpoint",
        Group = KnobGroup.Advanced,
        Help = "The adapter with the lowest held-out loss is the result, not the last one. Without measuring it is the last one.",
    };

    /// <summary>How often is saved, in steps.</summary>
    public static Knob<int> SaveSteps { get; } = new(new WholeNumberKind<int>(new KnobRange(1, 10_000_000) { SliderMaximum = 200 }), 20)
    {
        Name = "save_steps",
        Property = nameof(TrainingRecipe.SaveSteps),
        Title = "How often it is saved",
        Technical = "save steps",
        Group = KnobGroup.Advanced,
        Help = "Every how many steps the run is saved, or after save_seconds, whichever is first. A run that is cut off repeats at most this many.",
    };

    /// <summary>How often is saved, in seconds.</summary>
    public static Knob<double> SaveSeconds { get; } = new(new NumberKind(new KnobRange(0, 86_400) { SliderMaximum = 600 }), 30)
    {
        Name = "save_seconds",
        Property = nameof(TrainingRecipe.SaveSeconds),
        Title = "Longest time without saving",
        Technical = "save seconds",
        Group = KnobGroup.Advanced,
        Help = "After how many seconds the run is saved, whatever save_steps says; 0: only by steps.",
    };

    /// <summary>How often is told.</summary>
    public static Knob<int> LoggingSteps { get; } = new(new WholeNumberKind<int>(new KnobRange(1, 10_000_000) { SliderMaximum = 100 }), 1)
    {
        Name = "logging_steps",
        Property = nameof(TrainingRecipe.LoggingSteps),
        Title = "How often it reports",
        Technical = "logging steps",
        Group = KnobGroup.Advanced,
        Help = "Every how many steps a line with loss and speed is written.",
    };

    /// <summary>The start of all chance.</summary>
    public static Knob<long> Seed { get; } = new(new WholeNumberKind<long>(new KnobRange(0, 9_007_199_254_740_991)), 42)
    {
        Name = "seed",
        Property = nameof(TrainingRecipe.Seed),
        Title = "Start of chance",
        Technical = "seed",
        Group = KnobGroup.Advanced,
        Help = "The same recipe with the same seed gives the same adapter. Another seed shuffles otherwise.",
    };

    /// <summary>The precision.</summary>
    public static Knob<bool?> Bf16 { get; } = new(new OpenSwitchKind(), null)
    {
        Name = "bf16",
        Property = nameof(TrainingRecipe.Bf16),
        Title = "Compute in half precision",
        Technical = "bfloat16",
        Group = KnobGroup.Advanced,
        Help = "Weights and products in bfloat16, the adapter in float32. Left out: whichever a short measurement finds faster on this computer.",
    };

    /// <summary>Processor threads.</summary>
    public static Knob<int> Threads { get; } = new(new WholeNumberKind<int>(new KnobRange(0, 1024) { SliderMaximum = 64 }), 0)
    {
        Name = "threads",
        Property = nameof(TrainingRecipe.Threads),
        Title = "Processor cores it may use",
        Technical = "threads",
        Group = KnobGroup.Advanced,
        Help = "Threads to compute with; 0: one for each core. Another number gives slightly other results.",
    };
}
