using System.Runtime.Intrinsics;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// The fused backward form. With the probabilities <c>p = exp(scale * q·k - lse)</c> computed anew,
/// <c>dv = pᵀ do</c>, <c>ds = scale * p * (do·v - do·o)</c>, <c>dq = ds k</c>, <c>dk = dsᵀ q</c>. One piece does all queries that share
/// a key and value head, block by block in order, so its sums have one order too.
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

    /// <summary>Computes the gradients of a piece.</summary>
    public void Run(AttentionPiece piece)
    {
        var (width, positions) = (shape.HeadDimension, AttentionBlock.Positions(shape.Group));
        var scratch = new Scratch(piece.End, Math.Min(positions, piece.End) * shape.Group, width);
        var keys = shape.QueryWidth + (piece.KeyValueHead * width);
        var values = keys + shape.KeyWidth;
        AttentionPacking.Transposed(Inputs[piece.Document] + keys, Inputs.Stride, piece.End, width, scratch.Keys);
        AttentionPacking.Transposed(Inputs[piece.Document] + values, Inputs.Stride, piece.End, width, scratch.Values);
        AttentionPacking.Panels(Inputs[piece.Document] + keys, Inputs.Stride, piece.End, width, scratch.KeyColumns);
        for (var position = 0; position < piece.End; position++)
        {
            new Span<float>(InputGradient[piece.Document + position] + keys, width).Clear();
            new Span<float>(InputGradient[piece.Document + position] + values, width).Clear();
        }

        for (var begin = 0; begin < piece.End; begin += positions)
        {
            Run(piece, new AttentionBlock(begin, Math.Min(piece.End, begin + positions), shape.Group, window), scratch);
        }
    }

    private void Run(AttentionPiece piece, AttentionBlock block, Scratch scratch)
    {
        var (width, first, count) = (shape.HeadDimension, piece.Document + block.Begin, block.End - block.Begin);
        var (queryWidth, queries) = (shape.Group * width, piece.KeyValueHead * shape.Group * width);
        var keys = shape.QueryWidth + (piece.KeyValueHead * width);
        var stride = AttentionBlock.ScoreStride(block.End - block.FirstKey);
        AttentionPacking.Rows(Inputs[first] + queries, Inputs.Stride, count, queryWidth, scratch.Queries);
        AttentionPacking.Rows(OutputGradient[first] + queries, OutputGradient.Stride, count, queryWidth, scratch.Gradients);
        AttentionProducts.Scores(block, scratch.Queries, scratch.Keys + ((nint)block.FirstKey * width), width, scratch.Scores, stride);
        AttentionProducts.Scores(block, scratch.Gradients, scratch.Values + ((nint)block.FirstKey * width), width, scratch.Slopes, stride);
        Differentiate(piece, block, scratch, stride);
        var columns = new RowsOfFloats(scratch.KeyColumns + ((nint)block.FirstKey * TileProduct.Columns), TileProduct.Columns);
        AttentionProducts.OverKeys(block, scratch.Slopes, stride, columns, (nint)piece.End * TileProduct.Columns, width, scratch.QueryGradients);
        var gradients = InputGradient[piece.Document];
        AttentionProducts.OverRows(block, scratch.Slopes, stride, scratch.Queries, width, gradients + keys, InputGradient.Stride);
        AttentionProducts.OverRows(block, scratch.Scores, stride, scratch.Gradients, width, gradients + keys + shape.KeyWidth, InputGradient.Stride);
        for (var position = 0; position < count; position++)
        {
            var source = new Span<float>(scratch.QueryGradients + ((nint)position * queryWidth), queryWidth);
            source.CopyTo(new Span<float>(InputGradient[first + position] + queries, queryWidth));
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
            Keys = KernelScratch.Floats((3 * packed) + (3 * block) + (2 * scores));
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
