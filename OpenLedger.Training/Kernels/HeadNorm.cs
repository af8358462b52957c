using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// RMS norm of every query and key head by itself (Qwen3), before rotation: heads of width d lie side by side in the rows, one weight
/// <c>[d]</c> serves all query heads and one all key heads.
/// </summary>
internal static unsafe class HeadNorm
{
    private const int SmallestShare = 16;

    /// <summary>The plain form, differentiable by autograd.</summary>
    public static Tensor Plain(Tensor qkv, Tensor queryWeight, Tensor keyWeight, float eps, int heads, int keyHeads)
    {
        var width = queryWeight.size(0);
        var (queries, keys) = (heads * width, keyHeads * width);
        Tensor Normed(long start, long size, Tensor weight) =>
            RmsNorm.Plain(qkv.narrow(1, start, size).reshape(-1, size / width, width), weight, eps).reshape(-1, size);
        return cat([Normed(0, queries, queryWeight), Normed(queries, keys, keyWeight), qkv.narrow(1, queries + keys, qkv.size(1) - queries - keys)], 1);
    }

    /// <summary>Keeps the heads as they are in <paramref name="raw"/> (<c>[tokens, (heads + keyHeads) * d]</c>) and norms them in place.</summary>
    public static void Forward(Tensor qkv, Tensor queryWeight, Tensor keyWeight, float eps, int heads, int keyHeads, Tensor raw)
    {
        using (var part = qkv.narrow(1, 0, raw.size(1)))
        {
            raw.copy_(part);
        }

        if (!qkv.IsPlainFloat())
        {
            using var scope = NewDisposeScope();
            qkv.copy_(Plain(qkv, queryWeight, keyWeight, eps, heads, keyHeads));
            return;
        }

        var width = (int)queryWeight.size(0);
        var data = qkv.Floats();
        var (queryScale, keyScale, columns) = ((nint)queryWeight.Floats(), (nint)keyWeight.Floats(), qkv.Columns());
        ParallelLoop.Rows(qkv.Rows(), SmallestShare, (start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                for (var head = 0; head < heads + keyHeads; head++)
                {
                    var x = data + ((long)row * columns) + (head * width);
                    RmsNorm.ForwardRow(x, (float*)(head < heads ? queryScale : keyScale), eps, x, width);
                }
            }
        });
    }

    /// <summary>Turns the gradient of the normed heads, in place, into that of the heads as they were.</summary>
    public static void Backward(Tensor raw, Tensor queryWeight, Tensor keyWeight, float eps, int heads, int keyHeads, Tensor dQkv)
    {
        var width = (int)queryWeight.size(0);
        if (!dQkv.IsPlainFloat())
        {
            using var scope = NewDisposeScope();
            BackwardByTorch(raw, queryWeight, eps, dQkv, 0, heads);
            BackwardByTorch(raw, keyWeight, eps, dQkv, heads, keyHeads);
            return;
        }

        var data = dQkv.Floats();
        var before = raw.Floats();
        var (queryScale, keyScale, columns, rawColumns) = ((nint)queryWeight.Floats(), (nint)keyWeight.Floats(), dQkv.Columns(), raw.Columns());
        ParallelLoop.Rows(dQkv.Rows(), SmallestShare, (start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                for (var head = 0; head < heads + keyHeads; head++)
                {
                    var gradient = data + ((long)row * columns) + (head * width);
                    RmsNorm.BackwardRow(before + ((long)row * rawColumns) + (head * width), (float*)(head < heads ? queryScale : keyScale), eps, gradient, gradient, width, add: false);
                }
            }
        });
    }

    private static void BackwardByTorch(Tensor raw, Tensor weight, float eps, Tensor dQkv, int firstHead, int heads)
    {
        var width = weight.size(0);
        Tensor Heads(Tensor rows) => rows.narrow(1, firstHead * width, heads * width).reshape(-1, width);
        using var gradient = empty_like(Heads(dQkv));
        RmsNorm.Backward(Heads(raw), weight, eps, Heads(dQkv).contiguous(), gradient, add: false);
        dQkv.narrow(1, firstHead * width, heads * width).copy_(gradient.view(-1, heads * width));
    }
}
