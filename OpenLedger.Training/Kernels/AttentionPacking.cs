using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OpenLedger.Training.Kernels;

/// <summary>Brings rows that lie far apart into the order in which <see cref="TileProduct"/> reads them.</summary>
internal static unsafe class AttentionPacking
{
    private const int Lanes = 8;

    /// <summary>The floats of <see cref="Transposed"/> and <see cref="Panels"/> at most.</summary>
    public static long Size(int count, int width) => (long)Whole(count) * Whole(width);

    /// <summary>Copies rows next to each other.</summary>
    public static void Rows(float* source, nint stride, int count, int width, float* target)
    {
        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < width; column += Lanes)
            {
                Vector256.Load(source + column).Store(target + column);
            }

            source += stride;
            target += width;
        }
    }

    /// <summary>Rows to panels of sixteen columns: <c>[width / 16][count][16]</c>.</summary>
    public static void Panels(float* source, nint stride, int count, int width, float* target)
    {
        var panel = (nint)count * TileProduct.Columns;
        for (var row = 0; row < count; row++)
        {
            var to = target;
            for (var column = 0; column < width; column += TileProduct.Columns)
            {
                Vector256.Load(source + column).Store(to);
                if (column + Lanes < width)
                {
                    Vector256.Load(source + column + Lanes).Store(to + Lanes);
                }

                to += panel;
            }

            source += stride;
            target += TileProduct.Columns;
        }
    }

    /// <summary>Rows to panels of sixteen rows, transposed: <c>[count / 16][width][16]</c>; rows that are not there are zero.</summary>
    public static void Transposed(float* source, nint stride, int count, int width, float* target)
    {
        for (var row = 0; row < count; row += TileProduct.Columns)
        {
            for (var half = 0; half < TileProduct.Columns; half += Lanes)
            {
                var rows = Math.Min(Lanes, count - row - half);
                for (var column = 0; column < width; column += Lanes)
                {
                    Transpose(source + ((row + half) * stride) + column, stride, rows, target + (column * TileProduct.Columns) + half);
                }
            }

            target += width * TileProduct.Columns;
        }
    }

    private static int Whole(int count) => (count + TileProduct.Columns - 1) / TileProduct.Columns * TileProduct.Columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(float* source, nint stride, int rows, float* target)
    {
        var (r0, r1) = (Row(source, stride, 0, rows), Row(source, stride, 1, rows));
        var (r2, r3) = (Row(source, stride, 2, rows), Row(source, stride, 3, rows));
        var (r4, r5) = (Row(source, stride, 4, rows), Row(source, stride, 5, rows));
        var (r6, r7) = (Row(source, stride, 6, rows), Row(source, stride, 7, rows));
        // Pairs of rows, then quadruples, then the two halves of the registers.
        var (p0, p1, p2, p3) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1), Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        var (p4, p5, p6, p7) = (Avx.UnpackLow(r4, r5), Avx.UnpackHigh(r4, r5), Avx.UnpackLow(r6, r7), Avx.UnpackHigh(r6, r7));
        var (q0, q1, q2, q3) = (Avx.Shuffle(p0, p2, 0x44), Avx.Shuffle(p0, p2, 0xEE), Avx.Shuffle(p1, p3, 0x44), Avx.Shuffle(p1, p3, 0xEE));
        var (q4, q5, q6, q7) = (Avx.Shuffle(p4, p6, 0x44), Avx.Shuffle(p4, p6, 0xEE), Avx.Shuffle(p5, p7, 0x44), Avx.Shuffle(p5, p7, 0xEE));
        Avx.Permute2x128(q0, q4, 0x20).Store(target);
        Avx.Permute2x128(q1, q5, 0x20).Store(target + (1 * TileProduct.Columns));
        Avx.Permute2x128(q2, q6, 0x20).Store(target + (2 * TileProduct.Columns));
        Avx.Permute2x128(q3, q7, 0x20).Store(target + (3 * TileProduct.Columns));
        Avx.Permute2x128(q0, q4, 0x31).Store(target + (4 * TileProduct.Columns));
        Avx.Permute2x128(q1, q5, 0x31).Store(target + (5 * TileProduct.Columns));
        Avx.Permute2x128(q2, q6, 0x31).Store(target + (6 * TileProduct.Columns));
        Avx.Permute2x128(q3, q7, 0x31).Store(target + (7 * TileProduct.Columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row(float* source, nint stride, int row, int rows) =>
        row < rows ? Vector256.Load(source + (row * stride)) : Vector256<float>.Zero;
}
