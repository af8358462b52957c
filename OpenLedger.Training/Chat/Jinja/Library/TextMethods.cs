using System.Collections.Frozen;
using System.Text;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>One method of texts.</summary>
internal delegate JinjaValue TextMethod(JinjaBudget budget, string text, JinjaArguments arguments);

/// <summary>The methods of texts: those that change and cut. What asks and searches is in <see cref="TextQueries"/>.</summary>
internal static partial class TextMethods
{
    private static readonly FrozenDictionary<string, TextMethod> Table = new Dictionary<string, TextMethod>(TextQueries.All)
    {
        ["capitalize"] = (budget, text, arguments) => Changed(budget, arguments, "capitalize", PythonText.Capitalize(text)),
        ["casefold"] = (budget, text, arguments) => Changed(budget, arguments, "casefold", PythonText.Lower(text).Replace("ß", "ss", StringComparison.Ordinal)),
        ["center"] = (budget, text, arguments) => Padded(budget, arguments, "center", (width, fill) => Strings.Center(budget, text, width, fill)),
        ["expandtabs"] = (budget, text, arguments) => ExpandTabs(budget, text, arguments),
        ["format"] = (budget, text, arguments) => JinjaValue.Of(BraceFormat.Format(budget, text, arguments)),
        ["join"] = Join,
        ["ljust"] = (budget, text, arguments) => Padded(budget, arguments, "ljust", (width, fill) => Strings.Pad(budget, text, 0, width - CodePoints.Count(text), fill)),
        ["lower"] = (budget, text, arguments) => Changed(budget, arguments, "lower", PythonText.Lower(text)),
        ["lstrip"] = (budget, text, arguments) => Stripped(budget, text, arguments, "lstrip", start: true, end: false),
        ["partition"] = (budget, text, arguments) => Partition(budget, text, arguments, fromEnd: false),
        ["removeprefix"] = (budget, text, arguments) => Removed(budget, text, arguments, "removeprefix"),
        ["removesuffix"] = (budget, text, arguments) => Removed(budget, text, arguments, "removesuffix"),
        ["replace"] = (budget, text, arguments) => Replace(budget, text, arguments),
        ["rjust"] = (budget, text, arguments) => Padded(budget, arguments, "rjust", (width, fill) => Strings.Pad(budget, text, width - CodePoints.Count(text), 0, fill)),
        ["rpartition"] = (budget, text, arguments) => Partition(budget, text, arguments, fromEnd: true),
        ["rsplit"] = (budget, text, arguments) => Split(budget, text, arguments, fromEnd: true),
        ["rstrip"] = (budget, text, arguments) => Stripped(budget, text, arguments, "rstrip", start: false, end: true),
        ["split"] = (budget, text, arguments) => Split(budget, text, arguments, fromEnd: false),
        ["splitlines"] = SplitLines,
        ["strip"] = (budget, text, arguments) => Stripped(budget, text, arguments, "strip", start: true, end: true),
        ["swapcase"] = (budget, text, arguments) => Changed(budget, arguments, "swapcase", SwapCase(text)),
        ["title"] = (budget, text, arguments) => Changed(budget, arguments, "title", PythonText.Title(text)),
        ["upper"] = (budget, text, arguments) => Changed(budget, arguments, "upper", PythonText.Upper(text)),
        ["zfill"] = ZeroFill,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The method of this name, bound to the text; null where there is none.</summary>
    public static JinjaValue? Find(string text, string name)
    {
        if (!Table.TryGetValue(name, out var method))
        {
            return null;
        }

        return JinjaValue.Of(new JinjaFunction(name, (run, arguments) =>
        {
            run.Budget.Scan(text.Length);
            return method(run.Budget, text, arguments);
        }));
    }

    public static bool IsLower(string text) => TextQueries.IsCase(text, Rune.IsLower);

    public static bool IsUpper(string text) => TextQueries.IsCase(text, Rune.IsUpper);

    /// <summary>Takes letters of the set away at the ends; null stands for white space.</summary>
    public static string Strip(string text, string? letters, bool start, bool end)
    {
        if (letters is null)
        {
            return (start, end) switch
            {
                (true, true) => PythonText.Trim(text),
                (true, _) => PythonText.TrimStart(text),
                _ => PythonText.TrimEnd(text),
            };
        }

        var set = letters.EnumerateRunes().ToHashSet();
        var (from, to) = (0, text.Length);
        while (start && from < to && Rune.DecodeFromUtf16(text.AsSpan(from, to - from), out var first, out var length) == default && set.Contains(first))
        {
            from += length;
        }

        while (end && from < to && Rune.DecodeLastFromUtf16(text.AsSpan(from, to - from), out var last, out var length) == default && set.Contains(last))
        {
            to -= length;
        }

        return text[from..to];
    }

    /// <summary>Lines as Python's <c>splitlines</c> sees them.</summary>
    public static List<string> Lines(string text, bool keepEnds)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !IsLineEnd(text[end]))
            {
                end++;
            }

            var next = end >= text.Length ? end : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            lines.Add(text[start..(keepEnds ? next : end)]);
            start = next;
        }

        return lines;
    }

    private static bool IsLineEnd(char character)
        => character is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' or (>= '\u001C' and <= '\u001E');

    private static JinjaValue Changed(JinjaBudget budget, JinjaArguments arguments, string name, string changed)
    {
        arguments.Bind(name, 0);
        budget.Text(changed.Length);
        return JinjaValue.Of(changed);
    }

    private static JinjaValue Stripped(JinjaBudget budget, string text, JinjaArguments arguments, string name, bool start, bool end)
    {
        var letters = Strings.Optional(arguments.Bind(name, 0, "chars")[0], name);
        budget.Items(letters?.Length ?? 0);
        var stripped = Strip(text, letters, start, end);
        budget.Text(stripped.Length);
        return JinjaValue.Of(stripped);
    }

    private static JinjaValue Removed(JinjaBudget budget, string text, JinjaArguments arguments, string name)
    {
        var part = Strings.Of(arguments.Bind(name, 1, "affix")[0], name);
        budget.Text(text.Length);
        var prefix = name == "removeprefix";
        var has = prefix ? text.StartsWith(part, StringComparison.Ordinal) : text.EndsWith(part, StringComparison.Ordinal);
        return JinjaValue.Of(!has ? text : prefix ? text[part.Length..] : text[..^part.Length]);
    }

    private static JinjaValue Padded(JinjaBudget budget, JinjaArguments arguments, string name, Func<long, string, string> pad)
    {
        var bound = arguments.Bind(name, 1, "width", "fillchar");
        var fill = Strings.Optional(bound[1], name) ?? " ";
        budget.Step();
        return CodePoints.Count(fill) == 1
            ? JinjaValue.Of(pad(Whole.Of(bound[0], name), fill))
            : throw new JinjaFault("the fill character must be exactly one character long");
    }

    private static JinjaValue ZeroFill(JinjaBudget budget, string text, JinjaArguments arguments)
    {
        var missing = Whole.Of(arguments.Bind("zfill", 1, "width")[0], "zfill") - CodePoints.Count(text);
        var sign = text.StartsWith('-') || text.StartsWith('+') ? 1 : 0;
        return JinjaValue.Of(text[..sign] + Strings.Pad(budget, string.Empty, missing, 0, "0") + text[sign..]);
    }

    private static JinjaValue ExpandTabs(JinjaBudget budget, string text, JinjaArguments arguments)
    {
        var size = arguments.Bind("expandtabs", 0, "tabsize")[0] is { } given ? Whole.Of(given, "expandtabs") : 8;
        var sink = new TextSink(budget);
        var column = 0L;
        foreach (var character in text)
        {
            if (character != '\t')
            {
                sink.Append(character);
                column = character is '\n' or '\r' ? 0 : column + 1;
                continue;
            }

            var blanks = size > 0 ? size - (column % size) : 0;
            sink.Append(Strings.Repeat(budget, " ", blanks));
            column += blanks;
        }

        return JinjaValue.Of(sink.ToString());
    }

    private static string SwapCase(string text)
    {
        var swapped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            swapped.Append(Rune.IsUpper(rune) ? PythonText.Lower(rune.ToString()) : PythonText.Upper(rune.ToString()));
        }

        return swapped.ToString();
    }
}
