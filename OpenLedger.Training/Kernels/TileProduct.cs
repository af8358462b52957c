using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// The small product that larger ones are made of: <c>C[r, c] (+)= Σt A[r, t] * B[t, c]</c> for six rows and sixteen columns (eight
/// at an edge), whose twelve sums stay in registers. The coefficients of A may lie in any stride, so the same code serves A and its
/// transpose; the columns of B and C are neighbours. Each sum takes t in order, so its bits do not depend on the tile it is in, and is
/// added to C as a whole, which keeps long sums exact. Rows that are not there repeat the last one and write the same numbers to the
/// same place.
/// </summary>
internal static unsafe class TileProduct
{
    /// <summary>The rows of a tile at most.</summary>
    public const int Rows = 6;

    /// <summary>The columns of a wide tile.</summary>
    public const int Columns = 16;

    /// <summary>The columns of a narrow tile, and the floats of a vector.</summary>
    public const int HalfColumns = 8;

    /// <summary>Sixteen columns; <paramref name="add"/> adds to what C holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Wide(float* a, nint aRow, nint aStep, float* b, nint bStep, int steps, float* c, nint cRow, int rows, bool add)
    {
        Vector256<float> x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
        Vector256<float> y0 = default, y1 = default, y2 = default, y3 = default, y4 = default, y5 = default;
        var a1 = Next(a, aRow, rows > 1);
        var a2 = Next(a1, aRow, rows > 2);
        var a3 = Next(a2, aRow, rows > 3);
        var a4 = Next(a3, aRow, rows > 4);
        var a5 = Next(a4, aRow, rows > 5);
        nint at = 0;
        for (var step = 0; step < steps; step++)
        {
            var (left, right) = (Vector256.Load(b), Vector256.Load(b + HalfColumns));
            var factor = Vector256.Create(a[at]);
            x0 = Vector256.FusedMultiplyAdd(factor, left, x0);
            y0 = Vector256.FusedMultiplyAdd(factor, right, y0);
            factor = Vector256.Create(a1[at]);
            x1 = Vector256.FusedMultiplyAdd(factor, left, x1);
            y1 = Vector256.FusedMultiplyAdd(factor, right, y1);
            factor = Vector256.Create(a2[at]);
            x2 = Vector256.FusedMultiplyAdd(factor, left, x2);
            y2 = Vector256.FusedMultiplyAdd(factor, right, y2);
            factor = Vector256.Create(a3[at]);
            x3 = Vector256.FusedMultiplyAdd(factor, left, x3);
            y3 = Vector256.FusedMultiplyAdd(factor, right, y3);
            factor = Vector256.Create(a4[at]);
            x4 = Vector256.FusedMultiplyAdd(factor, left, x4);
            y4 = Vector256.FusedMultiplyAdd(factor, right, y4);
            factor = Vector256.Create(a5[at]);
            x5 = Vector256.FusedMultiplyAdd(factor, left, x5);
            y5 = Vector256.FusedMultiplyAdd(factor, right, y5);
            at += aStep;
            b += bStep;
        }

        if (add)
        {
            // All are read before the first is written: rows that are not there add to the same numbers as the last one.
            var held = c;
            (x0, y0) = (x0 + Vector256.Load(held), y0 + Vector256.Load(held + HalfColumns));
            held = Next(held, cRow, rows > 1);
            (x1, y1) = (x1 + Vector256.Load(held), y1 + Vector256.Load(held + HalfColumns));
            held = Next(held, cRow, rows > 2);
            (x2, y2) = (x2 + Vector256.Load(held), y2 + Vector256.Load(held + HalfColumns));
            held = Next(held, cRow, rows > 3);
            (x3, y3) = (x3 + Vector256.Load(held), y3 + Vector256.Load(held + HalfColumns));
            held = Next(held, cRow, rows > 4);
            (x4, y4) = (x4 + Vector256.Load(held), y4 + Vector256.Load(held + HalfColumns));
            held = Next(held, cRow, rows > 5);
            (x5, y5) = (x5 + Vector256.Load(held), y5 + Vector256.Load(held + HalfColumns));
        }

        Write(c, x0, y0);
        Write(c = Next(c, cRow, rows > 1), x1, y1);
        Write(c = Next(c, cRow, rows > 2), x2, y2);
        Write(c = Next(c, cRow, rows > 3), x3, y3);
        Write(c = Next(c, cRow, rows > 4), x4, y4);
        Write(Next(c, cRow, rows > 5), x5, y5);
    }

    /// <summary>Eight columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Narrow(float* a, nint aRow, nint aStep, float* b, nint bStep, int steps, float* c, nint cRow, int rows, bool add)
    {
        Vector256<float> x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
        var a1 = Next(a, aRow, rows > 1);
        var a2 = Next(a1, aRow, rows > 2);
        var a3 = Next(a2, aRow, rows > 3);
        var a4 = Next(a3, aRow, rows > 4);
        var a5 = Next(a4, aRow, rows > 5);
        nint at = 0;
        for (var step = 0; step < steps; step++)
        {
            var left = Vector256.Load(b);
            x0 = Vector256.FusedMultiplyAdd(Vector256.Create(a[at]), left, x0);
            x1 = Vector256.FusedMultiplyAdd(Vector256.Create(a1[at]), left, x1);
            x2 = Vector256.FusedMultiplyAdd(Vector256.Create(a2[at]), left, x2);
            x3 = Vector256.FusedMultiplyAdd(Vector256.Create(a3[at]), left, x3);
            x4 = Vector256.FusedMultiplyAdd(Vector256.Create(a4[at]), left, x4);
            x5 = Vector256.FusedMultiplyAdd(Vector256.Create(a5[at]), left, x5);
            at += aStep;
            b += bStep;
        }

        if (add)
        {
            var held = c;
            x0 += Vector256.Load(held);
            x1 += Vector256.Load(held = Next(held, cRow, rows > 1));
            x2 += Vector256.Load(held = Next(held, cRow, rows > 2));
            x3 += Vector256.Load(held = Next(held, cRow, rows > 3));
            x4 += Vector256.Load(held = Next(held, cRow, rows > 4));
            x5 += Vector256.Load(Next(held, cRow, rows > 5));
        }

        x0.Store(c);
        x1.Store(c = Next(c, cRow, rows > 1));
        x2.Store(c = Next(c, cRow, rows > 2));
        x3.Store(c = Next(c, cRow, rows > 3));
        x4.Store(c = Next(c, cRow, rows > 4));
        x5.Store(Next(c, cRow, rows > 5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Next(float* row, nint stride, bool isThere) => isThere ? row + stride : row;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(float* c, Vector256<float> left, Vector256<float> right)
    {
        left.Store(c);
        right.Store(c + HalfColumns);
    }
}
