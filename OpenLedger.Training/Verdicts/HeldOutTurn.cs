namespace OpenLedger.Training.Verdicts;

/// <summary>
/// Whether and since when the held-out loss gets worse again: whether a curve that falls and then rises explains it surely better than
/// one that only falls. Held-out losses are few, so both are fitted whole and the jitter is what the better one leaves over.
/// </summary>
/// <param name="BestStep">Step of the best held-out loss.</param>
/// <param name="Best">The best held-out loss, without its jitter.</param>
/// <param name="End">The held-out loss now, without its jitter.</param>
/// <param name="Turned">Whether it is surely and noticeably worse now than it was.</param>
internal sealed record HeldOutTurn(int BestStep, double Best, double End, bool Turned)
{
    private const int Fewest = 3;
    private const int FewestToFit = 6;
    private const int MostPoints = 24;

    // Worse by less than this is not worth a word; with too few measurements to fit it must be plain.
    private const double LeastRise = 0.04;
    private const double PlainRise = 0.1;

    // How much better the curve that turns must fit, in squared deviations.
    private const double SureGain = 13;

    // What is thought of the jitter of one measurement before any is seen, and how many measurements that thought is worth.
    private const double UsualJitter = 0.012;
    private const double ThoughtWorth = 3;

    // Parameters of the curve that turns: two levels, the rise, the time of the turn.
    private const int Parameters = 4;

    private static readonly double[] FallRates = [0, 1.5, 3, 6, 12];
    private static readonly double[] RisePowers = [0.6, 1, 1.7];

    /// <summary>Null with too few measurements.</summary>
    public static HeldOutTurn? Of(double[] steps, double[] losses)
    {
        if (losses.Length < Fewest || losses.Min() <= 0)
        {
            return null;
        }

        if (losses.Length < FewestToFit)
        {
            var best = Array.IndexOf(losses, losses.Min());
            return new HeldOutTurn((int)steps[best], losses[best], losses[^1], best < losses.Length - 1 && losses[^1] > losses[best] * (1 + PlainRise));
        }

        var (times, levels) = Thinned(steps, losses);
        var span = times[^1] - times[0];
        return Fitted([.. times.Select(time => (time - times[0]) / span)], levels, times);
    }

    private static HeldOutTurn Fitted(double[] times, double[] levels, double[] steps)
    {
        // Relative deviations count: a loss jitters in proportion to its level.
        var weights = levels.Select(level => 1 / (level * level)).ToArray();
        var falling = CurveShapes.All.Min(shape => Solve(times, levels, weights, shape, null).Misfit);
        var (turning, turn, low, end) = (double.PositiveInfinity, 0.0, 0.0, 0.0);
        for (var index = 0; index < times.Length - 1; index++)
        {
            var at = times[index];
            foreach (var (fall, rise) in Turns(at))
            {
                var fit = Solve(times, levels, weights, fall, rise);
                var (lowest, last) = (fit.Base + (fit.Height * fall(at)), fit.Base + (fit.Height * fall(1)) + (fit.Rise * rise(1)));
                if (fit.Misfit < turning && fit.Rise > 0 && fit.Height >= 0 && lowest > 0)
                {
                    (turning, turn, low, end) = (fit.Misfit, at, lowest, last);
                }
            }
        }

        var jitter = (turning + (ThoughtWorth * UsualJitter * UsualJitter)) / (Math.Max(1, times.Length - Parameters) + ThoughtWorth);
        var turned = end > low * (1 + LeastRise) && falling - turning > SureGain * jitter;
        return new HeldOutTurn((int)steps[Math.Max(0, Array.IndexOf(times, turn))], low, end, turned);
    }

    /// <summary>Falls that end at a time, straight or bent, each with rises from there.</summary>
    private static IEnumerable<(Func<double, double> Fall, Func<double, double> Rise)> Turns(double at)
    {
        foreach (var rate in FallRates)
        {
            Func<double, double> fall = at <= 0 ? _ => 0
                : rate == 0 ? time => Math.Max(0, 1 - (time / at))
                : time => (Math.Exp(-rate * Math.Min(time, at) / at) - Math.Exp(-rate)) / (1 - Math.Exp(-rate));
            foreach (var power in RisePowers)
            {
                yield return (fall, time => time <= at ? 0 : Math.Pow((time - at) / (1 - at), power));
            }

            if (at <= 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Weighted least squares of base + height · fall + rise · rising.</summary>
    private static (double Base, double Height, double Rise, double Misfit) Solve(
        double[] times, double[] levels, double[] weights, Func<double, double> fall, Func<double, double>? rise)
    {
        var columns = new[] { [.. times.Select(_ => 1.0)], times.Select(fall).ToArray(), rise is null ? new double[times.Length] : [.. times.Select(rise)] };
        var solution = LeastSquares.Solve(columns, levels, weights);
        var misfit = 0.0;
        for (var index = 0; index < times.Length; index++)
        {
            var off = levels[index] - solution[0] - (solution[1] * columns[1][index]) - (solution[2] * columns[2][index]);
            misfit += weights[index] * off * off;
        }

        return (solution[0], solution[1], solution[2], misfit);
    }

    private static (double[] Times, double[] Levels) Thinned(double[] steps, double[] losses)
    {
        if (losses.Length <= MostPoints)
        {
            return (steps, losses);
        }

        var (times, levels) = (new double[MostPoints], new double[MostPoints]);
        for (var block = 0; block < MostPoints; block++)
        {
            var (first, end) = (block * losses.Length / MostPoints, (block + 1) * losses.Length / MostPoints);
            times[block] = steps[(first + end - 1) / 2];
            levels[block] = CurveBlocks.TrimmedMean(losses.AsSpan(first, end - first));
        }

        return (times, levels);
    }
}
