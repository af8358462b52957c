using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// Brings the messages of a row into the shape that chat templates read, whoever wrote them: OpenAI's role and content, ShareGPT's from
/// and value, pairs of human and assistant. A list of text parts becomes their text; a weight of 0 is kept, read but not learned.
/// </summary>
internal static class MessageReader
{
    public const string Role = "role";
    public const string Content = "content";
    public const string System = "system";
    public const string User = "user";
    public const string Assistant = "assistant";
    public const string ToolCalls = "tool_calls";
    public const string Weight = "weight";

    private const string LossWeight = "loss_weight";

    /// <summary>A message of its own.</summary>
    public static JsonObject Of(string role, string content) => new() { [Role] = role, [Content] = content };

    /// <summary>The messages of a list that stands at <paramref name="field"/>.</summary>
    public static JsonArray Read(RowCells row, JsonArray list, string field)
    {
        var messages = new JsonArray();
        for (var index = 0; index < list.Count; index++)
        {
            var place = FormattableString.Invariant($"{field}[{index}]");
            switch (list[index])
            {
                case JsonObject turn when turn.ContainsKey("from") && !turn.ContainsKey(Role):
                    messages.Add(Of(RoleOf(row, turn["from"], $"{place}.from"), row.TextOf(turn["value"], $"{place}.value")));
                    break;
                case JsonObject pair when !pair.ContainsKey(Role) && pair.ContainsKey(Assistant) && (pair.ContainsKey("human") || pair.ContainsKey(User)):
                    var asked = pair.ContainsKey("human") ? "human" : User;
                    messages.Add(Of(User, row.TextOf(pair[asked], $"{place}.{asked}")));
                    messages.Add(Of(Assistant, row.TextOf(pair[Assistant], $"{place}.{Assistant}")));
                    break;
                case JsonObject message:
                    messages.Add(Message(row, message, place));
                    break;
                default:
                    throw row.Problem(place, ProblemKind.Field, "must be a message with \"role\" and \"content\", but is {0}. Write it so, or take it out.", CellText.Kind(list[index]));
            }
        }

        return messages;
    }

    /// <summary>The role in the field's words, by whatever word it is given.</summary>
    public static string? Meaning(string speaker) => speaker.Trim().ToLowerInvariant() switch
    {
        "user" or "human" or "prompter" => User,
        "assistant" or "gpt" or "chatgpt" or "bing" or "bard" or "bot" or "model" or "ai" => Assistant,
        "system" or "developer" => System,
        "tool" or "observation" or "function" or "function_response" or "tool_response" or "ipython" => "tool",
        _ => null,
    };

    private static JsonObject Message(RowCells row, JsonObject given, string place)
    {
        var role = RoleOf(row, given[Role], $"{place}.{Role}");
        var message = new JsonObject { [Role] = role };
        if (ContentOf(row, given, $"{place}.{Content}") is { } content)
        {
            message[Content] = content;
        }

        foreach (var (name, value) in given)
        {
            if (name is not (Role or Content or Weight or LossWeight))
            {
                message[name] = value?.DeepClone();
            }
        }

        if (role == Assistant && IsUnweighted(row, given, place))
        {
            message[Weight] = 0;
        }

        return message;
    }

    private static string RoleOf(RowCells row, JsonNode? node, string field)
    {
        var speaker = row.TextOf(node, field);
        return Meaning(speaker) ?? throw row.Problem(
            field, ProblemKind.Role, "is \"{0}\", and nobody knows who that is. Write \"user\" for who asks and \"assistant\" for who answers.", speaker.Length > 40 ? speaker[..40] : speaker);
    }

    private static string? ContentOf(RowCells row, JsonObject given, string field) => given[Content] switch
    {
        null when given[ToolCalls] is not null => null,
        null => throw row.Problem(field, ProblemKind.Field, "is missing. Write what is said."),
        JsonArray parts => Joined(row, parts, field),
        var content => row.TextOf(content, field),
    };

    private static string Joined(RowCells row, JsonArray parts, string field)
    {
        var texts = new List<string>(parts.Count);
        for (var index = 0; index < parts.Count; index++)
        {
            var place = FormattableString.Invariant($"{field}[{index}]");
            if (parts[index] is not JsonObject part)
            {
                texts.Add(row.TextOf(parts[index], place));
                continue;
            }

            var type = CellText.Of(part["type"]) ?? string.Empty;
            texts.Add(type == "text"
                ? row.TextOf(part["text"] ?? part["value"], $"{place}.text")
                : throw row.Problem($"{place}.type", ProblemKind.Field, "is \"{0}\". Only text can be learned here: take the part out, or the row.", type.Length > 40 ? type[..40] : type));
        }

        return string.Concat(texts);
    }

    private static bool IsUnweighted(RowCells row, JsonObject given, string place)
    {
        var name = given.ContainsKey(LossWeight) ? LossWeight : Weight;
        if (given[name] is not { } node)
        {
            return false;
        }

        var weight = node.GetValueKind() == JsonValueKind.Number ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : double.NaN;
        return weight is 0 or 1
            ? weight == 0
            : throw row.Problem($"{place}.{name}", ProblemKind.Field, "must be 0 (not learned) or 1 (learned).");
    }
}
