using System.Runtime.Intrinsics;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// The gated product of the feed-forward part (Shazeer 2020): <c>s = silu(g) * u</c>, <c>silu(z) = z / (1 + exp(-z))</c>.
/// Gate and up come side by side as one matrix <c>[rows, 2 * inner]</c>, as the one product of both projections leaves them.
/// </summary>
internal static unsafe class SwiGlu
{
    private const int SmallestShare = 8;

    /// <summary>The plain form, differentiable by autograd: <c>[rows, 2 * inner] -> [rows, inner]</c>.</summary>
    public static Tensor Plain(Tensor gateUp)
    {
        var inner = gateUp.size(1) / 2;
        return nn.functional.silu(gateUp.narrow(1, 0, inner)) * gateUp.narrow(1, inner, inner);
    }

    /// <summary>Writes <c>silu(g) * u</c> into <paramref name="product"/>.</summary>
    public static void Forward(Tensor gateUp, Tensor product)
    {
        if (!gateUp.IsPlainFloat())
        {
            using var scope = NewDisposeScope();
            product.copy_(Plain(gateUp));
            return;
        }

        var (rows, inner) = (gateUp.Rows(), product.Columns());
        var source = gateUp.Floats();
        var target = product.Floats();
        ParallelLoop.Rows(rows, SmallestShare, (start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                var gate = source + ((long)row * 2 * inner);
                ForwardRow(gate, gate + inner, target + ((long)row * inner), inner);
            }
        });
    }

    /// <summary>
    /// <c>dg = ds * u * σ(g) * (1 + g * (1 - σ(g)))</c>, <c>du = ds * silu(g)</c>, written side by side over
    /// <paramref name="gateUp"/> itself, which is not needed afterwards.
    /// </summary>
    public static void Backward(Tensor gateUp, Tensor dProduct)
    {
        var inner = dProduct.Columns();
        if (!gateUp.IsPlainFloat())
        {
            using var scope = NewDisposeScope();
            var (g, u) = (gateUp.narrow(1, 0, inner), gateUp.narrow(1, inner, inner));
            var s = g.sigmoid();
            var du = dProduct * g * s;
            var dg = dProduct * u * s * (1 + (g * (1 - s)));
            g.copy_(dg);
            u.copy_(du);
            return;
        }

        var rows = gateUp.Rows();
        var both = gateUp.Floats();
        var gradient = dProduct.Floats();
        ParallelLoop.Rows(rows, SmallestShare, (start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                var gate = both + ((long)row * 2 * inner);
                BackwardRow(gate, gate + inner, gradient + ((long)row * inner), inner);
            }
        });
    }

    private static void ForwardRow(float* gate, float* up, float* product, int inner)
    {
        var column = 0;
        for (; column <= inner - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            var g = Vector256.Load(gate + column);
            (g * Sigmoid(g) * Vector256.Load(up + column)).Store(product + column);
        }

        for (; column < inner; column++)
        {
            product[column] = gate[column] * Sigmoid(gate[column]) * up[column];
        }
    }

    private static void BackwardRow(float* gate, float* up, float* gradient, int inner)
    {
        var column = 0;
        for (; column <= inner - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            var (g, u, d) = (Vector256.Load(gate + column), Vector256.Load(up + column), Vector256.Load(gradient + column));
            var s = Sigmoid(g);
            var silu = g * s;
            (d * u * (s + (silu * (Vector256<float>.One - s)))).Store(gate + column);
            (d * silu).Store(up + column);
        }

        for (; column < inner; column++)
        {
            var (g, u, d) = (gate[column], up[column], gradient[column]);
            var s = Sigmoid(g);
            gate[column] = d * u * (s + (g * s * (1 - s)));
            up[column] = d * g * s;
        }
    }

    private static Vector256<float> Sigmoid(Vector256<float> value) =>
        Vector256<float>.One / (Vector256<float>.One + Vector256.Exp(-value));

    private static float Sigmoid(float value) => 1f / (1f + MathF.Exp(-value));
}
