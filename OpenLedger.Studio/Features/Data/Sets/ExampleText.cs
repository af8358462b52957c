using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>What an example says, out of the line of JSON that is stored.</summary>
internal static class ExampleText
{
    public const string Beginning = "beginning";
    public const string Plain = "text";
    public const string Better = "better";
    public const string Worse = "worse";

    /// <summary>Everything that is said, in order.</summary>
    public static IReadOnlyList<Turn> Turns(string content) => Parse(content) is { } example ? Turns(example) : [new Turn(Plain, content, false)];

    public static IReadOnlyList<Turn> Turns(JsonObject example) => example switch
    {
        _ when example["messages"] is JsonArray messages => [.. messages.Select(message => Said(message, null))],
        _ when example["chosen"] is JsonArray chosen && example["rejected"] is JsonArray rejected =>
        [
            .. (example["prompt"] as JsonArray ?? []).Select(message => Said(message, null) with { IsLearned = false }),
            .. chosen.Select(message => Said(message, Better)),
            .. rejected.Select(message => Said(message, Worse)),
        ],
        _ when example["completion"] is { } completion => [new Turn(Beginning, CellText.Of(example["prompt"]) ?? string.Empty, false), new Turn(Plain, CellText.Of(completion) ?? string.Empty, true)],
        _ => [new Turn(Plain, CellText.Of(example["text"]) ?? string.Empty, true)],
    };

    /// <summary>The last thing that is asked, and what is answered to it; empty where there is none.</summary>
    public static (string Question, string Answer) Ends(IReadOnlyList<Turn> turns)
    {
        var answer = turns.LastOrDefault(turn => turn.IsLearned || turn.Role is Better);
        var question = turns.LastOrDefault(turn => turn.Role is MessageReader.User or Beginning);
        return (question?.Text ?? string.Empty, answer?.Text ?? string.Empty);
    }

    public static ExampleShape ShapeOf(JsonObject example) => example switch
    {
        _ when example.ContainsKey("messages") => ExampleShape.Chat,
        _ when example.ContainsKey("chosen") => ExampleShape.Preference,
        _ => ExampleShape.Text,
    };

    public static JsonObject? Parse(string content)
    {
        try
        {
            return JsonNode.Parse(content) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Turn Said(JsonNode? message, string? part)
    {
        var role = CellText.Of(message?[MessageReader.Role]) ?? string.Empty;
        var text = CellText.Of(message?[MessageReader.Content]) ?? string.Empty;
        if (message?[MessageReader.ToolCalls] is { } calls)
        {
            text = text.Length == 0 ? calls.ToJsonString(CanonicalExample.Spelling) : $"{text}\n{calls.ToJsonString(CanonicalExample.Spelling)}";
        }

        var isLearned = role == MessageReader.Assistant && CellText.Of(message?[MessageReader.Weight]) != "0";
        return new Turn(part ?? role, text, isLearned && part is null);
    }
}
