using System.Runtime.Intrinsics;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// The fused backward form. With the probabilities <c>p = exp(scale * q·k - lse)</c> computed anew,
/// <c>dv = pᵀ do</c>, <c>ds = scale * p * (do·v - do·o)</c>, <c>dq = ds k</c>, <c>dk = dsᵀ q</c>. One piece does all queries that share
/// a key and value head, block by block in order; where a piece was cut, its parts are added up in order: every sum has one order.
/// </summary>
internal sealed unsafe class AttentionBackward(AttentionShape shape, int window)
{
    /// <summary>Queries, keys and values side by side.</summary>
    public required RowsOfFloats Inputs { get; init; }

    /// <summary>What the forward form made of them.</summary>
    public required RowsOfFloats Output { get; init; }

    /// <summary>The logarithm of each row's sum of exponentials, one column a head.</summary>
    public required RowsOfFloats LogSumExp { get; init; }

    /// <summary>The gradient of the output.</summary>
    public required RowsOfFloats OutputGradient { get; init; }

    /// <summary>The gradients of queries, keys and values side by side.</summary>
    public required RowsOfFloats InputGradient { get; init; }

    /// <summary>Computes all gradients.</summary>
    public void Run(AttentionPieces pieces)
    {
        var partials = pieces.PartialFloats == 0 ? null : KernelScratch.OfCall.Floats(pieces.PartialFloats);
        pieces.Run(piece => Run(piece, partials));
        ParallelLoop.Pieces(pieces.Shared.Count, (group, _) => Sum(pieces.Shared[group], partials));
    }

    private void Run(AttentionPiece piece, float* partials)
    {
        var (width, positions) = (shape.HeadDimension, AttentionBlock.Positions(shape.Group));
        var firstKey = AttentionBlock.Of(piece, shape, window).FirstKey;
        var count = piece.End - firstKey;
        var scratch = new Scratch(count, Math.Min(positions, piece.End - piece.Begin) * shape.Group, width);
        var (keys, values) = (Keys(Inputs, piece, 0), Keys(Inputs, piece, shape.KeyWidth));
        AttentionPacking.Transposed(keys[firstKey], keys.Stride, count, width, scratch.Keys);
        AttentionPacking.Transposed(values[firstKey], values.Stride, count, width, scratch.Values);
        AttentionPacking.Panels(keys[firstKey], keys.Stride, count, width, scratch.KeyColumns);
        var (keyGradients, valueGradients) = Gradients(piece, partials);
        Clear(keyGradients, firstKey, piece.End);
        Clear(valueGradients, firstKey, piece.End);
        for (var begin = piece.Begin; begin < piece.End; begin += positions)
        {
            var block = new AttentionBlock(begin, Math.Min(piece.End, begin + positions), shape.Group, window);
            var stride = AttentionBlock.ScoreStride(block.End - block.FirstKey);
            var skipped = (nint)(block.FirstKey - firstKey);
            TakeQueries(piece, block, scratch);
            AttentionProducts.Scores(block, scratch.Queries, scratch.Keys + (skipped * width), width, scratch.Scores, stride);
            AttentionProducts.Scores(block, scratch.Gradients, scratch.Values + (skipped * width), width, scratch.Slopes, stride);
            Differentiate(piece, block, scratch, stride);
            var columns = new RowsOfFloats(scratch.KeyColumns + (skipped * TileProduct.Columns), TileProduct.Columns);
            AttentionProducts.OverKeys(block, scratch.Slopes, stride, columns, (nint)count * TileProduct.Columns, width, scratch.QueryGradients);
            AttentionProducts.OverRows(block, scratch.Slopes, stride, scratch.Queries, width, keyGradients.Start, keyGradients.Stride);
            AttentionProducts.OverRows(block, scratch.Scores, stride, scratch.Gradients, width, valueGradients.Start, valueGradients.Stride);
            DeliverQueries(piece, block, scratch);
        }
    }

    private void TakeQueries(AttentionPiece piece, AttentionBlock block, Scratch scratch)
    {
        var (width, first, count) = (shape.Group * shape.HeadDimension, piece.Document + block.Begin, block.End - block.Begin);
        AttentionPacking.Rows(Inputs[first] + (piece.KeyValueHead * width), Inputs.Stride, count, width, scratch.Queries);
        AttentionPacking.Rows(OutputGradient[first] + (piece.KeyValueHead * width), OutputGradient.Stride, count, width, scratch.Gradients);
    }

    private void DeliverQueries(AttentionPiece piece, AttentionBlock block, Scratch scratch)
    {
        var width = shape.Group * shape.HeadDimension;
        for (var position = block.Begin; position < block.End; position++)
        {
            var target = InputGradient[piece.Document + position] + (piece.KeyValueHead * width);
            AttentionPacking.Rows(scratch.QueryGradients + ((nint)(position - block.Begin) * width), width, 1, width, target);
        }
    }

    // The keys of a piece (or its values, further on in the row), row 0 being the document's first.
    private RowsOfFloats Keys(RowsOfFloats matrix, AttentionPiece piece, int further) =>
        new(matrix[piece.Document] + shape.QueryWidth + (piece.KeyValueHead * shape.HeadDimension) + further, matrix.Stride);

    // Where the gradients of a piece's keys and values go: into the result, or beside each other into its part of the partial sums.
    private (RowsOfFloats Keys, RowsOfFloats Values) Gradients(AttentionPiece piece, float* partials)
    {
        if (piece.Partial < 0)
        {
            return (Keys(InputGradient, piece, 0), Keys(InputGradient, piece, shape.KeyWidth));
        }

        var stride = 2 * shape.HeadDimension;
        var start = partials + piece.Partial - ((nint)AttentionBlock.Of(piece, shape, window).FirstKey * stride);
        return (new RowsOfFloats(start, stride), new RowsOfFloats(start + shape.HeadDimension, stride));
    }

    // The partial sums of the same keys, always in the same order.
    private void Sum(AttentionPiece[] pieces, float* partials)
    {
        var (keys, values) = (Keys(InputGradient, pieces[0], 0), Keys(InputGradient, pieces[0], shape.KeyWidth));
        Clear(keys, 0, pieces[^1].End);
        Clear(values, 0, pieces[^1].End);
        foreach (var piece in pieces)
        {
            var (keyParts, valueParts) = Gradients(piece, partials);
            for (var key = AttentionBlock.Of(piece, shape, window).FirstKey; key < piece.End; key++)
            {
                Add(keyParts[key], keys[key]);
                Add(valueParts[key], values[key]);
            }
        }
    }

    private void Add(float* part, float* sum)
    {
        for (var column = 0; column < shape.HeadDimension; column += Vector256<float>.Count)
        {
            (Vector256.Load(sum + column) + Vector256.Load(part + column)).Store(sum + column);
        }
    }

    private void Clear(RowsOfFloats rows, int begin, int end)
    {
        for (var row = begin; row < end; row++)
        {
            new Span<float>(rows[row], shape.HeadDimension).Clear();
        }
    }

    // The softmax and its slope, row by row.
    private void Differentiate(AttentionPiece piece, AttentionBlock block, Scratch scratch, int stride)
    {
        var (width, row) = (shape.HeadDimension, 0);
        for (var position = block.Begin; position < block.End; position++)
        {
            var (low, high) = (block.Lowest(position) - block.FirstKey, position + 1 - block.FirstKey);
            for (var head = piece.KeyValueHead * shape.Group; row < (position + 1 - block.Begin) * shape.Group; head++, row++)
            {
                var delta = Dot(scratch.Gradients + ((nint)row * width), Output[piece.Document + position] + (head * width), width);
                var exponent = LogSumExp[piece.Document + position][head] * AttentionSoftmax.LogOfE;
                AttentionSoftmax.Backward(
                    scratch.Scores + ((nint)row * stride), scratch.Slopes + ((nint)row * stride), low, high, shape.Scale, exponent, delta);
            }
        }
    }

    private static float Dot(float* left, float* right, int width)
    {
        var sum = Vector256<float>.Zero;
        for (var column = 0; column < width; column += Vector256<float>.Count)
        {
            sum = Vector256.FusedMultiplyAdd(Vector256.Load(left + column), Vector256.Load(right + column), sum);
        }

        return Vector256.Sum(sum);
    }

    private readonly struct Scratch
    {
        public Scratch(int keys, int rows, int width)
        {
            var packed = AttentionPacking.Size(keys, width);
            var block = (long)rows * width;
            var scores = (long)rows * AttentionBlock.ScoreStride(keys);
            Keys = KernelScratch.OfPiece.Floats((3 * packed) + (3 * block) + (2 * scores));
            Values = Keys + packed;
            KeyColumns = Values + packed;
            Queries = KeyColumns + packed;
            Gradients = Queries + block;
            QueryGradients = Gradients + block;
            Scores = QueryGradients + block;
            Slopes = Scores + scores;
        }

        public readonly float* Keys;
        public readonly float* Values;
        public readonly float* KeyColumns;
        public readonly float* Queries;
        public readonly float* Gradients;
        public readonly float* QueryGradients;
        public readonly float* Scores;
        public readonly float* Slopes;
    }
}
