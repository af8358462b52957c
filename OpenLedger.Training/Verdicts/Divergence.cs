namespace OpenLedger.Training.Verdicts;

/// <summary>How the training loss stands against the lowest that it was.</summary>
/// <param name="Lowest">The point, counted from the first, at which it was lowest.</param>
/// <param name="Rise">Its level now as a multiple of the lowest.</param>
/// <param name="Sure">By how many deviations that is more.</param>
/// <param name="Grows">Whether it surely and noticeably grows, or shot up and stayed far above where it began.</param>
/// <param name="ShotUp">Whether it was for a while far above where it began.</param>
/// <param name="Left">Its level now as a multiple of where it began.</param>
internal sealed record Divergence(int Lowest, double Rise, double Sure, bool Grows, bool ShotUp, double Left)
{
    private const double LastShare = 0.06;
    private const int FewestLast = 3;

    // A level that is no longer chance: so many deviations above the lowest, or above the first.
    private const double SureRise = 4.5;

    // Noticeably above the lowest, and a good part of what was won is lost again.
    private const double LeastRise = 1.2;
    private const double LostShare = 0.2;

    // Noticeably above where it began.
    private const double AboveStart = 1.12;

    // Shot up: so many times the first loss, over this share of the points.
    private const double ShotUpTimes = 1.5;
    private const double PeakShare = 0.025;
    private const int Overlaps = 4;

    // Broken: so many times the first losses, and still this many times.
    private const double FarTimes = 2;
    private const double StillAbove = 1.25;

    // The same by the first loss alone, where it shot up within this share of the points: only plain cases count.
    private const double AtOnceShare = 0.1;
    private const double FarTimesOfFirst = 2.5;
    private const double StillAboveFirst = 1.5;

    // The jitter of the end is that of the last quarter.
    private const int EndOfQuarters = 3;
    private const int Quarters = 4;

    // How much less sure a median is than a mean.
    private const double MedianInefficiency = 1.25;

    /// <summary>Null with too few losses.</summary>
    public static Divergence? Of(double[] losses, CurveBlocks blocks)
    {
        var count = blocks.Count;
        if (count < FewestLast)
        {
            return null;
        }

        var smooth = MediansOfThree(blocks.Levels);
        var lowest = Array.IndexOf(smooth, smooth.Min());
        var last = Math.Min(losses.Length, Math.Max(FewestLast, (int)(LastShare * losses.Length)));
        var end = CurveBlocks.Median(losses.AsSpan(losses.Length - last));
        var first = CurveBlocks.Median(losses.AsSpan(0, last));
        var endDeviation = MedianInefficiency * Math.Sqrt(blocks.PointVariances[lowest] / last);
        var lowDeviation = Math.Sqrt(blocks.Variances[lowest]);
        var sure = (end - smooth[lowest]) / Math.Sqrt((endDeviation * endDeviation) + (lowDeviation * lowDeviation));
        var firstDeviation = MedianInefficiency * Math.Sqrt(blocks.PointVariances[0] / last);
        var sureOfStart = (end - first) / Math.Sqrt((endDeviation * endDeviation) + (firstDeviation * firstDeviation));
        var rose = end > LeastRise * smooth[lowest] && end - smooth[lowest] > LostShare * (first - smooth[lowest]) && sure > SureRise;
        var grew = end > AboveStart * first && sureOfStart > SureRise;
        var (broke, since, shotUp) = BrokenBy(losses, blocks, end, last);
        return new Divergence(
            rose || grew || !broke ? lowest * losses.Length / count : since, smooth[lowest] > 0 ? end / smooth[lowest] : 1, sure, rose || grew || broke, shotUp, losses[0] > 0 ? end / losses[0] : 1);
    }

    /// <summary>
    /// A rate that is far too bold breaks a model within the first steps: the loss shoots up, and comes down again to what little is left.
    /// So few losses say where it began that their jitter is taken to be that of the end.
    /// </summary>
    private static (bool Broke, int Since, bool ShotUp) BrokenBy(double[] losses, CurveBlocks blocks, double end, int last)
    {
        var (peak, at, width) = PeakOf(losses);
        var (began, start) = (CurveBlocks.Median(losses.AsSpan(0, FewestLast)), losses[0]);
        var jitter = blocks.PointVariances.Skip(blocks.Count * EndOfQuarters / Quarters).Average();
        double Deviation(double points) => Math.Sqrt((MedianInefficiency * MedianInefficiency * jitter / last) + (jitter / points));
        var ofMedian = 1 / (MedianInefficiency * MedianInefficiency);
        var broke = peak > FarTimes * began && end > StillAbove * began && end - began > SureRise * Deviation(FewestLast * ofMedian);
        var brokeAtOnce = at <= Math.Max(FewestLast, AtOnceShare * losses.Length)
            && peak > FarTimesOfFirst * start && end > StillAboveFirst * start && end - start > SureRise * Deviation(1);
        var shotUp = peak > ShotUpTimes * start && peak - end > SureRise * Deviation(width * ofMedian);
        return (broke || brokeAtOnce, LastBelow(losses, StillAbove * start, at), shotUp);
    }

    /// <summary>The highest median of neighbouring points, and where they begin: a spike of one point is none.</summary>
    private static (double Level, int At, int Width) PeakOf(double[] losses)
    {
        var width = Math.Min(losses.Length, Math.Max(FewestLast, (int)(PeakShare * losses.Length)));
        var (peak, at) = (double.NegativeInfinity, 0);
        for (var first = 0; first + width <= losses.Length; first += Math.Max(1, width / Overlaps))
        {
            var level = CurveBlocks.Median(losses.AsSpan(first, width));
            (peak, at) = level > peak ? (level, first) : (peak, at);
        }

        return (peak, at, width);
    }

    /// <summary>The last point up to another one that is no higher than a level; 0 where none is.</summary>
    private static int LastBelow(double[] losses, double level, int until) => Math.Max(0, Array.FindLastIndex(losses, until, loss => loss <= level));

    private static double[] MediansOfThree(double[] levels)
    {
        var smooth = new double[levels.Length];
        for (var index = 0; index < levels.Length; index++)
        {
            smooth[index] = CurveBlocks.Median([levels[Math.Max(0, index - 1)], levels[index], levels[Math.Min(levels.Length - 1, index + 1)]]);
        }

        return smooth;
    }
}
