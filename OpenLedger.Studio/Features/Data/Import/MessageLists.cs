using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Training.Json;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Knows a list of messages by its members, also where a cell of a table holds it as text.</summary>
internal static class MessageLists
{
    /// <summary>The list, if the cell holds one.</summary>
    public static JsonArray? Of(JsonNode? cell) => Listed(cell) is { Count: > 0 } list && IsMessage(list[0]) ? list : null;

    /// <summary>Whether it looks like something that somebody says.</summary>
    public static bool IsMessage(JsonNode? node) =>
        node is JsonObject message && ((message.ContainsKey("role") && (message.ContainsKey("content") || message.ContainsKey("tool_calls")))
            || (message.ContainsKey("from") && message.ContainsKey("value"))
            || (message.ContainsKey("human") && message.ContainsKey("assistant"))
            || (message.ContainsKey("user") && message.ContainsKey("assistant")));

    /// <summary>The list that a cell holds, or that its text spells; null if it holds none.</summary>
    public static JsonArray? Listed(JsonNode? cell)
    {
        if (cell is JsonArray list)
        {
            return list;
        }

        if (CellText.Of(cell)?.Trim() is not ['[', .., ']'] text)
        {
            return null;
        }

        return Parsed(text) ?? (IsPythonList(text) && PythonLiteral.ToJson(text) is { } json ? Parsed(json) : null);
    }

    /// <summary>Whether a text spells a list as Python prints it: with single quotes, which is no JSON.</summary>
    public static bool IsPythonList(string text) =>
        text.TrimStart() is ['[', '{', '\'', ..] or ['[', '\'', ..] && text.TrimEnd().EndsWith(']');

    private static JsonArray? Parsed(string text)
    {
        try
        {
            return StrictJson.Parse(Encoding.UTF8.GetBytes(text)) as JsonArray;
        }
        catch (StrictJsonException)
        {
            return null;
        }
    }
}
