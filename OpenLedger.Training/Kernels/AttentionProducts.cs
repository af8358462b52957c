using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OpenLedger.Training.Kernels;

/// <summary>The three products of an attention block, each over what is visible only: nothing above the diagonal, nothing before the window.</summary>
internal static unsafe class AttentionProducts
{
    private const int Lanes = 8;

    // The keys whose values stay in the second cache while all rows of a block use them.
    private const int Chunk = 512;

    /// <summary>
    /// Rows with keys (or with values): <c>scores[row, key] = Σ rows[row, :] * keys[key, :]</c>. The keys come as
    /// <see cref="AttentionPacking.Transposed"/> panels, beginning with that of the block's first key.
    /// </summary>
    public static void Scores(AttentionBlock block, float* rows, float* panels, int width, float* scores, int stride)
    {
        var count = block.Rows;
        for (var key = block.FirstKey; key < block.End; key += TileProduct.Columns)
        {
            var panel = panels + ((nint)(key - block.FirstKey) * width);
            var target = scores + (key - block.FirstKey);
            var end = block.RowsReaching(key + TileProduct.Columns - 1);
            for (var row = block.RowsBefore(key) / TileProduct.Rows * TileProduct.Rows; row < end; row += TileProduct.Rows)
            {
                var tile = Math.Min(TileProduct.Rows, count - row);
                Tile(
                    rows + ((nint)row * width), width, 1, panel, TileProduct.Columns,
                    width, target + ((nint)row * stride), stride, tile, block.PositionOf(row + tile - 1) - key + 1, add: false);
            }
        }
    }

    /// <summary>The same for few rows, with keys as they lie in memory, beginning with the block's first key.</summary>
    public static void Scores(AttentionBlock block, float* rows, RowsOfFloats keys, int width, float* scores, int stride)
    {
        var count = block.End - block.FirstKey;
        for (var key = 0; key < count; key += Lanes)
        {
            for (var row = 0; row < block.Rows; row++)
            {
                Dots(rows + ((nint)row * width), keys[key], keys.Stride, Math.Min(Lanes, count - key), width).Store(scores + ((nint)row * stride) + key);
            }
        }
    }

    /// <summary>
    /// Sums over keys: <c>target[row, :] = Σ scores[row, key] * values[key, :]</c>. The values begin with that of the block's first key;
    /// their panels of sixteen columns lie <paramref name="panelStride"/> floats apart.
    /// </summary>
    public static void OverKeys(AttentionBlock block, float* scores, int stride, RowsOfFloats values, nint panelStride, int width, float* target)
    {
        for (var chunk = block.FirstKey / Chunk * Chunk; chunk < block.End; chunk += Chunk)
        {
            for (var row = 0; row < block.Rows; row += TileProduct.Rows)
            {
                var tile = Math.Min(TileProduct.Rows, block.Rows - row);
                var low = block.Lowest(block.PositionOf(row));
                var begin = Math.Max(low, chunk);
                var steps = Math.Min(block.PositionOf(row + tile - 1) + 1, chunk + Chunk) - begin;
                var factors = scores + ((nint)row * stride) + (begin - block.FirstKey);
                var panel = values[begin - block.FirstKey];
                for (var column = 0; column < width && steps > 0; column += TileProduct.Columns)
                {
                    Tile(
                        factors, stride, 1, panel, values.Stride,
                        steps, target + ((nint)row * width) + column, width, tile, width - column, begin > low);
                    panel += panelStride;
                }
            }
        }
    }

    /// <summary>Sums over rows: <c>target[key, :] += Σ scores[row, key] * rows[row, :]</c>; row 0 of the target is key 0 of the document.</summary>
    public static void OverRows(AttentionBlock block, float* scores, int stride, float* rows, int width, float* target, nint targetStride)
    {
        for (var key = block.Lowest(block.Begin); key < block.End; key += TileProduct.Rows)
        {
            var tile = Math.Min(TileProduct.Rows, block.End - key);
            var first = block.RowsBefore(key);
            var steps = block.RowsReaching(key + tile - 1) - first;
            for (var column = 0; column < width; column += TileProduct.Columns)
            {
                Tile(
                    scores + ((nint)first * stride) + (key - block.FirstKey), 1, stride, rows + ((nint)first * width) + column, width,
                    steps, target + (key * targetStride) + column, targetStride, tile, width - column, add: true);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile(float* a, nint aRow, nint aStep, float* b, nint bStep, int steps, float* c, nint cRow, int rows, int columns, bool add)
    {
        if (columns > TileProduct.HalfColumns)
        {
            TileProduct.Wide(a, aRow, aStep, b, bStep, steps, c, cRow, rows, add);
        }
        else
        {
            TileProduct.Narrow(a, aRow, aStep, b, bStep, steps, c, cRow, rows, add);
        }
    }

    // The products of one row with eight others; those that are not there repeat the last.
    private static Vector256<float> Dots(float* row, float* others, nint stride, int count, int width)
    {
        var k1 = count > 1 ? others + stride : others;
        var k2 = count > 2 ? k1 + stride : k1;
        var k3 = count > 3 ? k2 + stride : k2;
        var k4 = count > 4 ? k3 + stride : k3;
        var k5 = count > 5 ? k4 + stride : k4;
        var k6 = count > 6 ? k5 + stride : k5;
        var k7 = count > 7 ? k6 + stride : k6;
        var (s0, s1, s2, s3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (s4, s5, s6, s7) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (nint column = 0; column < width; column += Lanes)
        {
            var left = Vector256.Load(row + column);
            s0 = Vector256.FusedMultiplyAdd(left, Vector256.Load(others + column), s0);
            s1 = Vector256.FusedMultiplyAdd(left, Vector256.Load(k1 + column), s1);
            s2 = Vector256.FusedMultiplyAdd(left, Vector256.Load(k2 + column), s2);
            s3 = Vector256.FusedMultiplyAdd(left, Vector256.Load(k3 + column), s3);
            s4 = Vector256.FusedMultiplyAdd(left, Vector256.Load(k4 + column), s4);
            s5 = Vector256.FusedMultiplyAdd(left, Vector256.Load(k5 + column), s5);
            s6 = Vector256.FusedMultiplyAdd(left, Vector256.Load(k6 + column), s6);
            s7 = Vector256.FusedMultiplyAdd(left, Vector256.Load(k7 + column), s7);
        }

        var low = Avx.HorizontalAdd(Avx.HorizontalAdd(s0, s1), Avx.HorizontalAdd(s2, s3));
        var high = Avx.HorizontalAdd(Avx.HorizontalAdd(s4, s5), Avx.HorizontalAdd(s6, s7));
        return Avx.Permute2x128(low, high, 0x20) + Avx.Permute2x128(low, high, 0x31);
    }
}
