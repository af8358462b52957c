using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Training.Datasets;

/// <summary>
/// Brings the messages of a conversation into the one shape that chat templates read: <c>role</c>, <c>content</c> as one text.
/// A list of text parts becomes their text. A <c>weight</c> (OpenAI) or <c>loss_weight</c> (LLaMA-Factory) of 0 on an assistant
/// message is kept as <c>"weight": 0</c>: read, not learned.
/// </summary>
internal static class ChatMessages
{
    private const string LossWeight = "loss_weight";

    /// <summary>Normalises the list in place.</summary>
    public static void Normalize(RowFields row, JsonArray messages, string field)
    {
        if (messages.Count == 0)
        {
            throw row.Problem(field, "is empty. A conversation needs at least one message.");
        }

        for (var index = 0; index < messages.Count; index++)
        {
            var place = FormattableString.Invariant($"{field}[{index}]");
            Normalize(row, row.ObjectOf(messages[index], place), place);
        }
    }

    /// <summary>A message of its own.</summary>
    public static JsonObject Of(string role, string content) =>
        new() { [ExampleFields.Role] = role, [ExampleFields.Content] = content };

    private static void Normalize(RowFields row, JsonObject message, string place)
    {
        var roleField = $"{place}.{ExampleFields.Role}";
        var role = row.TextOf(message[ExampleFields.Role], roleField);
        var meant = role.ToLowerInvariant() switch
        {
            "human" => ExampleFields.User,
            "gpt" or "bot" or "ai" or "model" => ExampleFields.Assistant,
            _ => null,
        };
        if (role.Length == 0 || meant is not null)
        {
            throw row.Problem(roleField, $"is \"{role}\". Chat templates know \"system\", \"user\", \"assistant\" and \"tool\": write \"{meant ?? ExampleFields.User}\".");
        }

        NormalizeContent(row, message, $"{place}.{ExampleFields.Content}");
        NormalizeWeight(row, message, role, place);
    }

    private static void NormalizeContent(RowFields row, JsonObject message, string field)
    {
        switch (message[ExampleFields.Content])
        {
            case null when message[ExampleFields.ToolCalls] is not null:
                break;
            case null:
                throw row.Problem(field, "is missing. Write what is said; \"\" if nothing is.");
            case JsonArray parts:
                message[ExampleFields.Content] = JoinParts(row, parts, field);
                break;
            case var content:
                row.TextOf(content, field);
                break;
        }
    }

    private static string JoinParts(RowFields row, JsonArray parts, string field)
    {
        var texts = new List<string>(parts.Count);
        for (var index = 0; index < parts.Count; index++)
        {
            var place = FormattableString.Invariant($"{field}[{index}]");
            if (parts[index] is JsonValue)
            {
                texts.Add(row.TextOf(parts[index], place));
                continue;
            }

            var part = row.ObjectOf(parts[index], place);
            var type = row.TextOf(part["type"], $"{place}.type");
            if (type != "text")
            {
                throw row.Problem($"{place}.type", $"is \"{type}\". Only text can be learned here: take the part out, or the row.");
            }

            texts.Add(row.TextOf(part["text"] ?? part["value"], $"{place}.text"));
        }

        return string.Concat(texts);
    }

    private static void NormalizeWeight(RowFields row, JsonObject message, string role, string place)
    {
        var name = message.ContainsKey(LossWeight) ? LossWeight : ExampleFields.Weight;
        if (message[name] is not { } node)
        {
            return;
        }

        var weight = node.GetValueKind() == JsonValueKind.Number ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : double.NaN;
        var learned = role == ExampleFields.Assistant;
        if (weight != 0 && weight != 1)
        {
            throw row.Problem($"{place}.{name}", "must be 0 (not learned) or 1 (learned).");
        }

        if (weight == 1 && !learned)
        {
            throw row.Problem($"{place}.{name}", $"is 1, but only what the assistant says is learned, and this is said by \"{role}\". Write 0 or take it out.");
        }

        message.Remove(name);
        if (weight == 0 && learned)
        {
            message[ExampleFields.Weight] = 0;
        }
    }
}
