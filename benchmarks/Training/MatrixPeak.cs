using System.Diagnostics;
using static TorchSharp.torch;

namespace OpenLedger.Benchmarks.Training;

/// <summary>The machine's matrix peak: a product of 2048³, the best of eight.</summary>
internal static class MatrixPeak
{
    private const int Size = 2048;
    private const int Tries = 8;

    /// <summary>Floating-point operations a second in float32.</summary>
    public static double Float32()
    {
        using var noGrad = no_grad();
        using var left = randn(Size, Size);
        using var right = randn(Size, Size);
        var best = double.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var product = left.mm(right);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * Size * Size * Size / best;
    }
}
