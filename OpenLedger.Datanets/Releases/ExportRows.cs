using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenLedger.Datanets.Releases;

/// <summary>An entry as a row of each format. A format that cannot hold an entry has no row for it.</summary>
internal static class ExportRows
{
    private const string System = "system";
    private const string User = "user";
    private const string Assistant = "assistant";

    /// <summary>The columns of the table, in their order.</summary>
    public static readonly string[] Columns = ["entryId", "revision", "category", "licence", System, "prompt", "response", "chosen", "rejected", "title", "text", "messages"];

    /// <summary>The row as JSON; null where this format cannot hold the entry.</summary>
    public static JsonObject? Json(ReleaseEntry entry, ReleaseFormat format)
    {
        var row = format switch
        {
            ReleaseFormat.Messages => Messages(entry.Fields),
            ReleaseFormat.Alpaca => Alpaca(entry.Fields),
            ReleaseFormat.PromptCompletion => PromptCompletion(entry.Fields),
            ReleaseFormat.Preference => Preference(entry.Fields),
            ReleaseFormat.Text => Passage(entry.Fields),
            _ => null,
        };
        if (row is not null)
        {
            row["entryId"] = entry.Id.Text;
            row["category"] = entry.Category;
            row["licence"] = entry.Licence;
        }

        return row;
    }

    /// <summary>The cells of the table's row.</summary>
    public static IEnumerable<string> Cells(ReleaseEntry entry)
    {
        yield return entry.Id.Text;
        yield return entry.Revision.ToString(CultureInfo.InvariantCulture);
        yield return entry.Category;
        yield return entry.Licence;
        foreach (var column in Columns.Skip(4))
        {
            yield return entry.Fields[column] switch
            {
                null => "",
                JsonArray messages => Datanets.Json.CanonicalJson.Text(messages),
                var text => text.GetValue<string>(),
            };
        }
    }

    private static JsonObject? Messages(JsonObject fields)
    {
        if (fields["messages"] is JsonArray messages)
        {
            return new JsonObject { ["messages"] = messages.DeepClone() };
        }

        return Pair(fields) is var (system, prompt, response)
            ? new JsonObject { ["messages"] = new JsonArray([.. SystemMessage(system), Message(User, prompt), Message(Assistant, response)]) }
            : null;
    }

    private static JsonObject? Alpaca(JsonObject fields)
    {
        if (Pair(fields) is not var (system, prompt, response))
        {
            return null;
        }

        var row = new JsonObject { ["instruction"] = prompt, ["input"] = "", ["output"] = response };
        return With(row, System, system);
    }

    /// <summary>Of two plain texts: what a system message says has no place in it.</summary>
    private static JsonObject? PromptCompletion(JsonObject fields) =>
        Pair(fields) is (null, var prompt, var response) ? new JsonObject { ["prompt"] = prompt, ["completion"] = response } : null;

    private static JsonObject? Preference(JsonObject fields) =>
        Text(fields, "prompt") is { } prompt && Text(fields, "chosen") is { } chosen && Text(fields, "rejected") is { } rejected
            ? With(new JsonObject { ["prompt"] = prompt, ["chosen"] = chosen, ["rejected"] = rejected }, System, Text(fields, System))
            : null;

    private static JsonObject? Passage(JsonObject fields) =>
        Text(fields, "text") is { } text ? With(new JsonObject { ["text"] = text }, "title", Text(fields, "title")) : null;

    /// <summary>A question and its answer, of a pair or of a conversation with one turn.</summary>
    private static (string? System, string Prompt, string Response)? Pair(JsonObject fields)
    {
        if (Text(fields, "prompt") is { } prompt && Text(fields, "response") is { } response)
        {
            return (Text(fields, System), prompt, response);
        }

        var turns = (fields["messages"] as JsonArray)?.OfType<JsonObject>().Select(turn => (Role: Text(turn, "role"), Text: Text(turn, "content") ?? "")).ToArray();
        return turns switch
        {
            [(User, var asked), (Assistant, var answered)] => (null, asked, answered),
            [(System, var said), (User, var asked), (Assistant, var answered)] => (said, asked, answered),
            _ => null,
        };
    }

    private static IEnumerable<JsonNode> SystemMessage(string? text) => text is null ? [] : [Message(System, text)];

    private static JsonObject Message(string role, string text) => new() { ["role"] = role, ["content"] = text };

    private static JsonObject With(JsonObject row, string name, string? text)
    {
        if (text is not null)
        {
            row[name] = text;
        }

        return row;
    }

    private static string? Text(JsonObject fields, string name) => fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
