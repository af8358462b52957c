using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Makes pairs of a better and a worse answer of rows, each part as a list of messages.</summary>
internal static class PreferencePairs
{
    private const string Human = "\n\nHuman:";
    private const string Answer = "\n\nAssistant:";

    public static CanonicalExample Of(RowCells row, RowMapping mapping)
    {
        var (chosenColumn, rejectedColumn) = (mapping[ColumnRole.Chosen]!, mapping[ColumnRole.Rejected]!);
        var (chosen, rejected) = (Said(row, chosenColumn), Said(row, rejectedColumn));
        var prompt = mapping[ColumnRole.Prompt] is { } column && row[column] is not null ? Asked(row, column) : new JsonArray();
        if (prompt.Count == 0)
        {
            prompt = TakeCommon(chosen, rejected);
        }
        else
        {
            DropPrompt(prompt, chosen);
            DropPrompt(prompt, rejected);
        }

        if (prompt.Count == 0)
        {
            throw row.Problem(mapping[ColumnRole.Prompt] ?? "prompt", ProblemKind.Field, "is missing: the question that both answers belong to.");
        }

        if (mapping[ColumnRole.System] is { } system && row.Text(system) is { Length: > 0 } said)
        {
            prompt.Insert(0, MessageReader.Of(MessageReader.System, said));
        }

        if (JsonNode.DeepEquals(chosen, rejected))
        {
            throw row.Problem(rejectedColumn, ProblemKind.Field, "says the same as the better answer, so nothing can be told from the two. Write a worse one, or take the row out.");
        }

        var isEmpty = chosen.Count == 0 || rejected.Count == 0 || Conversations.HasEmptyAnswer(chosen);
        return new CanonicalExample(ExampleShape.Preference, new JsonObject { ["prompt"] = prompt, ["chosen"] = chosen, ["rejected"] = rejected }) { HasEmptyAnswer = isEmpty };
    }

    private static JsonArray Asked(RowCells row, string column) =>
        MessageLists.Of(row[column]) is { } list
            ? MessageReader.Read(row, list, column)
            : row.Text(column) is { } text && text.Trim().Length > 0
                ? text.StartsWith(Human, StringComparison.Ordinal) ? Dialogue(text) : [MessageReader.Of(MessageReader.User, text)]
                : [];

    private static JsonArray Said(RowCells row, string column)
    {
        if (MessageLists.Of(row[column]) is { } list)
        {
            return MessageReader.Read(row, list, column);
        }

        if (row[column] is JsonObject message && MessageLists.IsMessage(message))
        {
            return MessageReader.Read(row, [message.DeepClone()], column);
        }

        var text = row.Text(column);
        return text.StartsWith(Human, StringComparison.Ordinal) ? Dialogue(text) : [MessageReader.Of(MessageReader.Assistant, text)];
    }

    /// <summary>Conversations that older sets write as one text, "\n\nHuman: ...\n\nAssistant: ...".</summary>
    private static JsonArray Dialogue(string text)
    {
        var messages = new JsonArray();
        var position = 0;
        while (position < text.Length)
        {
            var isHuman = text.AsSpan(position).StartsWith(Human);
            var from = position + (isHuman ? Human : Answer).Length;
            var next = new[] { text.IndexOf(Human, from, StringComparison.Ordinal), text.IndexOf(Answer, from, StringComparison.Ordinal) }.Where(found => found >= 0).DefaultIfEmpty(text.Length).Min();
            messages.Add(MessageReader.Of(isHuman ? MessageReader.User : MessageReader.Assistant, text[from..next].Trim()));
            position = next;
        }

        return messages;
    }

    /// <summary>Both hold the whole conversation: what they begin with alike is the question.</summary>
    private static JsonArray TakeCommon(JsonArray chosen, JsonArray rejected)
    {
        var prompt = new JsonArray();
        while (chosen.Count > 1 && rejected.Count > 1 && JsonNode.DeepEquals(chosen[0], rejected[0]))
        {
            var message = chosen[0]!;
            chosen.RemoveAt(0);
            rejected.RemoveAt(0);
            prompt.Add(message);
        }

        return prompt;
    }

    private static void DropPrompt(JsonArray prompt, JsonArray answer)
    {
        for (var index = 0; index < prompt.Count && answer.Count > 1 && JsonNode.DeepEquals(prompt[index], answer[0]); index++)
        {
            answer.RemoveAt(0);
        }
    }
}
