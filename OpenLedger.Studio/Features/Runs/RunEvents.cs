using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What happened to a run.</summary>
public enum RunEventKind
{
    Queued,
    Started,
    WentOn,
    Paused,
    Stopped,
    Failed,
    Finished,
    Interrupted,
    Renamed,
    Shared,
    Found,
    BegunAgain,
    Kept,
    Told,
    NotTold,
    ShareAsked,
    SentBack,
    BroughtBack,
}

/// <summary>A line of a run's log.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Who">Id of the account that did it; null where nobody did.</param>
/// <param name="Step">The step that it happened at.</param>
/// <param name="Detail">A name or a reason.</param>
public sealed record RunEvent(
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("event")] RunEventKind Kind,
    [property: JsonPropertyName("who")] string? Who = null,
    [property: JsonPropertyName("step")] int? Step = null,
    [property: JsonPropertyName("detail")] string? Detail = null);

/// <summary>The log of a run, <c>events.jsonl</c> in its folder: lines are only ever added.</summary>
internal static class RunEvents
{
    public const string FileName = "events.jsonl";

    private const long LargestFile = 5_000_000;
    private const int LongestDetail = 2_000;

    private static readonly JsonSerializerOptions Form = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly Lock Writing = new();

    /// <summary>Adds a line. A log that cannot be written stops nothing.</summary>
    public static void Add(string path, RunEvent line)
    {
        var detail = line.Detail?.Length > LongestDetail ? line.Detail[..LongestDetail] : line.Detail;
        try
        {
            lock (Writing)
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line with { Detail = detail }, Form), (byte)'\n']);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The disk is full, or the folder is gone: the run itself says so.
        }
    }

    /// <summary>All whole lines, oldest first.</summary>
    public static IReadOnlyList<RunEvent> Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= LargestFile } ? [.. File.ReadLines(path).Select(Line).OfType<RunEvent>()] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static RunEvent? Line(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent>(line, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
