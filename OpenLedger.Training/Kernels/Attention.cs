using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// Causal attention over documents that lie one after another and do not see each other. Queries, keys and values come side by side
/// in one matrix <c>[tokens, (Heads + 2 * KeyValueHeads) * HeadDimension]</c>, rotary embedding already applied;
/// <c>documentStarts</c> holds the first row of each document and, at its end, the number of tokens. With a window of W, query i sees
/// the keys j with <c>i - W &lt; j &lt;= i</c>.
/// </summary>
internal static unsafe class Attention
{
    // Fewer query rows (positions times heads of a group) than this do not repay packing the cache.
    private const int FewRows = 16;

    /// <summary>The plain form, differentiable by autograd: <c>[tokens, Heads * HeadDimension]</c>.</summary>
    public static Tensor Plain(Tensor qkv, AttentionShape shape, int[] documentStarts, int? window) =>
        TorchAttention.Plain(qkv, shape, documentStarts, window);

    /// <summary>
    /// Writes the attention into <paramref name="output"/> <c>[tokens, Heads * HeadDimension]</c> and the natural logarithm of each
    /// row's sum of <c>exp(scale * q·k)</c> into <paramref name="logSumExp"/> <c>[tokens, Heads]</c>.
    /// </summary>
    public static void Forward(Tensor qkv, AttentionShape shape, int[] documentStarts, int? window, Tensor output, Tensor logSumExp)
    {
        Check(qkv, shape, documentStarts, window);
        Check(output, qkv.size(0), shape.QueryWidth);
        Check(logSumExp, qkv.size(0), shape.Heads);
        if (!IsFused(shape, qkv, output, logSumExp))
        {
            TorchAttention.Forward(qkv, shape, documentStarts, window, output, logSumExp);
            return;
        }

        var inputs = qkv.Floats();
        var forward = new AttentionForward(shape, window ?? AttentionBlock.NoWindow)
        {
            Queries = new RowsOfFloats(inputs, shape.Width),
            Keys = new RowsOfFloats(inputs + shape.QueryWidth, shape.Width),
            Values = new RowsOfFloats(inputs + shape.QueryWidth + shape.KeyWidth, shape.Width),
            Output = new RowsOfFloats(output.Floats(), shape.QueryWidth),
            LogSumExp = new RowsOfFloats(logSumExp.Floats(), shape.Heads),
        };
        AttentionPieces.Of(shape, window ?? AttentionBlock.NoWindow, documentStarts).Run(forward.Run);
    }

    /// <summary>Writes the gradients of queries, keys and values, side by side, over all of <paramref name="dQkv"/>.</summary>
    public static void Backward(
        Tensor qkv, AttentionShape shape, int[] documentStarts, int? window, Tensor output, Tensor logSumExp, Tensor dOutput, Tensor dQkv)
    {
        Check(qkv, shape, documentStarts, window);
        Check(output, qkv.size(0), shape.QueryWidth);
        Check(logSumExp, qkv.size(0), shape.Heads);
        Check(dOutput, qkv.size(0), shape.QueryWidth);
        Check(dQkv, qkv.size(0), shape.Width);
        if (!IsFused(shape, qkv, output, logSumExp, dOutput, dQkv))
        {
            TorchAttention.Backward(qkv, shape, documentStarts, window, output, logSumExp, dOutput, dQkv);
            return;
        }

        var backward = new AttentionBackward(shape, window ?? AttentionBlock.NoWindow)
        {
            Inputs = new RowsOfFloats(qkv.Floats(), shape.Width),
            Output = new RowsOfFloats(output.Floats(), shape.QueryWidth),
            LogSumExp = new RowsOfFloats(logSumExp.Floats(), shape.Heads),
            OutputGradient = new RowsOfFloats(dOutput.Floats(), shape.QueryWidth),
            InputGradient = new RowsOfFloats(dQkv.Floats(), shape.Width),
        };
        backward.Run(AttentionPieces.Of(shape, window ?? AttentionBlock.NoWindow, documentStarts));
    }

    /// <summary>
    /// For generation: attention of new query rows at the positions <paramref name="past"/> and after of one sequence, whose keys and
    /// values up to and with those positions are the first rows of <paramref name="keys"/> and <paramref name="values"/>
    /// <c>[capacity, KeyValueHeads * HeadDimension]</c>. The first columns of <paramref name="queries"/> are taken.
    /// </summary>
    public static void Cached(Tensor queries, AttentionShape shape, Tensor keys, Tensor values, int past, int? window, Tensor output)
    {
        Check(shape, window);
        var count = (int)queries.size(0);
        Check(output, count, shape.QueryWidth);
        Check(keys, Math.Max(keys.size(0), past + count), shape.KeyWidth);
        Check(values, Math.Max(values.size(0), past + count), shape.KeyWidth);
        if (!IsFused(shape, queries, keys, values, output))
        {
            TorchAttention.Cached(queries, shape, keys, values, past, window, output);
            return;
        }

        // The sequence is one document that begins at row 0; its queries and outputs before the new ones are not there.
        var (queryStride, outputStride) = ((nint)queries.Columns(), (nint)shape.QueryWidth);
        var forward = new AttentionForward(shape, window ?? AttentionBlock.NoWindow)
        {
            Queries = new RowsOfFloats(queries.Floats() - (past * queryStride), queryStride),
            Keys = new RowsOfFloats(keys.Floats(), shape.KeyWidth),
            Values = new RowsOfFloats(values.Floats(), shape.KeyWidth),
            Output = new RowsOfFloats(output.Floats() - (past * outputStride), outputStride),
        };
        var pieces = new AttentionPieces(shape, window ?? AttentionBlock.NoWindow, [(0, past, past + count)], ParallelLoop.Threads);
        pieces.Run(count * shape.Group < FewRows ? forward.RunFew : forward.Run);
    }

    private static bool IsFused(AttentionShape shape, params ReadOnlySpan<Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            if (!tensor.IsPlainFloat() || !tensor.is_contiguous())
            {
                return false;
            }
        }

        return Fma.IsSupported && Avx2.IsSupported && shape.HeadDimension % Vector256<float>.Count == 0;
    }

    private static void Check(Tensor qkv, AttentionShape shape, int[] documentStarts, int? window)
    {
        Check(shape, window);
        Check(qkv, documentStarts[^1], shape.Width);
        for (var document = 0; document < documentStarts.Length; document++)
        {
            if (document == 0 ? documentStarts[0] != 0 : documentStarts[document] < documentStarts[document - 1])
            {
                throw new ArgumentException($"Document {document} cannot begin at row {documentStarts[document]}.");
            }
        }
    }

    private static void Check(AttentionShape shape, int? window)
    {
        if (shape.Heads % shape.KeyValueHeads != 0 || !(shape.Scale > 0) || window < 1)
        {
            throw new ArgumentException($"There is no attention of {shape} with window {window}.");
        }
    }

    private static void Check(Tensor tensor, long rows, long columns)
    {
        if (tensor.dim() != 2 || tensor.size(0) != rows || tensor.size(1) != columns)
        {
            throw new ArgumentException($"A tensor [{string.Join(", ", tensor.shape)}] was given where [{rows}, {columns}] is needed.");
        }
    }
}
