namespace OpenLedger.Training.Verdicts;

/// <summary>
/// The ways in which a loss falls, each from 1 at time 0 towards 0: exponentially at some rate, in a straight line that ends at some
/// time, as a power, or in a bend that comes late. A curve is some mixture of a constant and one of them.
/// </summary>
internal static class CurveShapes
{
    private static readonly double[] Rates = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 10, 12, 15, 19, 24, 30, 40, 60, 100];
    private static readonly double[] Ends = [0.04, 0.06, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
    private static readonly double[] Bends = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
    private static readonly double[] Widths = [0.03, 0.08, 0.15];
    private static readonly double[] Stretches = [5, 20, 100];

    /// <summary>In how many equal parts <see cref="Ticks"/> divide the time.</summary>
    public const int Grid = 100;

    /// <summary>All shapes, as functions of the time from 0 (start) to 1 (now).</summary>
    public static IReadOnlyList<Func<double, double>> All { get; } =
    [
        .. Rates.Select<double, Func<double, double>>(rate => time => Math.Exp(-rate * time)),
        .. Ends.Select<double, Func<double, double>>(end => time => Math.Max(0, 1 - (time / end))),
        .. Bends.SelectMany(_ => Widths, (bend, width) => (Func<double, double>)(time => 1 / (1 + Math.Exp((time - bend) / width)))),
        .. Stretches.SelectMany(_ => new[] { 0.5, 1 }, (stretch, power) => (Func<double, double>)(time => Math.Pow(1 + (stretch * time), -power))),
    ];

    /// <summary>The values of each shape at even times.</summary>
    public static IReadOnlyList<double[]> Ticks { get; } = [.. All.Select(shape => Enumerable.Range(0, Grid + 1).Select(tick => shape(tick / (double)Grid)).ToArray())];
}
