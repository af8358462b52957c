using System.Runtime.Intrinsics;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// The fused forward form: scores of a block of query rows, their softmax and their sum of values follow each other while they are in
/// the cache. What a row becomes does not depend on the block it is computed in.
/// </summary>
internal sealed unsafe class AttentionForward(AttentionShape shape, int window)
{
    /// <summary>The query rows; row 0 is position 0 of the first document.</summary>
    public required RowsOfFloats Queries { get; init; }

    /// <summary>The keys.</summary>
    public required RowsOfFloats Keys { get; init; }

    /// <summary>The values.</summary>
    public required RowsOfFloats Values { get; init; }

    /// <summary>The attention's result, all heads side by side.</summary>
    public required RowsOfFloats Output { get; init; }

    /// <summary>The logarithm of each row's sum of exponentials, one column a head; without a start where nobody asks for it.</summary>
    public RowsOfFloats LogSumExp { get; init; }

    /// <summary>Computes the outputs of a piece.</summary>
    public void Run(AttentionPiece piece)
    {
        var (width, positions) = (shape.HeadDimension, AttentionBlock.Positions(shape.Group));
        var all = AttentionBlock.Of(piece, shape, window);
        var keys = piece.End - all.FirstKey;
        var scratch = new Scratch(keys, Math.Min(positions, piece.End - piece.Begin) * shape.Group, width);
        var (firstRow, column) = (piece.Document + all.FirstKey, piece.KeyValueHead * width);
        AttentionPacking.Transposed(Keys[firstRow] + column, Keys.Stride, keys, width, scratch.Keys);
        AttentionPacking.Panels(Values[firstRow] + column, Values.Stride, keys, width, scratch.Values);
        for (var begin = piece.Begin; begin < piece.End; begin += positions)
        {
            var block = new AttentionBlock(begin, Math.Min(piece.End, begin + positions), shape.Group, window);
            var skipped = block.FirstKey - all.FirstKey;
            var stride = TakeQueries(piece, block, scratch);
            AttentionProducts.Scores(block, scratch.Queries, scratch.Keys + ((nint)skipped * width), width, scratch.Scores, stride);
            var values = new RowsOfFloats(scratch.Values + ((nint)skipped * TileProduct.Columns), TileProduct.Columns);
            Finish(piece, block, scratch, stride, values, (nint)keys * TileProduct.Columns);
        }
    }

    /// <summary>Computes the outputs of a piece of few rows, for which packing keys and values would cost more than it saves.</summary>
    public void RunFew(AttentionPiece piece)
    {
        var (width, column) = (shape.HeadDimension, piece.KeyValueHead * shape.HeadDimension);
        var block = AttentionBlock.Of(piece, shape, window);
        var scratch = new Scratch(block.End - block.FirstKey, block.Rows, width);
        var stride = TakeQueries(piece, block, scratch);
        var firstRow = piece.Document + block.FirstKey;
        AttentionProducts.Scores(block, scratch.Queries, new RowsOfFloats(Keys[firstRow] + column, Keys.Stride), width, scratch.Scores, stride);
        Finish(piece, block, scratch, stride, new RowsOfFloats(Values[firstRow] + column, Values.Stride), TileProduct.Columns);
    }

    private int TakeQueries(AttentionPiece piece, AttentionBlock block, Scratch scratch)
    {
        var width = shape.Group * shape.HeadDimension;
        var source = Queries[piece.Document + block.Begin] + (piece.KeyValueHead * width);
        AttentionPacking.Rows(source, Queries.Stride, block.End - block.Begin, width, scratch.Queries);
        return AttentionBlock.ScoreStride(block.End - block.FirstKey);
    }

    private void Finish(AttentionPiece piece, AttentionBlock block, Scratch scratch, int stride, RowsOfFloats values, nint panelStride)
    {
        var sharpness = shape.Scale * AttentionSoftmax.LogOfE;
        var row = 0;
        for (var position = block.Begin; position < block.End; position++)
        {
            var (low, high) = (block.Lowest(position) - block.FirstKey, position + 1 - block.FirstKey);
            for (var head = 0; head < shape.Group; head++, row++)
            {
                AttentionSoftmax.Forward(scratch.Scores + ((nint)row * stride), low, high, sharpness, scratch.Highest + row, scratch.Sums + row);
            }
        }

        AttentionSoftmax.Finish(scratch.Highest, scratch.Sums, row);
        AttentionProducts.OverKeys(block, scratch.Scores, stride, values, panelStride, shape.HeadDimension, scratch.Outputs);
        Deliver(piece, block, scratch);
    }

    private void Deliver(AttentionPiece piece, AttentionBlock block, Scratch scratch)
    {
        var (width, firstHead) = (shape.HeadDimension, piece.KeyValueHead * shape.Group);
        var source = scratch.Outputs;
        var row = 0;
        for (var position = block.Begin; position < block.End; position++)
        {
            var target = Output[piece.Document + position] + (firstHead * width);
            for (var head = 0; head < shape.Group; head++, row++)
            {
                var share = Vector256.Create(scratch.Sums[row]);
                for (var column = 0; column < width; column += Vector256<float>.Count)
                {
                    (Vector256.Load(source + column) * share).Store(target + column);
                }

                source += width;
                target += width;
                if (LogSumExp.Start is not null)
                {
                    LogSumExp[piece.Document + position][firstHead + head] = scratch.Highest[row];
                }
            }
        }
    }

    private readonly struct Scratch
    {
        public Scratch(int keys, int rows, int width)
        {
            var packed = AttentionPacking.Size(keys, width);
            var block = (long)rows * width;
            var scores = (long)rows * AttentionBlock.ScoreStride(keys);
            var statistics = (long)(rows + TileProduct.Columns);
            Keys = KernelScratch.OfPiece.Floats((2 * packed) + (2 * block) + scores + (2 * statistics));
            Values = Keys + packed;
            Queries = Values + packed;
            Outputs = Queries + block;
            Scores = Outputs + block;
            Highest = Scores + scores;
            Sums = Highest + statistics;
        }

        public readonly float* Keys;
        public readonly float* Values;
        public readonly float* Queries;
        public readonly float* Outputs;
        public readonly float* Scores;
        public readonly float* Highest;
        public readonly float* Sums;
    }
}
