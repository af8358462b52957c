namespace OpenLedger.Training.Verdicts;

/// <summary>
/// A jittering curve as few means of neighbouring points, each with how sure it is. The jitter is measured from the differences of
/// neighbours, so it may be large or small, the same everywhere or in proportion to the loss, and its scale does not matter.
/// </summary>
internal sealed class CurveBlocks
{
    private const int MostBlocks = 40;
    private const double Trimmed = 0.1;
    private const int FewestToTrim = 5;
    private const int FewestDifferences = 6;

    // The least that a mean is trusted to: a curve without jitter is not a law of nature either.
    private const double LeastRelativeDeviation = 0.004;

    // A jump far beyond the usual one counts as a spike and not as jitter.
    private const double SpikeFactor = 16;

    private CurveBlocks(double[] times, double[] levels, double[] variances, double[] pointVariances)
    {
        (Times, Levels, Variances, PointVariances) = (times, levels, variances, pointVariances);
    }

    /// <summary>Middle of each block, in steps.</summary>
    public double[] Times { get; }

    /// <summary>Trimmed mean of each block.</summary>
    public double[] Levels { get; }

    /// <summary>Variance of that mean.</summary>
    public double[] Variances { get; }

    /// <summary>Variance of a single point around there.</summary>
    public double[] PointVariances { get; }

    public int Count => Levels.Length;

    /// <summary>Blocks of finite points in the order of their steps.</summary>
    public static CurveBlocks Of(double[] steps, double[] losses)
    {
        var count = Math.Min(MostBlocks, losses.Length);
        var (times, levels, variances, pointVariances) = (new double[count], new double[count], new double[count], new double[count]);
        for (var block = 0; block < count; block++)
        {
            var (first, end) = Bounds(block, count, losses.Length);
            var size = end - first;
            times[block] = steps.AsSpan(first, size).ToArray().Average();
            levels[block] = TrimmedMean(losses.AsSpan(first, size));
            pointVariances[block] = JitterAround(losses, first, end);
            var least = LeastRelativeDeviation * Math.Abs(levels[block]);
            variances[block] = (pointVariances[block] / size) + (least * least) + double.Epsilon;
        }

        return new CurveBlocks(times, levels, variances, pointVariances);
    }

    /// <summary>The mean without the tenth at each end.</summary>
    public static double TrimmedMean(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var cut = sorted.Length >= FewestToTrim ? (int)Math.Max(1, Trimmed * sorted.Length) : 0;
        return sorted.AsSpan(cut, sorted.Length - (2 * cut)).ToArray().Average();
    }

    public static double Median(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static (int First, int End) Bounds(int block, int count, int length) =>
        ((int)((long)block * length / count), (int)((long)(block + 1) * length / count));

    /// <summary>Half the mean squared difference of neighbours in and around a stretch.</summary>
    private static double JitterAround(double[] losses, int first, int end)
    {
        var reach = Math.Max(end - first, FewestDifferences);
        var (from, to) = (Math.Max(1, first - (reach / 2)), Math.Min(losses.Length, end + (reach / 2)));
        if (to - from < FewestDifferences)
        {
            (from, to) = (Math.Max(1, Math.Min(from, losses.Length - FewestDifferences)), Math.Min(losses.Length, Math.Max(to, FewestDifferences + 1)));
        }

        if (to <= from)
        {
            return 0;
        }

        var squares = new double[to - from];
        for (var index = from; index < to; index++)
        {
            var difference = losses[index] - losses[index - 1];
            squares[index - from] = difference * difference;
        }

        var most = SpikeFactor * Median(squares);
        return squares.Select(square => most > 0 ? Math.Min(square, most) : square).Average() / 2;
    }
}
