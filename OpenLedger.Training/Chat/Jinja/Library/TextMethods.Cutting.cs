using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>Cutting texts up, putting them together, and replacing parts.</summary>
internal static partial class TextMethods
{
    /// <summary>Replaces up to a number of places; negative stands for all. An empty text is found between all letters.</summary>
    public static string Replace(JinjaBudget budget, string text, string old, string replacement, long count)
    {
        budget.Scan(text.Length);
        var limit = count < 0 ? long.MaxValue : count;
        var places = old.Length == 0 ? CodePoints.Count(text) + 1L : Occurrences(text, old, limit);
        places = Math.Min(places, limit);
        if (places == 0)
        {
            return text;
        }

        budget.Text(text.Length + (places * (replacement.Length - old.Length)));
        if (old.Length > 0 && limit == long.MaxValue)
        {
            return text.Replace(old, replacement, StringComparison.Ordinal);
        }

        var sink = new TextSink(budget);
        var at = 0;
        for (var i = 0L; i < places; i++)
        {
            var next = old.Length > 0 ? text.IndexOf(old, at, StringComparison.Ordinal)
                : i == 0 ? 0 : at + CodePoints.LengthAt(text, at);
            sink.Append(text.AsSpan(at, next - at));
            sink.Append(replacement);
            at = next + old.Length;
        }

        sink.Append(text.AsSpan(at));
        return sink.ToString();
    }

    private static long Occurrences(string text, string old, long limit)
    {
        var count = 0L;
        for (var at = 0; count < limit && (at = text.IndexOf(old, at, StringComparison.Ordinal)) >= 0; at += old.Length)
        {
            count++;
        }

        return count;
    }

    private static JinjaValue Replace(JinjaBudget budget, string text, JinjaArguments arguments)
    {
        var bound = arguments.Bind("replace", 2, "old", "new", "count");
        var count = bound[2] is { } given ? Whole.Of(given, "replace") : -1;
        return JinjaValue.Of(Replace(budget, text, Strings.Of(bound[0], "replace"), Strings.Of(bound[1], "replace"), count));
    }

    private static JinjaValue Join(JinjaBudget budget, string text, JinjaArguments arguments)
    {
        var sink = new TextSink(budget);
        var index = 0;
        foreach (var item in ValueSequence.Iterate(budget, arguments.Bind("join", 1, "iterable")[0]!.Value))
        {
            sink.Append(index == 0 ? string.Empty : text);
            sink.Append(item.IsText ? item.Text : throw new JinjaFault($"sequence item {index}: expected str instance, {item.TypeName} found"));
            index++;
        }

        return JinjaValue.Of(sink.ToString());
    }

    private static JinjaValue SplitLines(JinjaBudget budget, string text, JinjaArguments arguments)
    {
        var keepEnds = arguments.Bind("splitlines", 0, "keepends")[0] is { } keep && ValueSequence.IsTrue(keep);
        budget.Text(text.Length);
        return Listed(budget, Lines(text, keepEnds));
    }

    private static JinjaValue Partition(JinjaBudget budget, string text, JinjaArguments arguments, bool fromEnd)
    {
        var separator = Separator(arguments.Bind("partition", 1, "sep")[0])!;
        budget.Text(text.Length);
        var at = fromEnd ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        string[] parts = at >= 0 ? [text[..at], separator, text[(at + separator.Length)..]]
            : fromEnd ? [string.Empty, string.Empty, text]
            : [text, string.Empty, string.Empty];
        return JinjaValue.Tuple(Array.ConvertAll(parts, JinjaValue.Of));
    }

    private static JinjaValue Split(JinjaBudget budget, string text, JinjaArguments arguments, bool fromEnd)
    {
        var bound = arguments.Bind(fromEnd ? "rsplit" : "split", 0, "sep", "maxsplit");
        var separator = Separator(bound[0]);
        var most = bound[1] is { } given ? Whole.Of(given, "split") : -1;
        var limit = most < 0 ? int.MaxValue : (int)most;
        budget.Text(text.Length);
        var parts = separator is null
            ? fromEnd ? SplitSpaceFromEnd(text, limit) : SplitSpace(text, limit)
            : fromEnd ? SplitFromEnd(text, separator, limit) : SplitAt(text, separator, limit);
        return Listed(budget, parts);
    }

    private static string? Separator(JinjaValue? value)
    {
        var separator = Strings.Optional(value, "split");
        return separator is { Length: 0 } ? throw new JinjaFault("empty separator") : separator;
    }

    private static JinjaValue Listed(JinjaBudget budget, List<string> parts)
    {
        budget.Items(parts.Count);
        return JinjaValue.List([.. parts.Select(JinjaValue.Of)]);
    }

    private static List<string> SplitAt(string text, string separator, int limit)
    {
        var parts = new List<string>();
        var at = 0;
        while (parts.Count < limit && text.IndexOf(separator, at, StringComparison.Ordinal) is >= 0 and var found)
        {
            parts.Add(text[at..found]);
            at = found + separator.Length;
        }

        parts.Add(text[at..]);
        return parts;
    }

    private static List<string> SplitFromEnd(string text, string separator, int limit)
    {
        var parts = new List<string>();
        var end = text.Length;
        while (parts.Count < limit && text.AsSpan(0, end).LastIndexOf(separator) is >= 0 and var found)
        {
            parts.Add(text[(found + separator.Length)..end]);
            end = found;
        }

        parts.Add(text[..end]);
        parts.Reverse();
        return parts;
    }

    private static List<string> SplitSpace(string text, int limit)
    {
        var parts = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && PythonText.IsSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                return parts;
            }

            if (parts.Count == limit)
            {
                parts.Add(text[at..]);
                return parts;
            }

            var end = at;
            while (end < text.Length && !PythonText.IsSpace(text[end]))
            {
                end++;
            }

            parts.Add(text[at..end]);
            at = end;
        }
    }

    private static List<string> SplitSpaceFromEnd(string text, int limit)
    {
        var parts = new List<string>();
        var end = text.Length;
        while (true)
        {
            while (end > 0 && PythonText.IsSpace(text[end - 1]))
            {
                end--;
            }

            if (end == 0)
            {
                break;
            }

            var start = end;
            while (parts.Count < limit && start > 0 && !PythonText.IsSpace(text[start - 1]))
            {
                start--;
            }

            parts.Add(parts.Count < limit ? text[start..end] : text[..end]);
            end = parts.Count > limit ? 0 : start;
        }

        parts.Reverse();
        return parts;
    }
}
