using OpenLedger.Training.Architectures;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Estimates;

/// <summary>One of the things that a training holds in memory.</summary>
/// <param name="Name">What it is, in plain words.</param>
/// <param name="Technical">What the field calls it.</param>
/// <param name="Bytes">Its size.</param>
public sealed record MemoryPart(string Name, string Technical, long Bytes);

/// <summary>
/// The memory that a run takes at its peak, over a program that has not trained yet: what the trainer allocates, listed. The large
/// parts follow from shapes alone; those that no shape decides (the tensor library, the program's own code) were measured, and
/// <c>benchmarks --only preflight</c> compares the sum with the truth.
/// </summary>
public sealed record MemoryEstimate(IReadOnlyList<MemoryPart> Parts)
{
    private const int BytesOfFloat = 4;
    private const int BytesOfNarrow = 2;

    /// <summary>libtorch, its threads and what MKL keeps for itself, once it has computed something.</summary>
    private const long LibraryBytes = 120L << 20;

    /// <summary>The trainer's compiled code and what the runtime holds beside it.</summary>
    private const long ProgramBytes = 28L << 20;

    /// <summary>A token in memory: its number, and whether it is learned.</summary>
    private const int BytesOfToken = 5;

    /// <summary>What an example takes beside its tokens.</summary>
    private const int BytesOfExample = 400;

    /// <summary>All parts together.</summary>
    public long Bytes => Parts.Sum(part => part.Bytes);

    /// <summary>Lists what a run allocates.</summary>
    /// <param name="recipe">The recipe; its precision counts as float32 where it is left open, so fill it in before.</param>
    /// <param name="config">The shape of the model.</param>
    /// <param name="adapter">The sizes of the adapter.</param>
    /// <param name="forecast">What the data comes to.</param>
    /// <param name="isLoaded">Whether the tensor library is in memory already.</param>
    public static MemoryEstimate Of(TrainingRecipe recipe, BaseModelConfig config, AdapterSizes adapter, RunForecast forecast, bool isLoaded)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(forecast);
        var narrow = recipe.Bf16 == true;
        var values = adapter.Parameters * BytesOfFloat;
        var parts = new List<MemoryPart>
        {
            new("The model", "base weights", WeightBytes(config, narrow)),
            new("What it learns", "adapter", values),
            new("What each step changes", "gradients", values),
            new("How it steps", "optimiser state", 2 * values),
        };
        if (forecast.HeldOut.Examples > 0)
        {
            parts.Add(new("The best state so far", "best adapter", values));
        }

        if (forecast.Load is { } load)
        {
            var buffers = BufferList.Of(recipe, config, adapter, load, forecast.HeldOut);
            parts.Add(new("What it reads at once", "activations", buffers.LayerBytes));
            parts.Add(new("Foreseeing the next word", "output head and loss", buffers.HeadBytes));
            parts.Add(new("Workbench", "shared buffers", buffers.Bytes - buffers.LayerBytes - buffers.HeadBytes));
            parts.Add(new("The examples", "tokens", DataBytes(forecast, load)));
        }

        parts.Add(new("The program", "compiled code", ProgramBytes));
        if (!isLoaded)
        {
            parts.Add(new("Tools for computing", "tensor library", LibraryBytes));
        }

        return new MemoryEstimate(parts);
    }

    /// <summary>Bytes of a model's weights as they are held: matrices in the precision, norms and biases in float32.</summary>
    public static long WeightBytes(BaseModelConfig config, bool narrow) =>
        CheckpointLayout.ExpectedTensors(config).Where(tensor => !tensor.Optional).Sum(tensor =>
            tensor.Shape.Aggregate(1L, (product, size) => product * size) * (narrow && tensor.Shape.Length > 1 ? BytesOfNarrow : BytesOfFloat));

    private static long DataBytes(RunForecast forecast, BatchLoad load)
    {
        var examples = forecast.AllExamples + forecast.RehearsalExamples;
        var mean = load.Tokens / Math.Max(1, load.Steps) / Math.Max(1, (forecast.NewExamples + forecast.RehearsalExamples) * 1.0);
        return (long)(examples * (BytesOfExample + (mean * BytesOfToken)));
    }
}
