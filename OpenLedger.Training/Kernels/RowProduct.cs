using System.Runtime.Intrinsics;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// The product of a single row, which is what each token of an answer needs: <c>y (+)= W x + b</c>. It takes as long as reading the weight
/// takes, so each thread reads a run of neighbouring rows of the weight once, from front to back. A sum does not depend on the
/// number of threads.
/// </summary>
internal static unsafe class RowProduct
{
    private const int SmallestShare = 32 * 1024;

    /// <summary>Whether this product can be had here: one row, float32 in the computer's own memory.</summary>
    public static bool Fits(Tensor x, Tensor weight, Tensor y) =>
        x.size(0) == 1 && x.IsPlainFloat() && weight.IsPlainFloat() && y.IsPlainFloat();

    /// <summary><paramref name="x"/> <c>[1, in]</c>, <paramref name="weight"/> <c>[out, in]</c>, <paramref name="y"/> <c>[1, out]</c>; adds to what y holds where <paramref name="add"/> is set.</summary>
    public static void Forward(Tensor x, Tensor weight, Tensor? bias, Tensor y, bool add)
    {
        var from = x.Floats();
        var rows = weight.Floats();
        var to = y.Floats();
        var start = bias is null ? null : bias.Floats();
        var width = weight.Columns();
        ParallelLoop.Rows(weight.Rows(), Math.Max(1, SmallestShare / width), (first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                var sum = Dot(rows + ((long)row * width), from, width) + (start is null ? 0 : start[row]);
                to[row] = add ? to[row] + sum : sum;
            }
        });
    }

    private static float Dot(float* left, float* right, int count)
    {
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var step = Vector256<float>.Count;
        var i = 0;
        for (; i <= count - (4 * step); i += 4 * step)
        {
            a = Vector256.FusedMultiplyAdd(Vector256.Load(left + i), Vector256.Load(right + i), a);
            b = Vector256.FusedMultiplyAdd(Vector256.Load(left + i + step), Vector256.Load(right + i + step), b);
            c = Vector256.FusedMultiplyAdd(Vector256.Load(left + i + (2 * step)), Vector256.Load(right + i + (2 * step)), c);
            d = Vector256.FusedMultiplyAdd(Vector256.Load(left + i + (3 * step)), Vector256.Load(right + i + (3 * step)), d);
        }

        for (; i <= count - step; i += step)
        {
            a = Vector256.FusedMultiplyAdd(Vector256.Load(left + i), Vector256.Load(right + i), a);
        }

        var sum = Vector256.Sum(a + b + (c + d));
        for (; i < count; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
