using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Datasets;

/// <summary>The forms of rows that become a conversation.</summary>
internal static class ChatForms
{
    /// <summary><c>{"messages": [...]}</c>; every other key stays a variable of the template.</summary>
    public static Example Messages(RowFields row)
    {
        var variables = row.Fields;
        ChatMessages.Normalize(row, row.List(ExampleFields.Messages), ExampleFields.Messages);
        variables.Remove(ExampleFields.AddGenerationPrompt);
        variables.Remove("continue_final_message");
        ParseTools(row, variables);
        return Example.OfMessages(variables, row.Source);
    }

    /// <summary>ShareGPT: <c>{"conversations": [{"from": "human", "value": "..."}, ...]}</c>.</summary>
    public static Example ShareGpt(RowFields row)
    {
        var messages = WithSystem(row);
        var turns = row.List("conversations");
        for (var index = 0; index < turns.Count; index++)
        {
            var place = FormattableString.Invariant($"conversations[{index}]");
            var turn = row.ObjectOf(turns[index], place);
            if (turn["from"] is null && turn[ExampleFields.Role] is not null)
            {
                messages.Add(turn.DeepClone());
                continue;
            }

            var speaker = row.TextOf(turn["from"], $"{place}.from");
            var role = RoleOf(speaker) ?? throw row.Problem(
                $"{place}.from", $"is \"{speaker}\". Known are \"system\", \"human\" or \"user\", \"gpt\" or \"assistant\", and \"tool\".");
            messages.Add(ChatMessages.Of(role, row.TextOf(turn["value"], $"{place}.value")));
        }

        return Conversation(row, messages, "conversations");
    }

    /// <summary>The pairs of ms-swift: <c>{"conversation": [{"human": "...", "assistant": "..."}, ...]}</c>.</summary>
    public static Example Pairs(RowFields row)
    {
        var messages = WithSystem(row);
        var turns = row.List("conversation");
        for (var index = 0; index < turns.Count; index++)
        {
            var place = FormattableString.Invariant($"conversation[{index}]");
            var turn = row.ObjectOf(turns[index], place);
            messages.Add(ChatMessages.Of(ExampleFields.User, row.TextOf(turn["human"], $"{place}.human")));
            messages.Add(ChatMessages.Of(ExampleFields.Assistant, row.TextOf(turn["assistant"], $"{place}.assistant")));
        }

        return Conversation(row, messages, "conversation");
    }

    /// <summary>One question and one answer under the given names, after <c>system</c> and <c>history</c> where the row has them.</summary>
    public static Example QuestionAnswer(RowFields row, string question, string answer)
    {
        var messages = WithHistory(row);
        messages.Add(ChatMessages.Of(ExampleFields.User, row.Text(question)));
        messages.Add(ChatMessages.Of(ExampleFields.Assistant, row.Text(answer)));
        return Conversation(row, messages, question);
    }

    /// <summary>Alpaca: <c>{"instruction", "input", "output"}</c>; an input stands on the line after the instruction.</summary>
    public static Example Alpaca(RowFields row)
    {
        var messages = WithHistory(row);
        var (instruction, input) = (row.Text("instruction"), row.TextOrEmpty("input"));
        messages.Add(ChatMessages.Of(ExampleFields.User, input.Length == 0 ? instruction : $"{instruction}\n{input}"));
        messages.Add(ChatMessages.Of(ExampleFields.Assistant, row.Text("output")));
        return Conversation(row, messages, "instruction");
    }

    /// <summary><c>{"prompt": [messages], "completion": [messages]}</c>: one conversation.</summary>
    public static Example PromptCompletion(RowFields row)
    {
        var messages = new JsonArray();
        foreach (var name in (string[])["prompt", "completion"])
        {
            foreach (var message in row.List(name))
            {
                messages.Add(message?.DeepClone());
            }
        }

        return Conversation(row, messages, "prompt");
    }

    private static Example Conversation(RowFields row, JsonArray messages, string field)
    {
        ChatMessages.Normalize(row, messages, field);
        var variables = new JsonObject { [ExampleFields.Messages] = messages };
        if (row.Has(ExampleFields.Tools))
        {
            variables[ExampleFields.Tools] = row.Fields[ExampleFields.Tools]!.DeepClone();
            ParseTools(row, variables);
        }

        return Example.OfMessages(variables, row.Source);
    }

    private static JsonArray WithSystem(RowFields row)
    {
        var messages = new JsonArray();
        if (row.TextOrEmpty(ExampleFields.System) is { Length: > 0 } system)
        {
            messages.Add(ChatMessages.Of(ExampleFields.System, system));
        }

        return messages;
    }

    private static JsonArray WithHistory(RowFields row)
    {
        var messages = WithSystem(row);
        var history = row.Has("history") ? row.List("history") : [];
        for (var index = 0; index < history.Count; index++)
        {
            var place = FormattableString.Invariant($"history[{index}]");
            var pair = row.ListOf(history[index], place);
            if (pair.Count != 2)
            {
                throw row.Problem(place, "must be a list of two texts: the question and the answer.");
            }

            messages.Add(ChatMessages.Of(ExampleFields.User, row.TextOf(pair[0], $"{place}[0]")));
            messages.Add(ChatMessages.Of(ExampleFields.Assistant, row.TextOf(pair[1], $"{place}[1]")));
        }

        return messages;
    }

    /// <summary>Tools may be written as a text that holds JSON, since tables cannot hold lists of different objects.</summary>
    private static void ParseTools(RowFields row, JsonObject variables)
    {
        if (variables[ExampleFields.Tools] is not JsonValue tools)
        {
            return;
        }

        var text = row.TextOf(tools, ExampleFields.Tools);
        try
        {
            var parsed = text.Length == 0 ? null : StrictJson.Parse(Encoding.UTF8.GetBytes(text));
            variables[ExampleFields.Tools] = parsed is null ? null : row.ListOf(parsed, ExampleFields.Tools);
        }
        catch (StrictJsonException problem)
        {
            throw row.Problem(ExampleFields.Tools, $"is a text that holds no JSON list of tools ({problem.Message}). Write the list itself.");
        }
    }

    private static string? RoleOf(string speaker) => speaker.ToLowerInvariant() switch
    {
        "human" or "user" => ExampleFields.User,
        "gpt" or "assistant" or "chatgpt" or "bing" or "bard" or "bot" or "model" => ExampleFields.Assistant,
        "system" => ExampleFields.System,
        "tool" or "observation" or "function_response" or "tool_response" => "tool",
        _ => null,
    };
}
