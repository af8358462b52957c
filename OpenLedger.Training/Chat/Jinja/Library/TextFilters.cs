using System.Text;
using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>Filters that make text.</summary>
internal static class TextFilters
{
    private const string WordSeparators = "-({[<";
    private const int DefaultTruncateLength = 255;
    private const int DefaultTruncateLeeway = 5;

    public static JinjaValue Upper(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("upper", 0);
        return Made(run, PythonText.Upper(Source(run, value)));
    }

    public static JinjaValue Lower(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("lower", 0);
        return Made(run, PythonText.Lower(Source(run, value)));
    }

    public static JinjaValue Capitalize(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("capitalize", 0);
        return Made(run, PythonText.Capitalize(Source(run, value)));
    }

    /// <summary>Words start at white space and at <c>- ( { [ &lt;</c> only: <c>they're</c> becomes <c>They're</c>.</summary>
    public static JinjaValue Title(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("title", 0);
        var text = Source(run, value);
        var result = new StringBuilder(text.Length + 8);
        for (var start = 0; start < text.Length;)
        {
            var separates = IsSeparator(text[start]);
            var end = start;
            while (end < text.Length && IsSeparator(text[end]) == separates)
            {
                end++;
            }

            var first = start + CodePoints.LengthAt(text, start);
            result.Append(PythonText.Upper(text[start..first])).Append(PythonText.Lower(text[first..Math.Max(first, end)]));
            start = Math.Max(first, end);
        }

        return Made(run, result.ToString());
    }

    public static JinjaValue Trim(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("trim", 0, "chars");
        var text = TextMethods.Strip(Source(run, value), Strings.Optional(bound[0], "trim"), start: true, end: true);
        return value.IsMarkup ? JinjaValue.Markup(text) : Made(run, text);
    }

    public static JinjaValue String(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("string", 0);
        return value.IsText ? value : JinjaValue.Of(ValueText.Str(run.Budget, value));
    }

    public static JinjaValue Safe(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("safe", 0);
        return JinjaValue.Markup(ValueText.Str(run.Budget, value));
    }

    public static JinjaValue Escape(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("escape", 0);
        return value.IsMarkup ? value : JinjaValue.Markup(Arithmetic.Escape(run.Budget, ValueText.Str(run.Budget, value)));
    }

    public static JinjaValue Replace(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("replace", 2, "old", "new", "count");
        var (old, replacement) = (ValueText.Str(run.Budget, bound[0]!.Value), ValueText.Str(run.Budget, bound[1]!.Value));
        var count = bound[2] is { IsNone: false } given ? Whole.Of(given, "replace") : -1;
        return JinjaValue.Of(TextMethods.Replace(run.Budget, Source(run, value), old, replacement, count));
    }

    public static JinjaValue Indent(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("indent", 0, "width", "first", "blank");
        var width = bound[0] ?? JinjaValue.Of(4L);
        var indention = width.IsText ? width.Text : Strings.Repeat(run.Budget, " ", Whole.Of(width, "indent"));
        var (first, blank) = (bound[1] is { } f && ValueSequence.IsTrue(f), bound[2] is { } b && ValueSequence.IsTrue(b));
        var lines = TextMethods.Lines(Source(run, JinjaValue.Of(Strings.Of(value, "indent"))) + "\n", keepEnds: false);
        var sink = new TextSink(run.Budget);
        for (var i = 0; i < lines.Count; i++)
        {
            sink.Append(i == 0 ? string.Empty : "\n");
            var indented = i == 0 ? first : blank || lines[i].Length > 0;
            sink.Append(indented ? indention : string.Empty);
            sink.Append(lines[i]);
        }

        return JinjaValue.Of(sink.ToString());
    }

    public static JinjaValue Center(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var width = arguments.Bind("center", 0, "width")[0];
        return JinjaValue.Of(Strings.Center(run.Budget, Source(run, value), width is { } given ? Whole.Of(given, "center") : 80, " "));
    }

    public static JinjaValue Format(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var named = new JinjaDictionary();
        foreach (var (name, item) in arguments.Named)
        {
            named.Set(name, item);
        }

        var values = arguments.Named.Length > 0 ? JinjaValue.Of(named) : JinjaValue.Tuple(arguments.Positional);
        return arguments.Named.Length > 0 && arguments.Positional.Length > 0
            ? throw new JinjaFault("can't handle positional and keyword arguments at the same time")
            : JinjaValue.Of(PercentFormat.Format(run.Budget, Source(run, value), values));
    }

    /// <summary>JSON as transformers writes it into prompts: letters beyond ASCII and HTML signs as they are.</summary>
    public static JinjaValue ToJson(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("tojson", 0, "ensure_ascii", "indent", "separators", "sort_keys");
        var indent = bound[1] is not { IsNone: false } given ? null
            : given.IsText ? given.Text : Strings.Repeat(run.Budget, " ", Whole.Of(given, "tojson"));
        string? item = null;
        string? key = null;
        if (bound[2] is { IsNone: false } separators)
        {
            var pair = ValueSequence.Items(run.Budget, separators);
            (item, key) = pair.Length == 2 && pair[0].IsText && pair[1].IsText
                ? (pair[0].Text, pair[1].Text)
                : throw new JinjaFault("tojson() takes two texts as separators");
        }

        var style = new JsonStyle(bound[0] is { } a && ValueSequence.IsTrue(a), indent, item, key, bound[3] is { } s && ValueSequence.IsTrue(s));
        return JinjaValue.Of(JsonText.Write(run.Budget, value, style));
    }

    public static JinjaValue Truncate(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        var bound = arguments.Bind("truncate", 0, "length", "killwords", "end", "leeway");
        var length = bound[0] is { } l ? Whole.Of(l, "truncate") : DefaultTruncateLength;
        var end = bound[2] is { } e ? ValueText.Str(run.Budget, e) : "...";
        var leeway = bound[3] is { IsNone: false } w ? Whole.Of(w, "truncate") : DefaultTruncateLeeway;
        if (!value.IsText && ValueSequence.Length(run.Budget, value) <= length + leeway)
        {
            return value;
        }

        var text = Strings.Of(value, "truncate");
        if (length < end.Length || leeway < 0)
        {
            throw new JinjaFault($"expected length >= {end.Length} and leeway >= 0");
        }

        if (CodePoints.Count(text) <= length + leeway)
        {
            return JinjaValue.Of(text);
        }

        var cut = text[..CodePoints.Offset(text, (int)(length - CodePoints.Count(end)))];
        var space = cut.LastIndexOf(' ');
        return Made(run, (bound[1] is { } k && ValueSequence.IsTrue(k)) || space < 0 ? cut + end : cut[..space] + end);
    }

    public static JinjaValue UrlEncode(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("urlencode", 0);
        var text = value.IsText || !ValueSequence.IsIterable(value) ? Source(run, value) : throw new JinjaFault("urlencode() takes a text");
        run.Budget.Text(9L * text.Length);
        return JinjaValue.Of(Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal));
    }

    public static JinjaValue WordCount(JinjaRun run, JinjaValue value, JinjaArguments arguments)
    {
        arguments.Bind("wordcount", 0);
        var (count, inWord) = (0L, false);
        foreach (var rune in Source(run, value).EnumerateRunes())
        {
            var part = rune.Value == '_' || Rune.IsLetterOrDigit(rune);
            count += part && !inWord ? 1 : 0;
            inWord = part;
        }

        return JinjaValue.Of(count);
    }

    private static bool IsSeparator(char character)
        => PythonText.IsSpace(character) || WordSeparators.Contains(character, StringComparison.Ordinal);

    private static string Source(JinjaRun run, JinjaValue value)
    {
        var text = ValueText.Str(run.Budget, value);
        run.Budget.Scan(text.Length);
        return text;
    }

    private static JinjaValue Made(JinjaRun run, string text)
    {
        run.Budget.Text(text.Length);
        return JinjaValue.Of(text);
    }
}
