using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// Inverted dropout whose mask is a pure function of a seed and the place, so that the way back makes the same mask again instead of
/// keeping it: element i is kept when <c>mix(seed, i) ≥ p</c>, and then multiplied by <c>1 / (1 - p)</c>.
/// </summary>
internal static unsafe class Dropout
{
    private const int SmallestShare = 32;

    /// <summary>The seed of one projection's mask.</summary>
    public static ulong SeedOf(ulong seed, string path)
    {
        foreach (var letter in path)
        {
            seed = Mix(seed ^ letter);
        }

        return seed;
    }

    /// <summary><c>target (+)= mask(source) / (1 - chance)</c> for matrices of one shape.</summary>
    public static void Apply(Tensor source, Tensor target, float chance, ulong seed, bool add)
    {
        var scale = 1f / (1f - chance);
        var bound = (uint)Math.Min(uint.MaxValue, chance * 4294967296.0);
        if (!source.IsPlainFloat())
        {
            using var scope = NewDisposeScope();
            var mask = Enumerable.Range(0, (int)source.numel()).Select(i => Kept(seed, i, bound) ? scale : 0f).ToArray();
            var masked = source * tensor(mask).view(source.shape).to(source.device);
            _ = add ? target.add_(masked) : target.copy_(masked);
            return;
        }

        var (from, to, width) = ((nint)source.Floats(), (nint)target.Floats(), source.Columns());
        ParallelLoop.Rows(source.Rows(), SmallestShare, (start, end) =>
        {
            var x = (float*)from;
            var y = (float*)to;
            for (var i = (long)start * width; i < (long)end * width; i++)
            {
                var value = Kept(seed, i, bound) ? x[i] * scale : 0f;
                y[i] = add ? y[i] + value : value;
            }
        });
    }

    private static bool Kept(ulong seed, long place, uint bound) => (uint)(Mix(seed + (ulong)place) >> 32) >= bound;

    /// <summary>The finaliser of SplitMix64 (Steele et al. 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
