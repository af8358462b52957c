namespace OpenLedger.Training.Verdicts;

/// <summary>How the training loss stands against the lowest that it was.</summary>
/// <param name="Lowest">The point, counted from the first, at which it was lowest.</param>
/// <param name="Rise">Its level now as a multiple of the lowest.</param>
/// <param name="Sure">By how many deviations that is more.</param>
/// <param name="Grows">Whether it surely and noticeably grows.</param>
internal sealed record Divergence(int Lowest, double Rise, double Sure, bool Grows)
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
        return new Divergence(lowest * losses.Length / count, smooth[lowest] > 0 ? end / smooth[lowest] : 1, sure, rose || grew);
    }

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
