using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat;

/// <summary>One message: an object with a role, mostly with a content.</summary>
internal sealed record ChatMessage(JinjaDictionary Fields, string Role)
{
    private const string RoleField = "role";
    private const string ContentField = "content";
    private const string WeightField = "weight";
    private const string ToolCallsField = "tool_calls";
    private static readonly string[] ReasoningFields = ["reasoning_content", "reasoning", "thinking"];

    public bool IsAssistant => Role == "assistant";

    /// <summary>Whether the message is read but not learned: <c>"weight": 0</c>.</summary>
    public bool IsUnweighted => Fields.TryGet(WeightField, out var weight) && weight.IsNumber && weight.Number == 0;

    /// <summary>Whether there is a content, be it empty.</summary>
    public bool HasContent => Fields.TryGet(ContentField, out var content) && !content.IsNone;

    public bool HasToolCalls => Fields.TryGet(ToolCallsField, out var calls) && ValueSequence.IsTrue(calls);

    /// <summary>Whether the model wrote thoughts that stand beside the content.</summary>
    public bool HasReasoning => Array.Exists(ReasoningFields, name => Fields.TryGet(name, out var text) && ValueSequence.IsTrue(text));

    public static ChatMessage Of(JinjaValue value, int index)
        => value.Kind == JinjaKind.Dictionary && value.Dictionary.TryGet(RoleField, out var role) && role.IsText
            ? new ChatMessage(value.Dictionary, role.Text)
            : throw new TrainingException(FormattableString.Invariant(
                $"\"messages[{index}]\" must be an object with a \"role\". Write {{\"role\": \"user\", \"content\": \"...\"}}."));

    /// <summary>The message with another content, in the form that the content had: a text, or a list of one text part.</summary>
    public ChatMessage With(string content)
    {
        var text = JinjaValue.Of(content);
        if (Fields.TryGet(ContentField, out var own) && own.Kind == JinjaKind.List)
        {
            text = JinjaValue.List(JinjaValue.Of(TextPart(content)));
        }

        return new ChatMessage(Fields.With(ContentField, text), Role);
    }
    /// <summary>A text in the form that models with pictures want.</summary>
    public static JinjaDictionary TextPart(string content)
    {
        var part = new JinjaDictionary();
        part.Set("type", JinjaValue.Of("text"));
        part.Set("text", JinjaValue.Of(content));
        return part;
    }
}
