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
        var (content, isRewritten) = Locate(conversation, text, index);
        var limit = content.End + TemplateLengthAfter(conversation, text, content.End, index, isRewritten);

        // By the token's end: an end-of-turn token may take blanks before it along, which are the content's.
        var end = Array.FindIndex(tokens, token => token.End > content.End && token.Start < limit && endOfTurn.Ids.Contains(token.Id));
        return end >= 0 ? new TextSpan(content.Start, tokens[end].End) : throw Refusal(index, "no end-of-turn token follows it");
    }

    /// <summary>
    /// Where the content stands in the text, the white space before it included that the model writes; and whether the template made
    /// something else of it, so that only the range is known.
    /// </summary>
    private (TextSpan Content, bool IsRewritten) Locate(ChatVariables conversation, string text, int index)
    {
        var message = conversation.Messages[index];
        var opening = Opening(conversation, text, index);
        var sentinel = Sentinels.NotIn(text, Sentinels.Answer);
        var marked = Render(conversation.WithContent(index, sentinel), index);
        var place = marked.IndexOf(sentinel, StringComparison.Ordinal);
        if (place < 0)
        {
            // Some templates write the calls of tools in place of the content.
            return opening is { } calls && message.HasToolCalls && marked == text
                ? (new TextSpan(calls, calls), true)
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

        if (end >= place && text.AsSpan().StartsWith(marked.AsSpan(0, place), StringComparison.Ordinal))
        {
            var start = opening ?? place - SpaceAfterOpening(conversation, text, index);
            var early = start <= place && (message.HasReasoning || text.AsSpan(start, place - start).IsWhiteSpace());
            return (new TextSpan(early ? start : place, end), false);
        }

        return (RewrittenContent(conversation, marked[..place], end, opening, index), true);
    }

    /// <summary>
    /// The range of a content that the template rewrites (it moves thoughts to another place, say), or of calls of tools without content:
    /// all that was made of it stands after the opening of the answer, if the template has one that it also writes when it asks for an answer.
    /// </summary>
    private TextSpan RewrittenContent(ChatVariables conversation, string before, int end, int? opening, int index)
    {
        var known = opening is { } start
            && before.Length >= start
            && (start <= end || conversation.Messages[index].HasToolCalls)
            && Render(conversation.Before(index, withOpening: false), index).Length < start
            && before.StartsWith(Render(conversation.Before(index, withOpening: true), index), StringComparison.Ordinal);
        return known ? new TextSpan(opening!.Value, Math.Max(opening.Value, end)) : throw Refusal(index, "the template rewrites its content");
    }

    /// <summary>
    /// How much white space the template writes between its opening of an answer and the content, where the opening cannot be compared as a
    /// whole: some templates write earlier messages differently when later ones follow. So only what follows the message before is compared.
    /// </summary>
    private int SpaceAfterOpening(ChatVariables conversation, string text, int index)
    {
        if (!conversation.Messages[index - 1].HasContent)
        {
            return 0;
        }

        var before = Sentinels.NotIn(text, Sentinels.Later);
        var marked = conversation.WithContent(index - 1, before);
        if (TryRender(marked.Before(index, withOpening: true)) is not { } asked)
        {
            return 0;
        }

        var answer = Sentinels.NotIn(text, Sentinels.Answer);
        var opening = After(asked, before);
        var written = After(Render(marked.WithContent(index, answer), index), before);
        var place = written.IndexOf(answer, StringComparison.Ordinal);
        return place >= opening.Length && opening.Length > 0 && written.StartsWith(opening, StringComparison.Ordinal) ? place - opening.Length : 0;
    }

    private static string After(string text, string sentinel)
    {
        var place = text.IndexOf(sentinel, StringComparison.Ordinal);
        return place < 0 ? string.Empty : text[(place + sentinel.Length)..];
    }

    /// <summary>How much of the text after a content comes from the template alone: up to the content of the next message.</summary>
    private int TemplateLengthAfter(ChatVariables conversation, string text, int end, int index, bool isRewritten)
    {
        var rest = text.AsSpan(end);
        if (index == conversation.Messages.Count - 1)
        {
            return rest.Length;
        }

        var later = Sentinels.NotIn(text, Sentinels.Later);
        var changed = conversation.WithLaterContents(index, later);
        var after = isRewritten ? AfterSame(text[..end], Render(changed, index)) : AfterSentinel(changed, text, index);
        var next = after.IndexOf(later, StringComparison.Ordinal);
        return rest.CommonPrefixLength(next < 0 ? after : after.AsSpan(0, next));
    }

    private static string AfterSame(string before, string marked)
        => marked.StartsWith(before, StringComparison.Ordinal) ? marked[before.Length..] : string.Empty;

    private string AfterSentinel(ChatVariables conversation, string text, int index)
    {
        var sentinel = Sentinels.NotIn(text, Sentinels.Answer);
        return After(Render(conversation.WithContent(index, sentinel), index), sentinel);
    }

    /// <summary>Where the opening of the answer ends in the text; null where the template opens answers in another way when it asks for one.</summary>
    private int? Opening(ChatVariables conversation, string text, int index)
        => TryRender(conversation.Before(index, withOpening: true)) is { } opening && text.StartsWith(opening, StringComparison.Ordinal) ? opening.Length : null;

    /// <summary>The text, or null where the template does not take the conversation up to here; then that tells nothing.</summary>
    private string? TryRender(ChatVariables conversation)
    {
        try
        {
            return template.Render(conversation, clock).Text;
        }
        catch (TrainingException)
        {
            return null;
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

    private TrainingException Refusal(int index, string reason) => new(FormattableString.Invariant(
        $"{template.Name}: which part of \"messages[{index}]\" the model is to learn cannot be told: {reason}. Choose a training template: one with {{% generation %}} blocks."));
}
