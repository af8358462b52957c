using OpenLedger.Training.Optimization;
using OpenLedger.Training.Recipes.Kinds;

namespace OpenLedger.Training.Recipes;

/// <content>How it learns.</content>
public static partial class Knobs
{
    /// <summary>How often every new example is seen.</summary>
    public static Knob<double> NumTrainEpochs { get; } = new(new NumberKind(new KnobRange(0.01, 1000) { SliderMinimum = 1, SliderMaximum = 20 }), 3)
    {
        Name = "num_train_epochs",
        Property = nameof(TrainingRecipe.NumTrainEpochs),
        Title = "How much training",
        Technical = "epochs",
        Group = KnobGroup.Basic,
        Help = "How often every example is seen. More teaches better until the model only repeats; the best state on held-out examples is kept.",
    };

    /// <summary>The peak learning rate.</summary>
    public static Knob<double> LearningRate { get; } = new(
        new NumberKind(new KnobRange(1e-9, 1) { Scale = KnobScale.Logarithmic, SliderMinimum = 1e-6, SliderMaximum = 1e-2 }), 2e-4)
    {
        Name = "learning_rate",
        Property = nameof(TrainingRecipe.LearningRate),
        Title = "How boldly it learns",
        Technical = "learning rate",
        Group = KnobGroup.Basic,
        Help = "The size of each step at its peak. Too low learns little, too high forgets or breaks. Large models like 1e-4 to 3e-4, the bundled tiny ones 2e-3 to 5e-3.",
    };

    /// <summary>Examples in a micro-batch.</summary>
    public static Knob<int> PerDeviceTrainBatchSize { get; } = new(
        new WholeNumberKind<int>(new KnobRange(1, 1024) { Scale = KnobScale.PowersOfTwo, SliderMaximum = 64 }), 8)
    {
        Name = "per_device_train_batch_size",
        Property = nameof(TrainingRecipe.PerDeviceTrainBatchSize),
        Title = "How many examples at once",
        Technical = "batch size",
        Group = KnobGroup.Basic,
        Help = "Examples that one step looks at together; with packing it counts rows. More makes steadier steps and takes more memory.",
    };

    /// <summary>Longest example.</summary>
    public static Knob<int> MaxLength { get; } = new(
        new WholeNumberKind<int>(new KnobRange(8, 131_072) { Scale = KnobScale.PowersOfTwo, SliderMinimum = 64, SliderMaximum = 4096 }), 1024)
    {
        Name = "max_length",
        Property = nameof(TrainingRecipe.MaxLength),
        Title = "Longest text it reads",
        Technical = "max length",
        Group = KnobGroup.Basic,
        Help = "Tokens of an example; what is longer loses its end. With packing, also the length of a row. More takes more memory.",
    };

    /// <summary>Rehearsal examples for each new one.</summary>
    public static Knob<double> RehearsalShare { get; } = new(
        new NumberKind(new KnobRange(0, 10) { SliderMaximum = 2, Step = 0.1 }), 0.5)
    {
        Name = "rehearsal_share",
        Property = nameof(TrainingRecipe.RehearsalShare),
        Title = "Keep what it knew",
        Technical = "rehearsal",
        Group = KnobGroup.Basic,
        Help = "General examples mixed in for each new one, so that the model does not forget: 0.5 is one to two of yours, 0 is none.",
    };

    /// <summary>A fixed number of steps.</summary>
    public static Knob<int> MaxSteps { get; } = new(new WholeNumberKind<int>(new KnobRange(-1, 10_000_000)), -1)
    {
        Name = "max_steps",
        Property = nameof(TrainingRecipe.MaxSteps),
        Title = "A fixed number of steps",
        Technical = "max steps",
        Group = KnobGroup.Advanced,
        Help = "Above 0 it wins over num_train_epochs; -1 or 0: as many steps as the epochs make.",
    };

    /// <summary>Micro-batches in a step.</summary>
    public static Knob<int> GradientAccumulationSteps { get; } = new(
        new WholeNumberKind<int>(new KnobRange(1, 4096) { Scale = KnobScale.PowersOfTwo, SliderMaximum = 64 }), 1)
    {
        Name = "gradient_accumulation_steps",
        Property = nameof(TrainingRecipe.GradientAccumulationSteps),
        Title = "Batches to a step",
        Technical = "gradient accumulation",
        Group = KnobGroup.Advanced,
        Help = "Batches whose lessons are added up before the model changes. The same as a batch that many times larger, in the memory of one.",
    };

    /// <summary>Whether examples share rows.</summary>
    public static Knob<bool> Packing { get; } = new(new SwitchKind(), false)
    {
        Name = "packing",
        Property = nameof(TrainingRecipe.Packing),
        Title = "Fill rows with whole examples",
        Technical = "packing",
        Group = KnobGroup.Advanced,
        Help = "Puts several short examples into each row of max_length tokens; they do not see each other. The batch size then counts rows.",
    };

    /// <summary>The course of the learning rate.</summary>
    public static Knob<string> LrSchedulerType { get; } = new(new ChoiceKind(LearningRateSchedule.Names), "cosine")
    {
        Name = "lr_scheduler_type",
        Property = nameof(TrainingRecipe.LrSchedulerType),
        Title = "How boldness changes over the run",
        Technical = "learning rate schedule",
        Group = KnobGroup.Advanced,
        Help = "The course of the learning rate after warm-up: cosine and linear fall to 0, constant stays.",
    };

    /// <summary>Steps of warm-up.</summary>
    public static Knob<double> WarmupSteps { get; } = new(new NumberKind(new KnobRange(0, 10_000_000) { SliderMaximum = 100 }), 0)
    {
        Name = "warmup_steps",
        Property = nameof(TrainingRecipe.WarmupSteps),
        Title = "Steps of gentle start",
        Technical = "warm-up steps",
        Group = KnobGroup.Advanced,
        Help = "Steps over which the learning rate rises from 0; below 1 it is a share of all steps. Where it is given, warmup_ratio does not count.",
    };

    /// <summary>Warm-up as a share of the run.</summary>
    public static Knob<double> WarmupRatio { get; } = new(new NumberKind(new KnobRange(0, 1) { SliderMaximum = 0.2, Step = 0.01 }), 0.03)
    {
        Name = "warmup_ratio",
        Property = nameof(TrainingRecipe.WarmupRatio),
        Title = "Gentle start",
        Technical = "warm-up",
        Group = KnobGroup.Advanced,
        Help = "The share of all steps over which the learning rate rises from 0.",
    };

    /// <summary>AdamW's pull to zero.</summary>
    public static Knob<double> WeightDecay { get; } = new(new NumberKind(new KnobRange(0, 10) { SliderMaximum = 0.3, Step = 0.01 }), 0)
    {
        Name = "weight_decay",
        Property = nameof(TrainingRecipe.WeightDecay),
        Title = "Pull back to what it was",
        Technical = "weight decay",
        Group = KnobGroup.Advanced,
        Help = "How strongly AdamW pulls the adapter's weights to 0 in each step.",
    };

    /// <summary>AdamW's first momentum.</summary>
    public static Knob<double> AdamBeta1 { get; } = new(new NumberKind(new KnobRange(0, 0.999999) { Step = 0.01 }), 0.9)
    {
        Name = "adam_beta1",
        Property = nameof(TrainingRecipe.AdamBeta1),
        Title = "Memory for directions",
        Technical = "AdamW beta 1",
        Group = KnobGroup.Advanced,
        Help = "How much of the mean of past gradients AdamW keeps in each step.",
    };

    /// <summary>AdamW's second momentum.</summary>
    public static Knob<double> AdamBeta2 { get; } = new(new NumberKind(new KnobRange(0, 0.9999999) { SliderMinimum = 0.9, SliderMaximum = 0.999, Step = 0.001 }), 0.999)
    {
        Name = "adam_beta2",
        Property = nameof(TrainingRecipe.AdamBeta2),
        Title = "Memory for sizes",
        Technical = "AdamW beta 2",
        Group = KnobGroup.Advanced,
        Help = "How much of the mean of past squared gradients AdamW keeps in each step.",
    };

    /// <summary>AdamW's guard against division by zero.</summary>
    public static Knob<double> AdamEpsilon { get; } = new(
        new NumberKind(new KnobRange(1e-16, 0.1) { Scale = KnobScale.Logarithmic, SliderMinimum = 1e-10, SliderMaximum = 1e-6 }), 1e-8)
    {
        Name = "adam_epsilon",
        Property = nameof(TrainingRecipe.AdamEpsilon),
        Title = "Guard against division by zero",
        Technical = "AdamW epsilon",
        Group = KnobGroup.Advanced,
        Help = "Added to the divisor of each of AdamW's steps.",
    };

    /// <summary>The cap on the gradient.</summary>
    public static Knob<double> MaxGradNorm { get; } = new(new NumberKind(new KnobRange(0, 1e6) { SliderMaximum = 5, Step = 0.1 }), 1)
    {
        Name = "max_grad_norm",
        Property = nameof(TrainingRecipe.MaxGradNorm),
        Title = "Largest single change",
        Technical = "gradient clipping",
        Group = KnobGroup.Advanced,
        Help = "A step whose gradient is longer is shortened to this; 0 shortens nothing.",
    };
}
