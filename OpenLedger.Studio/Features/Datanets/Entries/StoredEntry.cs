using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLedger.Datanets.Entries;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>Reads the fields of an entry as the store keeps them.</summary>
internal static class StoredEntry
{
    /// <summary>The entry that a line of JSON holds.</summary>
    /// <exception cref="FormatException">It holds none.</exception>
    public static EntryContent Read(string json)
    {
        try
        {
            return JsonNode.Parse(json) is JsonObject fields ? Of(fields) : throw new FormatException("An entry is an object.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("This is no entry.", exception);
        }
    }

    public static string Write(EntryContent content) => System.Text.Encoding.UTF8.GetString(content.CanonicalBytes());

    private static EntryContent Of(JsonObject fields) => fields switch
    {
        _ when fields["messages"] is JsonArray messages => EntryContent.Conversation(messages.Select(message => (Text(message!, "role") ?? "", Text(message!, "content") ?? ""))),
        _ when fields["chosen"] is not null => EntryContent.Preference(Text(fields, "prompt") ?? "", Text(fields, "chosen") ?? "", Text(fields, "rejected") ?? "", Text(fields, "system")),
        _ when fields["response"] is not null => EntryContent.PromptResponse(Text(fields, "prompt") ?? "", Text(fields, "response") ?? "", Text(fields, "system")),
        _ => EntryContent.Passage(Text(fields, "text") ?? "", Text(fields, "title"), Source(fields["source"])),
    };

    private static SourceSpan? Source(JsonNode? source) =>
        source is null ? null : new SourceSpan(Text(source, "document") ?? "", source["start"]!.GetValue<long>(), source["end"]!.GetValue<long>());

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();
}
