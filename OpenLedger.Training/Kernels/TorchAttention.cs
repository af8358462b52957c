using static TorchSharp.torch;

namespace OpenLedger.Training.Kernels;

/// <summary>Attention by libtorch's own operations, a document at a time: for every device and type, and as the measure for the fused forms.</summary>
internal static class TorchAttention
{
    /// <summary>The plain form, differentiable by autograd.</summary>
    public static Tensor Plain(Tensor qkv, AttentionShape shape, int[] documentStarts, int? window)
    {
        var outputs = new List<Tensor>();
        foreach (var (start, count) in Documents(documentStarts))
        {
            var (q, k, v) = Split(qkv, shape, start, count);
            var p = Scores(q, k, shape, 0, 0, window).softmax(-1).to(qkv.dtype);
            outputs.Add(Joined(p.matmul(v)));
        }

        return outputs.Count == 0 ? qkv.narrow(1, 0, shape.QueryWidth) : cat(outputs, 0);
    }

    /// <summary>See <see cref="Attention.Forward"/>.</summary>
    public static void Forward(Tensor qkv, AttentionShape shape, int[] documentStarts, int? window, Tensor output, Tensor logSumExp)
    {
        using var noGradient = no_grad();
        foreach (var (start, count) in Documents(documentStarts))
        {
            using var scope = NewDisposeScope();
            var (q, k, v) = Split(qkv, shape, start, count);
            var scores = Scores(q, k, shape, 0, 0, window);
            var sums = scores.logsumexp(-1, keepdim: true);
            logSumExp.narrow(0, start, count).copy_(sums.reshape(shape.Heads, count).t());
            output.narrow(0, start, count).copy_(Joined((scores - sums).exp().to(qkv.dtype).matmul(v)));
        }
    }

    /// <summary>See <see cref="Attention.Backward"/>.</summary>
    public static void Backward(
        Tensor qkv, AttentionShape shape, int[] documentStarts, int? window, Tensor output, Tensor logSumExp, Tensor dOutput, Tensor dQkv)
    {
        using var noGradient = no_grad();
        foreach (var (start, count) in Documents(documentStarts))
        {
            using var scope = NewDisposeScope();
            var (q, k, v) = Split(qkv, shape, start, count);
            var scores = Scores(q, k, shape, 0, 0, window);
            var sums = logSumExp.narrow(0, start, count).t().reshape(shape.KeyValueHeads, shape.Group, count, 1).to(scores.dtype);
            var p = (scores - sums).exp();
            var (o, dO) = (Heads(output.narrow(0, start, count), shape), Heads(dOutput.narrow(0, start, count), shape));
            var delta = (o.to(p.dtype) * dO.to(p.dtype)).sum(-1, keepdim: true);
            var dScores = (p * (dO.matmul(v.transpose(-1, -2)).to(p.dtype) - delta) * shape.Scale).to(qkv.dtype);
            var dK = dScores.transpose(-1, -2).matmul(q).sum(1, keepdim: true);
            var dV = p.to(qkv.dtype).transpose(-1, -2).matmul(dO).sum(1, keepdim: true);
            dQkv.narrow(0, start, count).copy_(cat([Joined(dScores.matmul(k)), Joined(dK), Joined(dV)], 1));
        }
    }

    /// <summary>See <see cref="Attention.Cached"/>.</summary>
    public static void Cached(Tensor queries, AttentionShape shape, Tensor keys, Tensor values, int past, int? window, Tensor output)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var first = Math.Max(0, past - (window ?? int.MaxValue) + 1);
        var count = past + queries.size(0) - first;
        var q = Heads(queries.narrow(1, 0, shape.QueryWidth), shape);
        var k = keys.narrow(0, first, count).to(q.dtype).reshape(count, shape.KeyValueHeads, 1, shape.HeadDimension).permute(1, 2, 0, 3);
        var v = values.narrow(0, first, count).to(q.dtype).reshape(count, shape.KeyValueHeads, 1, shape.HeadDimension).permute(1, 2, 0, 3);
        output.copy_(Joined(Scores(q, k, shape, past, first, window).softmax(-1).to(q.dtype).matmul(v)));
    }

    // Scaled products of queries from one position on with keys from another on, at least float32, minus infinity where hidden.
    private static Tensor Scores(Tensor q, Tensor k, AttentionShape shape, long firstQuery, long firstKey, int? window)
    {
        var scores = q.matmul(k.transpose(-1, -2));
        scores = scores.to(scores.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32) * shape.Scale;
        var distances = arange(firstQuery, firstQuery + q.size(2), device: q.device).unsqueeze(1)
            - arange(firstKey, firstKey + k.size(2), device: q.device).unsqueeze(0);
        var hidden = distances < 0;
        return scores.masked_fill(window is { } width ? hidden.logical_or(distances >= width) : hidden, double.NegativeInfinity);
    }

    private static (Tensor Queries, Tensor Keys, Tensor Values) Split(Tensor qkv, AttentionShape shape, long start, long count)
    {
        var rows = qkv.narrow(0, start, count);
        var (single, heads) = (shape with { Heads = shape.KeyValueHeads }, shape.QueryWidth);
        return (
            Heads(rows.narrow(1, 0, heads), shape),
            Heads(rows.narrow(1, heads, shape.KeyWidth), single),
            Heads(rows.narrow(1, heads + shape.KeyWidth, shape.KeyWidth), single));
    }

    // [rows, Heads * HeadDimension] to [KeyValueHeads, Group, rows, HeadDimension].
    private static Tensor Heads(Tensor rows, AttentionShape shape) =>
        rows.reshape(rows.size(0), shape.KeyValueHeads, shape.Group, shape.HeadDimension).permute(1, 2, 0, 3);

    private static Tensor Joined(Tensor heads) => heads.permute(2, 0, 1, 3).reshape(heads.size(2), -1);

    private static IEnumerable<(long Start, long Count)> Documents(int[] documentStarts) =>
        documentStarts.Zip(documentStarts.Skip(1), (start, end) => ((long)start, (long)end - start)).Where(document => document.Item2 > 0);
}
