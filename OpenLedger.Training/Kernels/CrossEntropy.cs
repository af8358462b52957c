using System.Runtime.Intrinsics;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// Next-token cross-entropy in float32: <c>loss = Σ (log Σ exp(z) - z[target])</c> over rows <c>[rows, vocabulary]</c>, and its
/// gradient <c>dz = (softmax(z) - onehot(target)) * scale</c>.
/// </summary>
internal static unsafe class CrossEntropy
{
    /// <summary>The plain form, differentiable by autograd: the summed loss.</summary>
    public static Tensor Plain(Tensor logits, Tensor targets) =>
        nn.functional.cross_entropy(logits.to(ScalarType.Float32), targets, reduction: nn.Reduction.Sum);

    /// <summary>Returns the summed loss of the rows and, where <paramref name="scale"/> is not null, turns the logits into their gradient in place.</summary>
    public static double LossAndGradient(Tensor logits, ReadOnlySpan<int> targets, float? scale)
    {
        if (!logits.IsPlainFloat())
        {
            return LossAndGradientByTorch(logits, targets, scale);
        }

        var (rows, width) = (logits.Rows(), logits.Columns());
        var values = logits.Floats();
        var losses = new double[rows];
        var wanted = targets[..rows].ToArray();
        ParallelLoop.Rows(rows, 1, (start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                losses[row] = Row(values + ((long)row * width), width, wanted[row], scale);
            }
        });
        return losses.Sum();
    }

    private static double LossAndGradientByTorch(Tensor logits, ReadOnlySpan<int> targets, float? scale)
    {
        using var scope = NewDisposeScope();
        var index = tensor(targets[..logits.Rows()].ToArray().Select(target => (long)target).ToArray()).to(logits.device).unsqueeze(1);
        var logProbabilities = nn.functional.log_softmax(logits.to(ScalarType.Float32), 1);
        var loss = -logProbabilities.gather(1, index).sum().to(ScalarType.Float64).item<double>();
        if (scale is { } factor)
        {
            var gradient = logProbabilities.exp();
            gradient.scatter_add_(1, index, full_like(index, -1f, ScalarType.Float32));
            logits.copy_(gradient.mul_(factor));
        }

        return loss;
    }

    private static double Row(float* values, int width, int target, float? scale)
    {
        var highest = Highest(values, width);
        var wanted = values[target];
        var (shift, sums) = (Vector256.Create(highest), Vector256<float>.Zero);
        var column = 0;
        double total = 0;
        const int Lap = 4096; // float sums of a lap, double sums of laps: a vocabulary of 150,000 keeps its digits
        while (column <= width - Vector256<float>.Count)
        {
            var end = Math.Min(width - Vector256<float>.Count, column + Lap - 1);
            for (; column <= end; column += Vector256<float>.Count)
            {
                var exponential = Vector256.Exp(Vector256.Load(values + column) - shift);
                if (scale is not null)
                {
                    exponential.Store(values + column);
                }

                sums += exponential;
            }

            total += Vector256.Sum(sums);
            sums = Vector256<float>.Zero;
        }

        for (; column < width; column++)
        {
            var exponential = MathF.Exp(values[column] - highest);
            total += exponential;
            if (scale is not null)
            {
                values[column] = exponential;
            }
        }

        if (scale is { } factor)
        {
            Multiply(values, width, (float)(factor / total));
            values[target] -= factor;
        }

        return Math.Log(total) + highest - wanted;
    }

    private static float Highest(float* values, int width)
    {
        var highest = Vector256.Create(float.NegativeInfinity);
        var column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            highest = Vector256.Max(highest, Vector256.Load(values + column));
        }

        var best = float.NegativeInfinity;
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
        {
            best = MathF.Max(best, highest[lane]);
        }

        for (; column < width; column++)
        {
            best = MathF.Max(best, values[column]);
        }

        return best;
    }

    private static void Multiply(float* values, int width, float factor)
    {
        var wide = Vector256.Create(factor);
        var column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            (Vector256.Load(values + column) * wide).Store(values + column);
        }

        for (; column < width; column++)
        {
            values[column] *= factor;
        }
    }
}
