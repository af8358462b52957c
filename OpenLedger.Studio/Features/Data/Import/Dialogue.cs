using System.Text;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Questions and answers in prose: lines that begin with who speaks.</summary>
internal static class Dialogue
{
    private const int FewestPairs = 2;
    private const int LongestMark = 12;

    private static readonly string[] Asking = ["q", "question", "frage", "f", "user", "human", "prompt"];
    private static readonly string[] Answering = ["a", "answer", "antwort", "assistant", "bot", "ai", "response"];

    /// <summary>Whether a text is written so: questions and answers take turns more than once.</summary>
    public static bool IsDialogue(string sample)
    {
        var (pairs, asked) = (0, false);
        foreach (var line in sample.Split('\n'))
        {
            var (isAsking, isAnswering, _) = Marked(line);
            pairs += isAnswering && asked ? 1 : 0;
            asked = isAsking || (asked && !isAnswering);
        }

        return pairs >= FewestPairs;
    }

    public static IEnumerable<SourceRow> Rows(IEnumerable<TextLine> lines)
    {
        StringBuilder? question = null;
        StringBuilder? answer = null;
        var first = 1L;
        foreach (var line in lines)
        {
            var (isAsking, isAnswering, text) = Marked(line.Text);
            if (isAsking && question is not null)
            {
                yield return Row(first, question, answer);
                (question, answer) = (null, null);
            }

            if (isAsking)
            {
                (question, first) = (new StringBuilder(text), line.Number);
            }
            else if (isAnswering && answer is null)
            {
                question ??= new StringBuilder();
                answer = new StringBuilder(text);
            }
            else if ((answer ?? question) is { } open)
            {
                open.Append('\n').Append(line.Text);
            }
        }

        if (question is not null)
        {
            yield return Row(first, question, answer);
        }
    }

    private static SourceRow Row(long number, StringBuilder question, StringBuilder? answer) =>
        new(number, new JsonObject { ["question"] = question.ToString().Trim(), ["answer"] = answer?.ToString().Trim() ?? string.Empty });

    private static (bool IsAsking, bool IsAnswering, string Text) Marked(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > LongestMark)
        {
            return (false, false, line);
        }

        // "Q1:", "**Question:**" and "Question 3:" are marks as well.
        var mark = line[..colon].Trim(' ', '*', '#', '_').TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ' ').ToLowerInvariant();
        var text = line[(colon + 1)..].TrimStart('*', ' ');
        return (Asking.Contains(mark), Answering.Contains(mark), text);
    }
}
