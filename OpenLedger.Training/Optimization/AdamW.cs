using System.Runtime.Intrinsics;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Optimization;

/// <summary>The numbers of AdamW (Loshchilov and Hutter 2019), as torch names them.</summary>
internal readonly record struct AdamWOptions(double Beta1, double Beta2, double Epsilon, double WeightDecay);

/// <summary>
/// AdamW over one flat vector of parameters, in one pass:
/// <c>p *= 1 - lr·wd; m = β₁m + (1-β₁)g; v = β₂v + (1-β₂)g²; p -= lr · (m / (1-β₁ᵗ)) / (√(v / (1-β₂ᵗ)) + ε)</c>.
/// </summary>
internal static unsafe class AdamW
{
    private const int SmallestShare = 16384;
    private const long MostAtOnce = 1 << 30;

    /// <summary>Makes step <paramref name="step"/> (the first is 1); gradients are multiplied by <paramref name="gradientScale"/> as they are read (clipping).</summary>
    public static void Step(Tensor values, Tensor gradients, Tensor means, Tensor squares, long step, double rate, double gradientScale, AdamWOptions options)
    {
        var (bias1, bias2) = (1 - Math.Pow(options.Beta1, step), 1 - Math.Pow(options.Beta2, step));
        if (!values.IsPlainFloat())
        {
            StepByTorch(values, gradients, means, squares, rate, gradientScale, options, bias1, bias2);
            return;
        }

        var (p, g) = ((nint)values.Floats(), (nint)gradients.Floats());
        var (m, v) = ((nint)means.Floats(), (nint)squares.Floats());
        var numbers = new Numbers(
            (float)(1 - (rate * options.WeightDecay)), (float)options.Beta1, (float)(1 - options.Beta1), (float)options.Beta2,
            (float)(1 - options.Beta2), (float)(rate / bias1), (float)Math.Sqrt(bias2), (float)options.Epsilon, (float)gradientScale);
        for (var (first, count) = (0L, values.numel()); first < count; first += MostAtOnce)
        {
            var begin = first;
            ParallelLoop.Rows((int)Math.Min(MostAtOnce, count - first), SmallestShare, (start, end) =>
                Part((float*)p, (float*)g, (float*)m, (float*)v, begin + start, begin + end, numbers));
        }
    }

    private static void Part(float* p, float* g, float* m, float* v, long start, long end, Numbers n)
    {
        var i = start;
        for (; i <= end - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var gradient = Vector256.Load(g + i) * n.GradientScale;
            var mean = (Vector256.Load(m + i) * n.Beta1) + (gradient * n.Rest1);
            var square = (Vector256.Load(v + i) * n.Beta2) + (gradient * gradient * n.Rest2);
            mean.Store(m + i);
            square.Store(v + i);
            var denominator = (Vector256.Sqrt(square) / n.RootBias2) + Vector256.Create(n.Epsilon);
            ((Vector256.Load(p + i) * n.Decay) - (mean / denominator * n.Rate)).Store(p + i);
        }

        for (; i < end; i++)
        {
            var gradient = g[i] * n.GradientScale;
            m[i] = (m[i] * n.Beta1) + (gradient * n.Rest1);
            v[i] = (v[i] * n.Beta2) + (gradient * gradient * n.Rest2);
            p[i] = (p[i] * n.Decay) - (m[i] / ((MathF.Sqrt(v[i]) / n.RootBias2) + n.Epsilon) * n.Rate);
        }
    }

    private static void StepByTorch(Tensor values, Tensor gradients, Tensor means, Tensor squares, double rate, double gradientScale, AdamWOptions options, double bias1, double bias2)
    {
        using var scope = NewDisposeScope();
        var gradient = gradients * gradientScale;
        values.mul_(1 - (rate * options.WeightDecay));
        means.mul_(options.Beta1).add_(gradient * (1 - options.Beta1));
        squares.mul_(options.Beta2).add_(gradient * gradient * (1 - options.Beta2));
        values.sub_(means / ((squares.sqrt() / Math.Sqrt(bias2)) + options.Epsilon) * (rate / bias1));
    }

    private readonly record struct Numbers(
        float Decay, float Beta1, float Rest1, float Beta2, float Rest2, float Rate, float RootBias2, float Epsilon, float GradientScale);
}
