using System.Text.Json.Nodes;
using OpenLedger.Training;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Studio.Features.Models;

/// <summary>A stretch of a written-down conversation; what is learned is what the model will say.</summary>
public readonly record struct PreviewPart(string Text, bool IsLearned);

/// <summary>A made-up conversation as a model would read it, or the reason why the template cannot write it.</summary>
public sealed record TemplatePreview(IReadOnlyList<PreviewPart> Parts, int Tokens, string? Problem = null)
{
    private static readonly (string Role, string Content)[] Conversation =
    [
        ("system", "You answer in one sentence."),
        ("user", "When does the museum open?"),
        ("assistant", "The museum opens at nine."),
        ("user", "And on Sundays?"),
        ("assistant", "On Sundays it opens at ten."),
    ];

    public static TemplatePreview Of(ChatTemplate template, HubTokenizer tokenizer, TimeProvider clock)
    {
        try
        {
            return Encode(template, tokenizer, clock, Conversation);
        }
        catch (TrainingException first)
        {
            // Some take no instruction: the rest of the conversation shows that they work.
            try
            {
                return Encode(template, tokenizer, clock, Conversation[1..]);
            }
            catch (TrainingException)
            {
                return new TemplatePreview([], 0, first.Message);
            }
        }
    }

    private static TemplatePreview Encode(ChatTemplate template, HubTokenizer tokenizer, TimeProvider clock, IReadOnlyList<(string Role, string Content)> conversation)
    {
        var messages = new JsonArray([.. conversation.Select(message => (JsonNode)new JsonObject { ["role"] = message.Role, ["content"] = message.Content })]);
        var encoded = new ChatEncoder(tokenizer, template, clock).Encode(new JsonObject { ["messages"] = messages }, withLearned: true);
        var parts = new List<PreviewPart>();
        var done = 0;
        foreach (var span in encoded.LearnedSpans.OrderBy(span => span.Start))
        {
            Add(parts, encoded.Text[done..span.Start], isLearned: false);
            Add(parts, encoded.Text[span.Start..span.End], isLearned: true);
            done = span.End;
        }

        Add(parts, encoded.Text[done..], isLearned: false);
        return new TemplatePreview(parts, encoded.Ids.Length);
    }

    private static void Add(List<PreviewPart> parts, string text, bool isLearned)
    {
        if (text.Length > 0)
        {
            parts.Add(new PreviewPart(text, isLearned));
        }
    }
}
