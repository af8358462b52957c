using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Chat;

/// <summary>
/// What is learned where the template does not mark it: the content of each answer is found by rendering the conversation with a sentinel in
/// its place, and its range goes on to the token that ends the turn. White space that the template puts between its opening of an answer and the
/// content belongs to the answer: when it generates, the model has to write it.
/// </summary>
internal sealed class AnswerSpans(ChatTemplate template, TimeProvider clock, EndOfTurn endOfTurn)
{
    public List<TextSpan> Find(ChatVariables conversation, string text, TokenSpan[] tokens)
    {
        var spans = new List<TextSpan>();

        // An answer that opens the conversation has nothing before it that asks for it.
        for (var index = 1; index < conversation.Messages.Count; index++)
        {
            if (conversation.Messages[index] is { IsAssistant: true, IsUnweighted: false })
            {
                spans.Add(Find(conversation, text, tokens, index));
            }
        }

        return spans;
    }

    private TextSpan Find(ChatVariables conversation, string text, TokenSpan[] tokens, int index)
    {
        var content = Locate(conversation, text, index);
        var free = content.End + TemplateLengthAfter(conversation, text, content.End, index);

        // By the token's end: an end-of-turn token may take blanks before it along, which are the content's.
        var end = Array.FindIndex(tokens, token => token.End > content.End && token.Start < free && endOfTurn.Ids.Contains(token.Id));
        return end >= 0 ? new TextSpan(content.Start, tokens[end].End) : throw Refusal(index, "no end-of-turn token follows it");
    }

    /// <summary>Where the content stands in the text, the white space before it included that the model writes.</summary>
    private TextSpan Locate(ChatVariables conversation, string text, int index)
    {
        var message = conversation.Messages[index];
        var prompt = Prompt(conversation, text, index);
        var sentinel = Sentinels.NotIn(text, Sentinels.Answer);
        var marked = Render(conversation.WithContent(index, sentinel), index);
        var place = marked.IndexOf(sentinel, StringComparison.Ordinal);
        if (place < 0)
        {
            // Some templates write the calls of tools in place of the content.
            return prompt is { } opening && message.HasToolCalls && marked == text
                ? new TextSpan(opening, opening)
                : throw Refusal(index, "the template does not write its content");
        }

        var after = marked.AsSpan(place + sentinel.Length);
        if (after.Contains(sentinel, StringComparison.Ordinal))
        {
            throw Refusal(index, "the template writes its content more than once");
        }

        var end = text.Length - after.Length;
        if (end < 0 || !text.AsSpan().EndsWith(after, StringComparison.Ordinal))
        {
            throw Refusal(index, "what the template writes after it depends on its content");
        }

        var before = marked.AsSpan(0, place);
        if (end >= place && text.AsSpan().StartsWith(before, StringComparison.Ordinal))
        {
            var written = prompt is { } start && start <= place && (message.HasReasoning || IsBlank(text.AsSpan(start, place - start)));
            return new TextSpan(written ? prompt!.Value : place, end);
        }

        // The template rewrites the content (moves thoughts to another place, say), or there is none beside the calls of tools.
        // All it made of it stands after the opening of the answer.
        return prompt is { } opened && (opened <= end || message.HasToolCalls) && before.StartsWith(text.AsSpan(0, opened), StringComparison.Ordinal)
            ? new TextSpan(opened, Math.Max(opened, end))
            : throw Refusal(index, "the template rewrites its content");
    }

    /// <summary>How much of the text after a content comes from the template alone: up to the content of the next message.</summary>
    private int TemplateLengthAfter(ChatVariables conversation, string text, int end, int index)
    {
        var rest = text.AsSpan(end);
        if (index == conversation.Messages.Count - 1)
        {
            return rest.Length;
        }

        var answer = Sentinels.NotIn(text, Sentinels.Answer);
        var later = Sentinels.NotIn(text, Sentinels.Later);
        var changed = conversation.WithLaterContents(index, later);
        var marked = Render(conversation.Messages[index].HasContent ? changed.WithContent(index, answer) : changed, index);
        var place = marked.IndexOf(answer, StringComparison.Ordinal);
        var after = place >= 0 ? marked.AsSpan(place + answer.Length) : marked.AsSpan(Math.Min(text.AsSpan().CommonPrefixLength(marked), end));
        var next = after.IndexOf(later, StringComparison.Ordinal);
        return rest.CommonPrefixLength(next < 0 ? after : after[..next]);
    }

    /// <summary>Where the opening of the answer ends in the text; null where the template opens answers in another way when it asks for one.</summary>
    private int? Prompt(ChatVariables conversation, string text, int index)
    {
        try
        {
            var prompt = template.Render(conversation.Before(index), clock).Text;
            return text.StartsWith(prompt, StringComparison.Ordinal) ? prompt.Length : null;
        }
        catch (TrainingException)
        {
            return null; // It does not take the conversation up to here; then it tells nothing about its opening.
        }
    }

    private string Render(ChatVariables conversation, int index)
    {
        try
        {
            return template.Render(conversation, clock).Text;
        }
        catch (TrainingException exception)
        {
            throw Refusal(index, $"with another content the template fails ({exception.Message})");
        }
    }

    private static bool IsBlank(ReadOnlySpan<char> text) => text.IsWhiteSpace();

    private TrainingException Refusal(int index, string reason) => new(FormattableString.Invariant(
        $"{template.Name}: which part of \"messages[{index}]\" the model is to learn cannot be told: {reason}. Choose a training template: one with {{% generation %}} blocks."));
}
