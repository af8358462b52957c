using System.Text.Json.Nodes;
using OpenLedger.Datanets.Entries;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Import;

/// <summary>Makes entries of the examples that a file held, in the form that a Datanet wants; or says why that cannot be.</summary>
internal static class ExampleEntries
{
    private const string System = "system";
    private const string User = "user";
    private const string Assistant = "assistant";

    /// <summary>The entry of an example, or what stands in the way: the field and what to do.</summary>
    public static (EntryContent? Entry, string? Field, Sentence? Problem) Of(string content, EntryKind kind)
    {
        var example = JsonNode.Parse(content)!.AsObject();
        return kind switch
        {
            EntryKind.Conversation => Conversation(example),
            EntryKind.PromptResponse => Pair(example),
            EntryKind.Preference => Preference(example),
            _ => example["text"] is { } text ? (EntryContent.Passage(text.GetValue<string>()), null, null) : Wrong("text", "This Datanet takes passages: bring rows with one text, or a document."),
        };
    }

    private static (EntryContent?, string?, Sentence?) Conversation(JsonObject example)
    {
        if (Messages(example, "messages") is not { } messages)
        {
            return Wrong("messages", "This Datanet takes conversations: bring rows with messages, or with a question and an answer.");
        }

        return messages.Any(message => message.Role is not (System or User or Assistant))
            ? Wrong("messages", "Somebody else than system, user and assistant speaks. Take those turns out.")
            : (EntryContent.Conversation(messages), null, null);
    }

    private static (EntryContent?, string?, Sentence?) Pair(JsonObject example)
    {
        if (example["completion"] is { } completion)
        {
            return (EntryContent.PromptResponse(Text(example["prompt"]), Text(completion)), null, null);
        }

        if (Messages(example, "messages") is not { } messages)
        {
            return Wrong("prompt", "This Datanet takes questions with answers: bring rows with both.");
        }

        var said = messages.Where(message => message.Role != System).ToList();
        return said is [{ Role: User } question, { Role: Assistant } answer]
            ? (EntryContent.PromptResponse(question.Text, answer.Text, SystemOf(messages)), null, null)
            : Wrong("messages", "This Datanet takes one question with one answer, and here are several turns. Cut them into rows of their own.");
    }

    private static (EntryContent?, string?, Sentence?) Preference(JsonObject example)
    {
        if (Messages(example, "chosen") is not [.., var better] || Messages(example, "rejected") is not [.., var worse])
        {
            return Wrong("chosen", "This Datanet takes a better and a worse answer: bring rows with prompt, chosen and rejected.");
        }

        var prompt = Messages(example, "prompt") ?? [];
        return prompt.Count(message => message.Role == User) == 1
            ? (EntryContent.Preference(prompt.First(message => message.Role == User).Text, better.Text, worse.Text, SystemOf(prompt)), null, null)
            : Wrong("prompt", "The question of a pair is one turn here. Cut longer conversations into rows of their own.");
    }

    private static string? SystemOf(IReadOnlyList<(string Role, string Text)> messages) =>
        messages.Where(message => message.Role == System).Select(message => message.Text).FirstOrDefault(text => text.Length > 0);

    private static List<(string Role, string Text)>? Messages(JsonObject example, string name) =>
        example[name] is JsonArray messages ? [.. messages.Select(message => (Text(message?["role"]), Text(message?["content"])))] : null;

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString() ?? "";

    private static (EntryContent?, string?, Sentence?) Wrong(string field, string problem) => (null, field, new Sentence(problem));
}
