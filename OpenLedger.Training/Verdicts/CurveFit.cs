namespace OpenLedger.Training.Verdicts;

/// <summary>
/// How a curve falls, by weighing all shapes by how well they fit it. A verdict that needs "where it began", "where it is" and "when it
/// stood still" gets them from here, not from single points.
/// </summary>
/// <param name="Levels">The curve without its jitter, at even times from 0 (its first point) to 1 (its last).</param>
/// <param name="Settled">The time from which next to nothing of the fall was left.</param>
/// <param name="FlatChance">How likely it is that all of it is jitter around one level.</param>
internal sealed record CurveFit(double[] Levels, double Settled, double FlatChance)
{
    // A block farther off the best shape than this many deviations is an outlier, and counts less.
    private const double Outlying = 3;
    private const int Parameters = 3;
    private const double Singular = 1e-12;
    private const double Negligible = 1e-4;
    private const double Impossible = 1e6;

    // It has settled when this share of the fall (of the logarithm) is left.
    private const double LeftWhenSettled = 0.05;
    private const int Grid = CurveShapes.Grid;
    private const double LeastLevel = 0.01;

    // The start of a curve that is first measured late is not thought to lie beyond this many times its first level.
    private const double FarthestStart = 1.5;

    /// <summary>The level at the first point.</summary>
    public double Start => Levels[0];

    /// <summary>The level at the last point.</summary>
    public double End => Levels[^1];

    /// <summary>The share of the start that is gone at the end.</summary>
    public double Drop => DropSince(0);

    /// <summary>The share of the level at some time that is gone at the end.</summary>
    public double DropSince(double time)
    {
        var level = Levels[(int)Math.Round(Math.Clamp(time, 0, 1) * Grid)];
        return level > 0 ? 1 - (End / level) : 0;
    }

    /// <summary>Fits one curve, or two that fell in the same manner at other levels (training and held-out): their times are told by both.</summary>
    /// <param name="curves">One or two curves; the first is the one whose levels are reported.</param>
    public static CurveFit Of(params IReadOnlyList<CurveBlocks> curves)
    {
        var first = curves.Min(curve => curve.Times[0]);
        var span = Math.Max(double.Epsilon, curves.Max(curve => curve.Times[^1]) - first);
        var shapes = CurveShapes.All;
        var misfit = new double[shapes.Count];
        var lines = Array.Empty<(double Base, double Height)>();
        var (flat, points) = (0.0, 0);
        foreach (var curve in curves.Reverse())
        {
            var fit = Weighed(curve, [.. curve.Times.Select(time => (time - first) / span)]);
            for (var shape = 0; shape < shapes.Count; shape++)
            {
                misfit[shape] += fit.Misfits[shape];
            }

            lines = fit.Lines;
            flat += fit.Flat;
            points += curve.Count;
        }

        var best = misfit.Min();
        var weights = misfit.Select(value => Math.Exp((best - value) / 2)).ToArray();
        var whole = weights.Sum();
        var levels = new double[Grid + 1];
        var settled = 0.0;
        for (var shape = 0; shape < shapes.Count; shape++)
        {
            var share = weights[shape] / whole;
            if (share < Negligible)
            {
                continue;
            }

            var own = CurveShapes.Ticks[shape].Select(value => lines[shape].Base + (lines[shape].Height * value)).ToArray();
            settled += share * SettledAt(own);
            for (var tick = 0; tick <= Grid; tick++)
            {
                levels[tick] += share * own[tick];
            }
        }

        // Bayes with the usual price of two more parameters for each curve.
        var pro = Math.Exp(((best - flat) / 2) + (curves.Count * Math.Log(Math.Max(2, points / (double)curves.Count))));
        return new CurveFit(levels, settled, pro / (1 + pro));
    }

    /// <summary>Fits every shape to a curve, twice: the second time without what the best one calls outliers. Misfits are in units of the curve's jitter.</summary>
    private static ((double Base, double Height)[] Lines, double[] Misfits, double Flat) Weighed(CurveBlocks curve, double[] times)
    {
        var weights = curve.Variances.Select(variance => 1 / variance).ToArray();
        var values = CurveShapes.All.Select(shape => times.Select(shape).ToArray()).ToArray();
        var fits = values.Select(shape => Line(shape, curve.Levels, weights)).ToArray();
        var best = Array.IndexOf(fits, fits.MinBy(fit => fit.Misfit));
        var scale = Math.Max(1, fits[best].Misfit / Math.Max(1, curve.Count - Parameters));
        for (var block = 0; block < curve.Count; block++)
        {
            var off = Math.Abs(curve.Levels[block] - fits[best].Base - (fits[best].Height * values[best][block])) * Math.Sqrt(weights[block] / scale);
            weights[block] *= off > Outlying ? Outlying / off : 1;
        }

        fits = [.. values.Select(shape => Line(shape, curve.Levels, weights))];
        scale = Math.Max(1, fits.Min(fit => fit.Misfit) / Math.Max(1, curve.Count - Parameters));
        var flat = Line(new double[curve.Count], curve.Levels, weights).Misfit;
        var farthest = FarthestStart * curve.Levels.Max();
        return (
            [.. fits.Select(fit => (fit.Base, fit.Height))],
            [.. fits.Select(fit => (fit.Misfit / scale) + (fit.Base + fit.Height > farthest || fit.Base + fit.Height < 0 ? Impossible : 0))],
            flat / scale);
    }

    /// <summary>Least squares of base + height · shape.</summary>
    private static (double Base, double Height, double Misfit) Line(double[] shape, double[] levels, double[] weights)
    {
        var (all, sumShape, sumLevel, squares, products) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var index = 0; index < shape.Length; index++)
        {
            all += weights[index];
            sumShape += weights[index] * shape[index];
            sumLevel += weights[index] * levels[index];
            squares += weights[index] * shape[index] * shape[index];
            products += weights[index] * shape[index] * levels[index];
        }

        var determinant = (all * squares) - (sumShape * sumShape);
        var height = determinant > Singular * all * all ? ((all * products) - (sumShape * sumLevel)) / determinant : 0;
        var floor = (sumLevel - (height * sumShape)) / all;
        var misfit = 0.0;
        for (var index = 0; index < shape.Length; index++)
        {
            var off = levels[index] - floor - (height * shape[index]);
            misfit += weights[index] * off * off;
        }

        return (floor, height, misfit);
    }

    private static double SettledAt(double[] levels)
    {
        var (start, end) = (levels[0], levels[^1]);
        if (start <= end)
        {
            return 0;
        }

        var least = LeastLevel * start;
        double Logarithm(double level) => Math.Log(Math.Max(level, least));
        var settled = Logarithm(end) + (LeftWhenSettled * (Logarithm(start) - Logarithm(end)));
        return Array.FindIndex(levels, level => Logarithm(level) <= settled) / (double)Grid;
    }
}
