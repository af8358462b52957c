using System.Runtime.InteropServices;
using OpenLedger.Training.Chance;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Lora;

/// <summary>
/// The values an adapter begins with: A uniform in +-1/sqrt(in) (PEFT's Kaiming-uniform with a = sqrt 5), B zero, so that the adapted model starts as the
/// base model. Each module has a sequence of its own: the numbers are the same on every machine and whatever else is adapted.
/// </summary>
internal static class StartingValues
{
    private const long MostElements = 1 << 28;
    private const int UsedBits = 24;

    /// <summary>Both matrices of each module. Either all are made or none.</summary>
    public static List<LoraPair> Of(IReadOnlyList<AdaptedModule> selection, long seed)
    {
        if (selection.FirstOrDefault(IsTooLarge) is { } large)
        {
            throw new TrainingException($"A rank of {large.Rank} on {large.Module.Path} is too large. Choose a smaller rank.");
        }

        var pairs = new List<LoraPair>();
        try
        {
            foreach (var adapted in selection)
            {
                pairs.Add(new LoraPair(adapted.Module, Down(adapted, seed), Up(adapted), adapted.Rank, adapted.Scaling));
            }

            return pairs;
        }
        catch (ExternalException exception)
        {
            pairs.ForEach(pair => pair.Dispose());
            throw new TrainingException("The adapter does not fit in memory. Choose a smaller rank or fewer target modules.", exception);
        }
    }

    private static bool IsTooLarge(AdaptedModule adapted) =>
        (long)adapted.Rank * Math.Max(adapted.Module.InFeatures, adapted.Module.OutFeatures) > MostElements;

    private static Tensor Down(AdaptedModule adapted, long seed)
    {
        var tensor = torch.empty([adapted.Rank, adapted.Module.InFeatures], dtype: ScalarType.Float32, device: CPU);
        var values = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        var bound = 1 / Math.Sqrt(adapted.Module.InFeatures);
        var chance = SeededRandom.For(seed, "lora_A " + adapted.Module.Path);
        for (var i = 0; i < values.Length; i++)
        {
            // The middle of one of 2^24 equal parts of (-1, 1): never an end of it.
            var unit = ((chance.NextUInt64() >> (64 - UsedBits)) + 0.5) / (1 << (UsedBits - 1)) - 1;
            values[i] = (float)(unit * bound);
        }

        return tensor;
    }

    private static Tensor Up(AdaptedModule adapted) =>
        torch.zeros([adapted.Module.OutFeatures, adapted.Rank], dtype: ScalarType.Float32, device: CPU);
}
