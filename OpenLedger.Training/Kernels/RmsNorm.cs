using System.Runtime.Intrinsics;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// Root mean square normalisation (Zhang and Sennrich 2019) with a frozen weight:
/// <c>y = w * x * r</c>, <c>r = 1 / sqrt(mean(x²) + eps)</c>, over the last axis of rows <c>[rows, width]</c>.
/// </summary>
internal static unsafe class RmsNorm
{
    private const int SmallestShare = 16;

    /// <summary>The plain form, differentiable by autograd.</summary>
    public static Tensor Plain(Tensor x, Tensor weight, float eps)
    {
        var wide = x.to(ScalarType.Float32);
        var normed = wide * (wide.pow(2).mean([-1], keepdim: true) + eps).rsqrt();
        return weight * normed.to(x.dtype);
    }

    /// <summary>Writes the normalised rows of <paramref name="x"/> into <paramref name="y"/> (may be the same tensor).</summary>
    public static void Forward(Tensor x, Tensor weight, float eps, Tensor y)
    {
        if (!x.IsPlainFloat())
        {
            using var scope = NewDisposeScope();
            y.copy_(Plain(x, weight, eps));
            return;
        }

        ForwardRows(x.Floats(), x.Columns(), weight.Floats(), eps, y.Floats(), y.Columns(), x.Rows(), x.Columns());
    }

    /// <summary>
    /// <c>dx (+)= r * (g - x * mean(g * x) * r²)</c> with <c>g = dy * w</c>; adds to <paramref name="dx"/> where <paramref name="add"/> is set.
    /// </summary>
    public static void Backward(Tensor x, Tensor weight, float eps, Tensor dy, Tensor dx, bool add)
    {
        if (!x.IsPlainFloat())
        {
            using var scope = NewDisposeScope();
            var r = (x.pow(2).mean([-1], keepdim: true) + eps).rsqrt();
            var g = dy * weight;
            var gradient = r * (g - (x * (g * x).mean([-1], keepdim: true) * r * r));
            _ = add ? dx.add_(gradient) : dx.copy_(gradient);
            return;
        }

        var (rows, width) = (x.Rows(), x.Columns());
        BackwardRows(x.Floats(), width, weight.Floats(), eps, dy.Floats(), width, dx.Floats(), width, rows, width, add);
    }

    /// <summary>The forward form on rows that lie <paramref name="xStride"/> floats apart.</summary>
    public static void ForwardRows(float* x, int xStride, float* weight, float eps, float* y, int yStride, int rows, int width) =>
        ParallelLoop.Rows(rows, SmallestShare, (start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                ForwardRow(x + ((long)row * xStride), weight, eps, y + ((long)row * yStride), width);
            }
        });

    /// <summary>The backward form on rows with strides.</summary>
    public static void BackwardRows(float* x, int xStride, float* weight, float eps, float* dy, int dyStride, float* dx, int dxStride, int rows, int width, bool add) =>
        ParallelLoop.Rows(rows, SmallestShare, (start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                BackwardRow(x + ((long)row * xStride), weight, eps, dy + ((long)row * dyStride), dx + ((long)row * dxStride), width, add);
            }
        });

    /// <summary>One row forward.</summary>
    public static void ForwardRow(float* x, float* weight, float eps, float* y, int width)
    {
        var r = Scale(x, eps, width);
        var column = 0;
        var wide = Vector256.Create(r);
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            (Vector256.Load(weight + column) * (Vector256.Load(x + column) * wide)).Store(y + column);
        }

        for (; column < width; column++)
        {
            y[column] = weight[column] * (x[column] * r);
        }
    }

    /// <summary>One row backward; <paramref name="dx"/> may be <paramref name="dy"/> when nothing is added.</summary>
    public static void BackwardRow(float* x, float* weight, float eps, float* dy, float* dx, int width, bool add)
    {
        var r = Scale(x, eps, width);
        var sum = Vector256<float>.Zero;
        var column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            sum = Vector256.FusedMultiplyAdd(Vector256.Load(dy + column) * Vector256.Load(weight + column), Vector256.Load(x + column), sum);
        }

        var dot = Vector256.Sum(sum);
        for (; column < width; column++)
        {
            dot += dy[column] * weight[column] * x[column];
        }

        var pull = dot / width * r * r * r;
        var (wideScale, widePull) = (Vector256.Create(r), Vector256.Create(-pull));
        for (column = 0; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            var value = Vector256.FusedMultiplyAdd(Vector256.Load(x + column), widePull, Vector256.Load(dy + column) * Vector256.Load(weight + column) * wideScale);
            (add ? value + Vector256.Load(dx + column) : value).Store(dx + column);
        }

        for (; column < width; column++)
        {
            var value = (dy[column] * weight[column] * r) - (x[column] * pull);
            dx[column] = add ? dx[column] + value : value;
        }
    }

    private static float Scale(float* x, float eps, int width)
    {
        var sum = Vector256<float>.Zero;
        var column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            var value = Vector256.Load(x + column);
            sum = Vector256.FusedMultiplyAdd(value, value, sum);
        }

        var squares = Vector256.Sum(sum);
        for (; column < width; column++)
        {
            squares += x[column] * x[column];
        }

        return 1f / MathF.Sqrt((squares / width) + eps);
    }
}
