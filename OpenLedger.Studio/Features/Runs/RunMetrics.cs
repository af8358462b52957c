using System.Text;
using System.Text.Json;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>One line of <c>metrics.jsonl</c>: what was measured at a step; null where it was not measured there.</summary>
public readonly record struct RunMetric(
    int Step, double? Loss, double? HeldOutLoss, double? TokensPerSecond, double? LearningRate = null, double? GradientNorm = null, double? MemoryBytes = null);

/// <summary>
/// Reads the trainer's <c>metrics.jsonl</c> while it grows. A page remembers how far it has read and asks for the rest, so it
/// shows every step once, after a reload as well as while the run goes on.
/// </summary>
internal static class RunMetrics
{
    public const string FileName = "metrics.jsonl";

    private const int LargestBite = 4_000_000;
    private const int TailBytes = 64_000;

    /// <summary>The complete lines from <paramref name="offset"/> on, and where the next call goes on. A file that shrank is read anew.</summary>
    public static (IReadOnlyList<RunMetric> Metrics, long Next, bool Restarted) ReadFrom(string path, long offset)
    {
        try
        {
            using var stream = Open(path);
            var restarted = offset > stream.Length;
            stream.Position = restarted ? 0 : offset;
            var start = stream.Position;
            var bytes = new byte[Math.Min(LargestBite, stream.Length - start)];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var end = bytes.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
            return (Parse(bytes.AsSpan(0, end)), start + end, restarted);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return ([], 0, offset > 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ([], offset, false);
        }
    }

    /// <summary>The last step that was written down; 0 where there is none.</summary>
    public static int LastStep(string path)
    {
        try
        {
            long start;
            using (var stream = Open(path))
            {
                start = Math.Max(0, stream.Length - TailBytes);
            }

            var (metrics, _, _) = ReadFrom(path, start);
            return metrics.Count == 0 ? 0 : metrics[^1].Step;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static List<RunMetric> Parse(ReadOnlySpan<byte> lines)
    {
        var metrics = new List<RunMetric>();
        foreach (var range in lines.Split((byte)'\n'))
        {
            if (Line(lines[range]) is { } metric)
            {
                metrics.Add(metric);
            }
        }

        return metrics;
    }

    private static RunMetric? Line(ReadOnlySpan<byte> line)
    {
        try
        {
            if (line.IsEmpty)
            {
                return null;
            }

            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(line));
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("step", out var step) && step.ValueKind == JsonValueKind.Number && step.TryGetInt32(out var number)
                ? new RunMetric(number, Number(root, "loss"), Number(root, "eval_loss"), Number(root, "tokens_per_second"), Number(root, "learning_rate"), Number(root, "grad_norm"), Number(root, "memory_bytes"))
                : null;
        }
        catch (JsonException)
        {
            // A line that the trainer was cut off in.
            return null;
        }
    }

    // A loss that is no number stands there as a text, since JSON has no number for it.
    private static double? Number(JsonElement line, string name) =>
        !line.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : value.ValueKind == JsonValueKind.String ? double.NaN
        : null;
}
