namespace OpenLedger.Training.Chat;

/// <summary>What is learned where the template marks it itself, with generation blocks.</summary>
internal static class GeneratedSpans
{
    public static IReadOnlyList<TextSpan> Of(RenderedChat rendered, IReadOnlyList<ChatMessage> messages, string template)
    {
        if (rendered.HasUnplacedSpans)
        {
            throw new TrainingException(
                $"{template}: a generation block stands inside a macro or another captured text, so its place in the conversation is not known. Choose a training template without that.");
        }

        var answers = messages.Where(message => message.IsAssistant).ToArray();
        if (!Array.Exists(answers, answer => answer.IsUnweighted))
        {
            return rendered.GenerationSpans;
        }

        return answers.Length == rendered.GenerationSpans.Count
            ? [.. rendered.GenerationSpans.Where((_, index) => !answers[index].IsUnweighted)]
            : throw new TrainingException(
                $"{template}: it does not write one generation block for each answer, so an answer with \"weight\": 0 cannot be told from the others. Choose a training template that does, or leave the weights out.");
    }
}
