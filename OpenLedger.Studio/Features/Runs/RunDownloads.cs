using System.Globalization;
using System.Text;
using OpenLedger.Studio.Accounts;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What was measured in a run as a table to take away.</summary>
internal static class RunDownloads
{
    public static void MapRunDownloads(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/runs/{id}/metrics.csv", (string id, RunDesk desk, CurrentAccount me) =>
            RunId.TryParse(id, out var run) && desk.Find(run, me) is not null
                ? Results.File(Encoding.UTF8.GetBytes(Table(All(desk, run), desk.HeldOutBefore(run))), "text/csv; charset=utf-8", $"run-{run}.csv")
                : Results.NotFound());

    // A long record comes in several bites.
    private static List<RunMetric> All(RunDesk desk, RunId run)
    {
        var all = new List<RunMetric>();
        for (long offset = 0; desk.MetricsOf(run, offset) is { Metrics.Count: > 0, Restarted: false } bite; offset = bite.Next)
        {
            all.AddRange(bite.Metrics);
        }

        return all;
    }

    /// <summary>Numbers alone, with a point and no grouping, as every program reads them.</summary>
    public static string Table(IReadOnlyList<RunMetric> metrics, double? heldOutBefore)
    {
        var text = new StringBuilder("step,loss,held_out_loss,learning_rate,gradient_norm,tokens_per_second,memory_bytes\n");
        if (heldOutBefore is { } before)
        {
            text.Append(CultureInfo.InvariantCulture, $"0,,{Cell(before)},,,,\n");
        }

        foreach (var metric in metrics)
        {
            text.Append(CultureInfo.InvariantCulture, $"{metric.Step},{Cell(metric.Loss)},{Cell(metric.HeldOutLoss)},{Cell(metric.LearningRate)},{Cell(metric.GradientNorm)},{Cell(metric.TokensPerSecond)},{Cell(metric.MemoryBytes)}\n");
        }

        return text.ToString();
    }

    private static string Cell(double? value) => value is { } known && double.IsFinite(known) ? known.ToString("R", CultureInfo.InvariantCulture) : value is null ? string.Empty : "NaN";
}
