using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Optimization;

/// <summary>The global L2 norm of all gradients, and the clipping that torch does with it.</summary>
internal static unsafe class GradientNorm
{
    private const double TorchEpsilon = 1e-6;

    /// <summary><c>√ Σ g²</c>, summed in float64 in one order, whatever the number of threads.</summary>
    public static double Of(Tensor gradients)
    {
        if (!gradients.IsPlainFloat())
        {
            using var scope = NewDisposeScope();
            return Math.Sqrt(gradients.to(ScalarType.Float64).pow(2).sum().item<double>());
        }

        var values = gradients.Floats();
        double sum = 0;
        for (var i = 0L; i < gradients.numel(); i++)
        {
            sum += (double)values[i] * values[i];
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The factor that brings a norm down to <paramref name="highest"/>: <c>min(1, highest / (norm + 1e-6))</c>; zero or less means no clipping.</summary>
    public static double ClippingFactor(double norm, double highest) =>
        highest <= 0 ? 1 : Math.Min(1, highest / (norm + TorchEpsilon));
}
