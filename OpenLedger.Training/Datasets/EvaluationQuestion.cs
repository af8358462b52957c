using System.Text.Json.Nodes;

namespace OpenLedger.Training.Datasets;

/// <summary>
/// A question that is asked before and after training. With key phrases an answer is right if it holds one of them, upper and
/// lower case alike; without, if it is the expected answer, letter for letter apart from white space at both ends.
/// </summary>
/// <param name="Messages">The conversation up to the answer.</param>
/// <param name="Phrases">The key phrases; empty where the whole answer is expected.</param>
/// <param name="Answer">The expected answer, or null if only phrases are known.</param>
/// <param name="Source">Where the question stands.</param>
public sealed record EvaluationQuestion(JsonArray Messages, IReadOnlyList<string> Phrases, string? Answer, ExampleSource Source)
{
    private static readonly RowReader<EvaluationQuestion> Rows = new(
        Of, "the file holds no questions. Write one a line, such as {\"question\": \"...\", \"phrase\": \"...\"}.");

    /// <summary>
    /// Reads a file of questions: <c>{"question" or "messages", "phrase": text or list of texts, "answer"}</c>. The last assistant
    /// message of <c>messages</c> is the expected answer and is not shown to the model.
    /// </summary>
    /// <exception cref="TrainingException">A row cannot be asked: names file, row, field and what to do.</exception>
    public static IEnumerable<EvaluationQuestion> Read(string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        return RowReader<EvaluationQuestion>.Strictly(Rows.Read(path, cancellation));
    }

    /// <summary>Whether an answer is right.</summary>
    public bool IsRight(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Phrases.Count > 0
            ? Phrases.Any(phrase => answer.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            : string.Equals(answer.Trim(), Answer?.Trim(), StringComparison.Ordinal);
    }

    private static EvaluationQuestion Of(JsonNode? node, ExampleSource source)
    {
        var row = new RowFields(node as JsonObject ?? [], source);
        var messages = MessagesOf(row);
        var answer = row.Has("answer") ? row.Text("answer") : null;
        if (messages.Count > 1 && IsAssistant(messages[^1]))
        {
            answer ??= messages[^1]![ExampleFields.Content]?.GetValue<string>();
            messages.RemoveAt(messages.Count - 1);
        }

        var phrases = PhrasesOf(row);
        return phrases.Count > 0 || answer is not null
            ? new EvaluationQuestion(messages, phrases, answer, source)
            : throw row.Problem("phrase", "is missing. Give the words that a right answer holds, or the whole \"answer\".");
    }

    private static JsonArray MessagesOf(RowFields row)
    {
        if (!row.Has(ExampleFields.Messages))
        {
            return row.Has("question")
                ? [ChatMessages.Of(ExampleFields.User, row.Text("question"))]
                : throw row.Problem("question", "is missing. A question is {\"question\", \"phrase\"} or {\"messages\", \"phrase\"}.");
        }

        var messages = row.List(ExampleFields.Messages);
        ChatMessages.Normalize(row, messages, ExampleFields.Messages);
        row.Fields.Remove(ExampleFields.Messages);
        return messages;
    }

    private static List<string> PhrasesOf(RowFields row)
    {
        const string Phrase = "phrase";
        var phrases = row.Fields[Phrase] switch
        {
            null => [],
            JsonArray list => list.Select((phrase, index) => row.TextOf(phrase, FormattableString.Invariant($"{Phrase}[{index}]"))).ToList(),
            var single => [row.TextOf(single, Phrase)],
        };
        return phrases.All(phrase => phrase.Trim().Length > 0)
            ? phrases
            : throw row.Problem(Phrase, "is empty, so every answer would be right. Give the words that a right answer holds.");
    }

    private static bool IsAssistant(JsonNode? message) =>
        message![ExampleFields.Role]!.GetValue<string>() == ExampleFields.Assistant;
}
