using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// What of a line of the log may leave the studio: when, how grave, which part, the fixed text of the program with its gaps
/// unfilled, ids and counts, and where an exception came from. Everything else is left out, known or not.
/// </summary>
internal static partial class LogScrubbing
{
    private const string TextKey = "@mt";
    private const string ExceptionKey = "@x";
    private const string Left = "(left out)";

    // Values that say nothing about a person: each must have the form of an id or a number besides.
    private static readonly string[] Harmless = ["Run", "Reference", "Attempt", "Step", "Count", "StatusCode", "Method", "ElapsedMilliseconds", "EventId"];

    private static readonly string[] Known = ["OpenLedger.", "Microsoft.", "System.", "Quartz"];

    [GeneratedRegex(@"^[A-Za-z0-9.:_-]{1,64}\z")]
    private static partial Regex IdForm { get; }

    [GeneratedRegex(@"^(?:\s*--->\s*)?([A-Za-z0-9_.+`]+Exception)\b")]
    private static partial Regex ExceptionName { get; }

    [GeneratedRegex(@"^\s+at ([A-Za-z0-9_.<>`\[\],+|$&*~@()= -]+?)(?: in .+)?\z")]
    private static partial Regex Frame { get; }

    /// <summary>The line as it may leave; null where it is none.</summary>
    public static string? Line(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject told ? Told(told).ToJsonString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject Told(JsonObject line)
    {
        var source = Text(line, "SourceContext");
        var isKnown = source is not null && Known.Any(name => source.StartsWith(name, StringComparison.Ordinal)) && IdForm.IsMatch(source);
        var told = new JsonObject
        {
            ["time"] = Text(line, "@t") is { } time && IdForm.IsMatch(time) ? time : null,
            ["level"] = Text(line, "@l") is { } level && IdForm.IsMatch(level) ? level : "Information",
            ["source"] = isKnown ? source : Left,
            ["text"] = isKnown ? Text(line, TextKey) : Left,
        };
        foreach (var name in Harmless)
        {
            if (line[name] is JsonValue value && value.ToString() is { } text && IdForm.IsMatch(text))
            {
                told[name] = text;
            }
        }

        if (Text(line, ExceptionKey) is { } exception)
        {
            told["exception"] = new JsonArray([.. exception.Split('\n').Select(Exception).OfType<string>().Select(text => (JsonNode)text)]);
        }

        return told;
    }

    /// <summary>Its kind and where it came from; its words and the places of files are left out.</summary>
    private static string? Exception(string line)
    {
        line = line.TrimEnd();
        return Frame.Match(line) is { Success: true } frame ? $"at {frame.Groups[1].Value}" : ExceptionName.Match(line) is { Success: true } name ? name.Groups[1].Value : null;
    }

    private static string? Text(JsonObject line, string name) => line[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
