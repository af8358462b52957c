using System.Text.Json.Nodes;
using OpenLedger.Training.Chat.Jinja;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat;

/// <summary>
/// The variables of one conversation as the template sees them. They are read from JSON once and then varied cheaply: finding what is
/// learned renders a conversation several times with other contents.
/// </summary>
internal sealed class ChatVariables
{
    private const string MessagesField = "messages";
    private const string ToolsField = "tools";
    private const string DocumentsField = "documents";
    private const string PromptField = "add_generation_prompt";

    private ChatVariables(JinjaDictionary all, ChatMessage[] messages)
    {
        All = all;
        Messages = messages;
    }

    public JinjaDictionary All { get; }

    public IReadOnlyList<ChatMessage> Messages { get; }

    public bool HasTools => All.TryGet(ToolsField, out var tools) && !tools.IsNone;

    /// <summary>Reads the variables; <paramref name="source"/> is the template's name, for messages.</summary>
    public static ChatVariables Of(JsonObject json, string source) => Of(JinjaTemplate.Variables(json, source));

    /// <summary>Takes the variables.</summary>
    public static ChatVariables Of(JinjaDictionary all)
    {
        all = WithDefault(all, ToolsField, JinjaValue.None);
        all = WithDefault(all, DocumentsField, JinjaValue.None);
        all = WithDefault(all, PromptField, JinjaValue.False);
        if (!all.TryGet(MessagesField, out var list) || list.Kind != JinjaKind.List || list.Items.Length == 0)
        {
            throw new TrainingException($"\"{MessagesField}\" must be a list of at least one message. Write [{{\"role\": \"user\", \"content\": \"...\"}}].");
        }

        return new ChatVariables(all, [.. list.Items.Select((message, index) => ChatMessage.Of(message, index))]);
    }

    /// <summary>The same with names that are not given yet.</summary>
    public ChatVariables With(IReadOnlyDictionary<string, string> defaults)
    {
        var all = All;
        foreach (var (name, value) in defaults)
        {
            all = WithDefault(all, name, JinjaValue.Of(value));
        }

        return new ChatVariables(all, [.. Messages]);
    }

    /// <summary>The same with the message at this place saying something else.</summary>
    public ChatVariables WithContent(int index, string content) => With(Messages.Select((message, i) => i == index ? message.With(content) : message));

    /// <summary>The same with every message after this place saying something else.</summary>
    public ChatVariables WithLaterContents(int index, string content) => With(Messages.Select((message, i) => i > index && message.HasContent ? message.With(content) : message));

    /// <summary>The messages before this place and, if wanted, the opening of an answer: what the model reads before it writes the message.</summary>
    public ChatVariables Before(int index, bool withOpening)
    {
        var earlier = With(Messages.Take(index));
        return new ChatVariables(earlier.All.With(PromptField, JinjaValue.Of(withOpening)), [.. earlier.Messages]);
    }

    private ChatVariables With(IEnumerable<ChatMessage> messages)
    {
        ChatMessage[] changed = [.. messages];
        var list = JinjaValue.List(Array.ConvertAll(changed, message => JinjaValue.Of(message.Fields)));
        return new ChatVariables(All.With(MessagesField, list), changed);
    }

    private static JinjaDictionary WithDefault(JinjaDictionary all, string name, JinjaValue value)
        => all.TryGet(name, out _) ? all : all.With(name, value);
}
