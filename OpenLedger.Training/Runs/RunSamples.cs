using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenLedger.Training.Runs;

/// <summary>One of the few questions that are asked again and again, with the answer of that moment.</summary>
/// <param name="Kind"><c>new</c>: about what is to be learned; <c>kept</c>: general; <c>example</c>: the beginning of an example.</param>
/// <param name="Question">The last thing the user says, or the beginning of the text.</param>
/// <param name="Answer">What the model says.</param>
/// <param name="Expected">What the data says, where it says it.</param>
/// <param name="Right">Whether the answer is right; null where nothing tells.</param>
public sealed record SampleAnswer(
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("question")] string Question,
    [property: JsonPropertyName("answer")] string Answer,
    [property: JsonPropertyName("expected")] string? Expected = null,
    [property: JsonPropertyName("right")] bool? Right = null);

/// <summary>The answers of one moment, a line of <c>samples.jsonl</c>.</summary>
/// <param name="Step">Steps made; 0 is the base model.</param>
/// <param name="IsResult">Whether it is the adapter that the run ended with.</param>
/// <param name="Answers">The same questions each time.</param>
public sealed record RunSample(
    [property: JsonPropertyName("step")] int Step,
    [property: JsonPropertyName("result")] bool IsResult,
    [property: JsonPropertyName("answers")] IReadOnlyList<SampleAnswer> Answers);

/// <summary>The record of the answers.</summary>
public static class RunSamples
{
    private const long LargestFile = 50_000_000;

    private static readonly JsonSerializerOptions Format = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>All whole lines; one that a crash cut is left out. Empty where there are none or the file cannot be read.</summary>
    public static IReadOnlyList<RunSample> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= LargestFile } ? [.. Lines(path).Select(Parse).OfType<RunSample>()] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    internal static void Add(string path, RunSample sample)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Write([.. JsonSerializer.SerializeToUtf8Bytes(sample, Format), (byte)'\n']);
        file.Flush();
    }

    /// <summary>Takes away what was said after so many steps, since those will be made again.</summary>
    internal static void CutAfter(string path, int steps)
    {
        if (Read(path) is { Count: > 0 } samples)
        {
            Checkpoints.AtomicFile.Write(path, stream =>
            {
                foreach (var sample in samples.Where(sample => sample.Step <= steps && !sample.IsResult))
                {
                    stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(sample, Format), (byte)'\n']);
                }
            });
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static RunSample? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RunSample>(line, Format) is { Answers: not null } sample ? sample : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
