using OpenLedger.Benchmarks.Training;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Benchmarks.Preflight;

/// <summary>A recipe to be estimated and then run.</summary>
/// <param name="Model">A bundled model, or a shape of the training benchmarks.</param>
/// <param name="Length">Longest text.</param>
/// <param name="Rank">Rank.</param>
/// <param name="Rows">Rows of a micro-batch.</param>
/// <param name="Narrow">Whether products are computed in bfloat16.</param>
internal sealed record PreflightRecipe(string Model, int Length, int Rank, int Rows, bool Narrow = false)
{
    private const int Steps = 21;
    private const int NarrowSteps = 14;
    private const int SmallSteps = 60;
    private const int SmallBatch = 64;

    public bool Packing { get; init; }

    public int Accumulation { get; init; } = 1;

    public double Dropout { get; init; }

    public double HeldOut { get; init; }

    public static IReadOnlyList<PreflightRecipe> All { get; } =
    [
        new("nano-llama", 256, 16, 8) { Dropout = 0.05 },
        new("nano-qwen", 512, 64, 16) { Packing = true },
        new("nano-mistral", 64, 2, 1) { HeldOut = 0.1 },
        new("nano-llama", 128, 8, 4, Narrow: true) { Accumulation = 2 },
        new("nano-qwen", 256, 32, 16, Narrow: true) { Packing = true },
        new("mid", 64, 2, 1),
        new("mid", 256, 16, 4) { Packing = true },
        new("mid", 512, 64, 8) { Packing = true },
        new("mid", 128, 8, 16) { HeldOut = 0.1 },
        new("mid", 256, 32, 2, Narrow: true) { Packing = true, Accumulation = 2 },
        new("mid", 512, 4, 1, Narrow: true),
        new("small", 64, 64, 16),
        new("small", 512, 16, 2) { Packing = true },
        new("small", 256, 2, 8) { Dropout = 0.05 },
        new("small", 128, 32, 4, Narrow: true),
        new("small", 512, 8, 1, Narrow: true) { Packing = true },
    ];

    public string Name => FormattableString.Invariant($"{Model}/{Length} tokens/rank {Rank}/batch {Rows}/{(Narrow ? "bfloat16" : "float32")}");

    /// <summary>Whether the model is one of the shapes, with random weights.</summary>
    public bool IsShape => TrainingShape.All.Any(shape => shape.Name == Model);

    /// <summary>The recipe over a model folder and a data file.</summary>
    public TrainingRecipe Of(string model, string data) => new()
    {
        Model = model,
        Data = [new DataSource(data)],
        RehearsalData = null,
        KeptQuestions = null,
        EvalShare = HeldOut,
        MaxLength = Length,
        R = Rank,
        PerDeviceTrainBatchSize = Rows,
        GradientAccumulationSteps = Accumulation,
        Packing = Packing,
        LoraDropout = Dropout,
        MaxSteps = !IsShape || Length * Rows <= SmallBatch ? SmallSteps : Narrow ? NarrowSteps : Steps,
        LearningRate = 1e-4,
        Bf16 = Narrow,
        Threads = Environment.ProcessorCount,
    };
}
