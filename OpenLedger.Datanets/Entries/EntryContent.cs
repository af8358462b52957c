using System.Globalization;
using System.Text.Json.Nodes;
using OpenLedger.Datanets.Json;

namespace OpenLedger.Datanets.Entries;

/// <summary>
/// What an entry teaches, in one of four forms (<see cref="EntryKind"/>), as texts in their order. All rules walk the parts; the form
/// matters only where JSON is read or written. Texts are kept in the form of <see cref="StoredText"/>.
/// </summary>
public sealed class EntryContent
{
    private EntryContent(EntryKind kind, IReadOnlyList<EntryPart> parts, SourceSpan? source = null)
    {
        Kind = kind;
        Parts = parts;
        Source = source;
    }

    /// <summary>The form.</summary>
    public EntryKind Kind { get; }

    /// <summary>The texts in their order.</summary>
    public IReadOnlyList<EntryPart> Parts { get; }

    /// <summary>Where a passage was taken from; null where it is not known or the entry is no passage.</summary>
    public SourceSpan? Source { get; }

    /// <summary>The number of UTF-16 units of all texts together.</summary>
    public int Characters => Parts.Sum(part => part.Text.Length);

    /// <summary>A question or task and its answer.</summary>
    public static EntryContent PromptResponse(string prompt, string response, string? system = null) => new(
        EntryKind.PromptResponse,
        [.. SystemPart(system), Part("prompt", PartRole.Prompt, prompt), Part("response", PartRole.Response, response)]);

    /// <summary>Several turns, each with whose it is and what is said.</summary>
    /// <exception cref="ArgumentException">A role is neither system, user nor assistant.</exception>
    public static EntryContent Conversation(params IEnumerable<(string Role, string Text)> messages) => new(
        EntryKind.Conversation,
        [.. messages.Select((message, index) => Part(string.Create(CultureInfo.InvariantCulture, $"messages[{index}].content"), MessageRole.Of(message.Role), message.Text))]);

    /// <summary>A question with the better and the worse answer.</summary>
    public static EntryContent Preference(string prompt, string chosen, string rejected, string? system = null) => new(
        EntryKind.Preference,
        [.. SystemPart(system), Part("prompt", PartRole.Prompt, prompt), Part("chosen", PartRole.Response, chosen), Part("rejected", PartRole.Rejected, rejected)]);

    /// <summary>A piece of a document.</summary>
    public static EntryContent Passage(string text, string? title = null, SourceSpan? source = null) => new(
        EntryKind.Passage,
        [.. title is null ? Enumerable.Empty<EntryPart>() : [Part("title", PartRole.Title, title)], Part("text", PartRole.Passage, text)],
        source);

    /// <summary>The texts of one role, joined by line feeds; empty where there is none.</summary>
    public string TextOf(PartRole role) => string.Join('\n', Parts.Where(part => part.Role == role).Select(part => part.Text));

    /// <summary>The same entry with each text replaced, where something was redacted or repaired.</summary>
    public EntryContent With(Func<EntryPart, string> replace)
    {
        ArgumentNullException.ThrowIfNull(replace);
        return new EntryContent(Kind, [.. Parts.Select(part => part with { Text = StoredText.Of(replace(part)) })], Source);
    }

    /// <summary>The entry's JSON object: the fields that a release holds and an export writes.</summary>
    public JsonObject ToJson()
    {
        var fields = new JsonObject();
        if (Kind == EntryKind.Conversation)
        {
            fields["messages"] = new JsonArray([.. Parts.Select(part => new JsonObject { ["role"] = MessageRole.NameOf(part.Role), ["content"] = part.Text })]);
            return fields;
        }

        foreach (var part in Parts)
        {
            fields[part.Field] = part.Text;
        }

        if (Source is not null)
        {
            fields["source"] = new JsonObject { ["document"] = Source.Document, ["start"] = Source.Start, ["end"] = Source.End };
        }

        return fields;
    }

    /// <summary>The canonical JSON (RFC 8785) in UTF-8.</summary>
    /// <exception cref="ArgumentException">A text holds half of a surrogate pair.</exception>
    public byte[] CanonicalBytes() => CanonicalJson.Bytes(ToJson());

    private static IEnumerable<EntryPart> SystemPart(string? system) => system is null ? [] : [Part("system", PartRole.System, system)];

    private static EntryPart Part(string field, PartRole role, string text) => new(field, role, StoredText.Of(text));
}
