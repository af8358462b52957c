using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OpenLedger.Training.Kernels;

/// <summary>
/// The softmax of a row of scores of which the columns from <c>low</c> up to, not including, <c>high</c> are visible. Powers are
/// taken of 2, with <c>sharpness = scale * log2(e)</c>. Hidden columns become zero, one vector further than the visible ones lie on
/// both sides: a tile of six neighbouring rows or columns may then run over all columns that any of its rows sees.
/// </summary>
internal static unsafe class AttentionSoftmax
{
    /// <summary>log2(e).</summary>
    public const float LogOfE = 1.44269504f;

    private const int Lanes = 8;
    private const float NaturalLogOfTwo = 0.693147181f;

    // Below this exponent a power of two is zero in float32.
    private const float Lowest = -127f;

    // Adding it rounds to the nearest integer, which then stands in the lowest bits.
    private const float Rounder = 12582912f;

    /// <summary>Scores to powers, not yet divided by their sum. Returns the highest exponent (which is subtracted from all) and the sum.</summary>
    public static void Forward(float* scores, int low, int high, float sharpness, float* highest, float* sum)
    {
        var (first, last) = Hide(scores, low, high);
        var maximum = Vector256.Load(scores + first);
        for (var column = first + Lanes; column <= last; column += Lanes)
        {
            maximum = Vector256.MaxNative(maximum, Vector256.Load(scores + column));
        }

        var top = sharpness * Maximum(maximum);
        var (wideSharpness, wideTop) = (Vector256.Create(sharpness), Vector256.Create(-top));
        var total = Vector256<float>.Zero;
        for (var column = first; column <= last; column += Lanes)
        {
            var power = PowerOfTwo(Vector256.FusedMultiplyAdd(Vector256.Load(scores + column), wideSharpness, wideTop));
            power.Store(scores + column);
            total += power;
        }

        Surround(scores, first, last);
        *highest = top;
        *sum = Vector256.Sum(total);
    }

    /// <summary>
    /// Scores to probabilities <c>p</c>, and the gradients of the probabilities to those of the products of query and key,
    /// <c>scale * p * (dp - delta)</c>; <paramref name="exponent"/> is the row's log-sum-exp times log2(e).
    /// </summary>
    public static void Backward(float* scores, float* gradients, int low, int high, float scale, float exponent, float delta)
    {
        var (first, last) = Hide(scores, low, high);
        var (sharpness, top) = (Vector256.Create(scale * LogOfE), Vector256.Create(-exponent));
        var (wideScale, wideDelta) = (Vector256.Create(scale), Vector256.Create(-delta * scale));
        for (var column = first; column <= last; column += Lanes)
        {
            var power = PowerOfTwo(Vector256.FusedMultiplyAdd(Vector256.Load(scores + column), sharpness, top));
            power.Store(scores + column);
            (power * Vector256.FusedMultiplyAdd(Vector256.Load(gradients + column), wideScale, wideDelta)).Store(gradients + column);
        }

        Surround(scores, first, last);
        Surround(gradients, first, last);
    }

    /// <summary>Turns the sums of rows into their reciprocals and the highest exponents into the natural logarithm of the sum of all powers; a multiple of eight rows.</summary>
    public static void Finish(float* highest, float* sum, int rows)
    {
        for (var row = 0; row < rows; row += Lanes)
        {
            var total = Vector256.Load(sum + row);
            Vector256.FusedMultiplyAdd(Vector256.Load(highest + row), Vector256.Create(NaturalLogOfTwo), Vector256.Log(total)).Store(highest + row);
            (Vector256<float>.One / total).Store(sum + row);
        }
    }

    // Hidden columns that share a vector with visible ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int First, int Last) Hide(float* scores, int low, int high)
    {
        var first = low & -Lanes;
        var last = (high - 1) & -Lanes;
        if (high - last < Lanes)
        {
            var visible = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(high - last)).AsSingle();
            Vector256.ConditionalSelect(visible, Vector256.Load(scores + last), Vector256.Create(float.NegativeInfinity)).Store(scores + last);
        }

        if (low > first)
        {
            var hidden = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(low - first)).AsSingle();
            Vector256.ConditionalSelect(hidden, Vector256.Create(float.NegativeInfinity), Vector256.Load(scores + first)).Store(scores + first);
        }

        return (first, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Surround(float* scores, int first, int last)
    {
        Vector256<float>.Zero.Store(scores + last + Lanes);
        if (first > 0)
        {
            Vector256<float>.Zero.Store(scores + first - Lanes);
        }
    }

    // 2^t for t <= 0, to 1e-7: 2^t = 2^n * 2^f with f in [-1/2, 1/2], the latter by a polynomial. Not a number stays so.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> t)
    {
        t = Vector256.MaxNative(Vector256.Create(Lowest), t);
        var shifted = t + Vector256.Create(Rounder);
        var f = t - (shifted - Vector256.Create(Rounder));
        var power = Vector256.Create(1.54531629e-4f);
        power = Vector256.FusedMultiplyAdd(power, f, Vector256.Create(1.33908635e-3f));
        power = Vector256.FusedMultiplyAdd(power, f, Vector256.Create(9.61808256e-3f));
        power = Vector256.FusedMultiplyAdd(power, f, Vector256.Create(5.55035711e-2f));
        power = Vector256.FusedMultiplyAdd(power, f, Vector256.Create(0.240226508f));
        power = Vector256.FusedMultiplyAdd(power, f, Vector256.Create(0.693147188f));
        power = Vector256.FusedMultiplyAdd(power, f, Vector256<float>.One);
        return (power.AsInt32() + Vector256.ShiftLeft(shifted.AsInt32(), 23)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Maximum(Vector256<float> values)
    {
        var four = Vector128.MaxNative(values.GetLower(), values.GetUpper());
        var two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
