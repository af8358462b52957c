using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Lora;

/// <summary>
/// The values an adapter begins with: A uniform in +-1/sqrt(in) (PEFT's Kaiming-uniform with a = sqrt 5), B zero, so that the adapted model starts as the
/// base model. The numbers come from a generator of our own (SplitMix64), a stream a module: the same on every machine and whatever else is adapted.
/// </summary>
internal static class StartingValues
{
    private const long MostElements = 1 << 28;
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;
    private const int UsedBits = 24;

    public static Tensor Down(AdaptedModule adapted, long seed)
    {
        var elements = (long)adapted.Rank * Math.Max(adapted.Module.InFeatures, adapted.Module.OutFeatures);
        if (elements > MostElements)
        {
            throw new TrainingException($"A rank of {adapted.Rank} on {adapted.Module.Path} is too large. Choose a smaller rank.");
        }

        var tensor = torch.empty([adapted.Rank, adapted.Module.InFeatures], dtype: ScalarType.Float32, device: CPU);
        var values = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        var bound = 1 / Math.Sqrt(adapted.Module.InFeatures);
        var state = Mix((ulong)seed) ^ StreamOf(adapted.Module.Path);
        for (var i = 0; i < values.Length; i++)
        {
            state += Golden;

            // The middle of one of 2^24 equal parts of (-1, 1): never an end of it.
            var unit = ((Mix(state) >> (64 - UsedBits)) + 0.5) / (1 << (UsedBits - 1)) - 1;
            values[i] = (float)(unit * bound);
        }

        return tensor;
    }

    public static Tensor Up(AdaptedModule adapted) =>
        torch.zeros([adapted.Module.OutFeatures, adapted.Rank], dtype: ScalarType.Float32, device: CPU);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }

    private static ulong StreamOf(string path)
    {
        var hash = 0UL;
        foreach (var letter in Encoding.UTF8.GetBytes(path))
        {
            hash = Mix(BitOperations.RotateLeft(hash, 7) + letter + Golden);
        }

        return hash;
    }
}
