using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Makes conversations of rows.</summary>
internal static class Conversations
{
    /// <summary>A column of messages, after a column with what the system says, beside one with tools.</summary>
    public static CanonicalExample OfMessages(RowCells row, RowMapping mapping)
    {
        var column = mapping[ColumnRole.Messages]!;
        var list = row.List(column);
        if (list is not { Count: > 0 })
        {
            throw row.Problem(column, ProblemKind.EmptyAnswer, "is empty: nobody says anything. Write the messages, or take the row out.");
        }

        var messages = MessageReader.Read(row, list, column);
        return Checked(row, WithSystem(row, mapping, messages), ToolsOf(row, mapping), column);
    }

    /// <summary>A question and its answer; what stands in the context column follows the question on the next line.</summary>
    public static CanonicalExample OfQuestion(RowCells row, RowMapping mapping)
    {
        var (question, answer) = (mapping[ColumnRole.Question]!, mapping[ColumnRole.Answer]!);
        var messages = History(row, mapping);
        if (MessageLists.Of(row[question]) is { } asked)
        {
            Append(messages, MessageReader.Read(row, asked, question));
        }
        else
        {
            messages.Add(MessageReader.Of(MessageReader.User, Question(row, mapping, question)));
        }

        if (MessageLists.Of(row[answer]) is { } answered)
        {
            Append(messages, MessageReader.Read(row, answered, answer));
        }
        else
        {
            messages.Add(MessageReader.Of(MessageReader.Assistant, row.Text(answer)));
        }

        return Checked(row, WithSystem(row, mapping, messages), null, answer);
    }

    /// <summary>Whether an answer that is to be learned says nothing.</summary>
    public static bool HasEmptyAnswer(JsonArray messages) =>
        messages.OfType<JsonObject>().Any(message => IsLearned(message) && IsSilent(message));

    public static void Append(JsonArray messages, JsonArray more)
    {
        foreach (var message in more.ToList())
        {
            more.Remove(message);
            messages.Add(message);
        }
    }

    private static string Question(RowCells row, RowMapping mapping, string column)
    {
        var question = row.Text(column);
        var context = mapping[ColumnRole.Context] is { } beside ? row.Text(beside) : string.Empty;
        if (question.Trim().Length == 0 && context.Trim().Length == 0)
        {
            throw row.Problem(column, ProblemKind.Field, "is empty. Write the question, or take the row out.");
        }

        return context.Length == 0 ? question : $"{question}\n{context}";
    }

    private static JsonArray WithSystem(RowCells row, RowMapping mapping, JsonArray messages)
    {
        var isThere = messages.Count > 0 && CellText.Of(messages[0]![MessageReader.Role]) == MessageReader.System;
        if (!isThere && mapping[ColumnRole.System] is { } column && row.Text(column) is { Length: > 0 } system)
        {
            messages.Insert(0, MessageReader.Of(MessageReader.System, system));
        }

        return messages;
    }

    private static JsonArray History(RowCells row, RowMapping mapping)
    {
        var messages = new JsonArray();
        if (mapping[ColumnRole.History] is not { } column || row.List(column) is not { } history)
        {
            return messages;
        }

        for (var index = 0; index < history.Count; index++)
        {
            var place = FormattableString.Invariant($"{column}[{index}]");
            if (history[index] is not JsonArray { Count: 2 } pair)
            {
                throw row.Problem(place, ProblemKind.Field, "must be a list of two texts: write the question and the answer.");
            }

            messages.Add(MessageReader.Of(MessageReader.User, row.TextOf(pair[0], $"{place}[0]")));
            messages.Add(MessageReader.Of(MessageReader.Assistant, row.TextOf(pair[1], $"{place}[1]")));
        }

        return messages;
    }

    private static JsonArray? ToolsOf(RowCells row, RowMapping mapping) =>
        mapping[ColumnRole.Tools] is { } column ? row.List(column)?.DeepClone().AsArray() : null;

    private static CanonicalExample Checked(RowCells row, JsonArray messages, JsonArray? tools, string field)
    {
        if (!messages.OfType<JsonObject>().Any(IsLearned))
        {
            throw row.Problem(field, ProblemKind.EmptyAnswer, "holds no answer of the assistant, so there is nothing to learn. Write one, or take the row out.");
        }

        var content = new JsonObject { ["messages"] = messages };
        if (tools is { Count: > 0 })
        {
            content["tools"] = tools;
        }

        return new CanonicalExample(ExampleShape.Chat, content) { HasEmptyAnswer = HasEmptyAnswer(messages) };
    }

    private static bool IsLearned(JsonObject message) =>
        CellText.Of(message[MessageReader.Role]) == MessageReader.Assistant && CellText.Of(message[MessageReader.Weight]) != "0";

    private static bool IsSilent(JsonObject message) =>
        message[MessageReader.ToolCalls] is null && string.IsNullOrWhiteSpace(CellText.Of(message[MessageReader.Content]));
}
