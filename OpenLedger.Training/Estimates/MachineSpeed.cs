using System.Text.Json;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Checkpoints;

namespace OpenLedger.Training.Estimates;

/// <summary>How fast products of a width are.</summary>
/// <param name="Width">Columns of the input.</param>
/// <param name="OperationsPerSecond">Floating-point operations in float32 for each second of a processor.</param>
public sealed record ProductSpeed(int Width, double OperationsPerSecond);

/// <summary>
/// How much of each kind of work this machine does in a second of one processor, as a quick measurement found it: a first guess, until
/// a real run on the machine tells better (<see cref="MeasuredPace"/>).
/// </summary>
public sealed record MachineSpeed
{
    private const long LargestFile = 100_000;
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>The processors that were there.</summary>
    public required int Processors { get; init; }

    /// <summary>Products in float32, by width.</summary>
    public required IReadOnlyList<ProductSpeed> Products { get; init; }

    /// <summary>How many times as fast products in bfloat16 are; below 1 where the processor has no instructions for them.</summary>
    public required double NarrowFactor { get; init; }

    /// <summary>Attention's floating-point operations a second.</summary>
    public required double Attention { get; init; }

    /// <summary>Floats that pass through simple kernels in a second.</summary>
    public required double Swept { get; init; }

    /// <summary>Weights that a product fetches from memory in a second.</summary>
    public required double Fetched { get; init; }

    /// <summary>What a call costs, in seconds.</summary>
    public required double SecondsOfACall { get; init; }

    /// <summary>Processor seconds for work of a model.</summary>
    public double CpuSecondsOf(StepWork work, BaseModelConfig config, bool narrow)
    {
        ArgumentNullException.ThrowIfNull(config);
        var products = ProductsAt(config.HiddenSize);
        return (work.Frozen / (products * (narrow ? NarrowFactor : 1)))
            + (work.Side / products)
            + (work.Attention / Attention)
            + (work.Swept / Swept)
            + (work.Read / Fetched)
            + (work.Calls * SecondsOfACall);
    }

    /// <summary>
    /// The better of two measurements of this machine in each respect: what else a machine does while it is measured only ever makes it
    /// look slower. Of another machine's measurement nothing is taken.
    /// </summary>
    public MachineSpeed BetterOf(MachineSpeed? other)
    {
        if (other is null || other.Processors != Processors || !other.Products.Select(product => product.Width).SequenceEqual(Products.Select(product => product.Width)))
        {
            return this;
        }

        return this with
        {
            Products = [.. Products.Zip(other.Products, (one, two) => one.OperationsPerSecond >= two.OperationsPerSecond ? one : two)],
            Attention = Math.Max(Attention, other.Attention),
            Swept = Math.Max(Swept, other.Swept),
            Fetched = Math.Max(Fetched, other.Fetched),
            SecondsOfACall = Math.Min(SecondsOfACall, other.SecondsOfACall),
        };
    }

    /// <summary>Reads what an earlier measurement found; null where there is none for this machine.</summary>
    public static MachineSpeed? Read(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= LargestFile })
            {
                return null;
            }

            var speed = JsonSerializer.Deserialize<MachineSpeed>(File.ReadAllBytes(path));
            return speed is not null && speed.Processors == Environment.ProcessorCount && speed.IsSane ? speed : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps the measurement.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, Format));

    private bool IsSane =>
        Products is { Count: > 0 } && Products.All(product => product is { Width: > 0, OperationsPerSecond: > 0 } && double.IsFinite(product.OperationsPerSecond))
        && Array.TrueForAll([NarrowFactor, Attention, Swept, Fetched, SecondsOfACall], number => number > 0 && double.IsFinite(number));

    /// <summary>The speed at a width, between the measured ones in proportion of the logarithms.</summary>
    private double ProductsAt(int width)
    {
        var ordered = Products.OrderBy(product => product.Width).ToList();
        var above = ordered.FindIndex(product => product.Width >= width);
        if (above <= 0)
        {
            return above == 0 ? ordered[0].OperationsPerSecond : ordered[^1].OperationsPerSecond;
        }

        var (low, high) = (ordered[above - 1], ordered[above]);
        var share = Math.Log((double)width / low.Width) / Math.Log((double)high.Width / low.Width);
        return low.OperationsPerSecond + (share * (high.OperationsPerSecond - low.OperationsPerSecond));
    }
}
