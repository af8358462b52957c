using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenLedger.Training.Runs;

/// <summary>One line of <c>metrics.jsonl</c>: what a step showed.</summary>
public sealed record StepMetrics(
    [property: JsonPropertyName("step")] int Step,
    [property: JsonPropertyName("loss")] double Loss,
    [property: JsonPropertyName("learning_rate")] double LearningRate,
    [property: JsonPropertyName("grad_norm")] double GradNorm,
    [property: JsonPropertyName("tokens_per_second")] double TokensPerSecond,
    [property: JsonPropertyName("epoch")] int Epoch,
    [property: JsonPropertyName("eval_loss")] double? HeldOutLoss,
    [property: JsonPropertyName("memory_bytes")] long? MemoryBytes = null);

/// <summary>The record of a run's steps. A line is on disk before anyone is told of it.</summary>
public sealed class RunMetrics : IDisposable
{
    private static readonly JsonSerializerOptions Format = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly FileStream _file;

    /// <summary>Opens the record and cuts off what was written after <paramref name="steps"/> steps, since those will be made again.</summary>
    public RunMetrics(string path, int steps)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _file.SetLength(EndOf(steps));
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>All whole lines of a record; a line that a crash cut is left out.</summary>
    public static IReadOnlyList<StepMetrics> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        var lines = new List<StepMetrics>();
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is { } metrics)
            {
                lines.Add(metrics);
            }
        }

        return lines;
    }

    /// <summary>One line as it is written.</summary>
    public static byte[] Line(StepMetrics metrics) => JsonSerializer.SerializeToUtf8Bytes(metrics, Format);

    /// <summary>Adds a line.</summary>
    public void Add(StepMetrics metrics)
    {
        _file.Write([.. Line(metrics), (byte)'\n']);
        _file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static StepMetrics? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<StepMetrics>(line, Format);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private long EndOf(int steps)
    {
        _file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(_file, System.Text.Encoding.Latin1, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var content = reader.ReadToEnd();
        long end = 0;
        for (int start = 0, stop; (stop = content.IndexOf('\n', start)) >= 0; start = stop + 1)
        {
            if (Parse(content[start..stop]) is not { } metrics || metrics.Step > steps)
            {
                break;
            }

            end = stop + 1;
        }

        return end;
    }
}
