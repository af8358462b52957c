using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What the chart of a run can show.</summary>
internal static class RunCurves
{
    private const int Training = 0;
    private const int HeldOut = 1;
    private const int Rate = 2;
    private const int Norm = 3;
    private const int Speed = 4;
    private const int Memory = 5;

    // More rows than this tell the eye nothing more; a browser gets them joined.
    private const int MostRows = 4_000;

    public static IReadOnlyList<CurveView> Views(IStringLocalizer words, long? predictedMemory) =>
    [
        new("loss", words["Loss"], [new(Training, words["examples it trains on"], "--accent", IsJittery: true), new(HeldOut, words["held-out examples it never trains on"], "--good", HasDots: true)]),
        new("rate", words["Boldness"], [new(Rate, words["learning rate"], "--accent")], CurveNumbers.Small),
        new("norm", words["Steadiness"], [new(Norm, words["gradient norm"], "--accent", IsJittery: true)]),
        new("speed", words["Speed"], [new(Speed, words["tokens a second"], "--accent", IsJittery: true)], CurveNumbers.Whole),
        new("memory", words["Memory"], [new(Memory, words["measured"], "--accent")], CurveNumbers.Bytes) { Mark = predictedMemory, MarkLabel = words["predicted"] },
    ];

    public static CurveRow Row(RunMetric metric) => new(
        metric.Step, Float(metric.Loss), Float(metric.HeldOutLoss), Float(metric.LearningRate), Float(metric.GradientNorm), Float(metric.TokensPerSecond), Float(metric.MemoryBytes));

    /// <summary>Rows for the chart; very many of them joined, so that a long run opens as fast as a short one.</summary>
    public static IReadOnlyList<CurveRow> Rows(IReadOnlyList<RunMetric> metrics)
    {
        if (metrics.Count <= MostRows)
        {
            return [.. metrics.Select(Row)];
        }

        var size = (int)Math.Ceiling(metrics.Count / (double)MostRows);
        return [.. metrics.Chunk(size).Select(Join)];
    }

    private static CurveRow Join(RunMetric[] part) => new(
        part[^1].Step,
        Mean(part, metric => metric.Loss),
        Float(part.LastOrDefault(metric => metric.HeldOutLoss is not null).HeldOutLoss),
        Float(part[^1].LearningRate),
        Mean(part, metric => metric.GradientNorm),
        Mean(part, metric => metric.TokensPerSecond),
        Mean(part, metric => metric.MemoryBytes));

    private static float Mean(RunMetric[] part, Func<RunMetric, double?> value) => Float(part.Average(value));

    private static float Float(double? value) => value is { } known ? (float)known : float.NaN;
}
