using System.Text;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>The methods of texts that ask something about the text.</summary>
internal static class TextQueries
{
    public static Dictionary<string, TextMethod> All { get; } = new(StringComparer.Ordinal)
    {
        ["count"] = Count,
        ["endswith"] = (budget, text, arguments) => Edge(text, arguments, "endswith"),
        ["find"] = (budget, text, arguments) => JinjaValue.Of(Find(text, arguments, "find", fromEnd: false)),
        ["index"] = (budget, text, arguments) => Found(Find(text, arguments, "index", fromEnd: false)),
        ["isalnum"] = Each("isalnum", rune => Rune.IsLetter(rune) || IsNumeric(rune)),
        ["isalpha"] = Each("isalpha", Rune.IsLetter),
        ["isascii"] = (_, text, arguments) => Bare(arguments, "isascii", Ascii.IsValid(text)),
        ["isdecimal"] = Each("isdecimal", Rune.IsDigit),
        ["isdigit"] = Each("isdigit", IsDigit),
        ["islower"] = (_, text, arguments) => Bare(arguments, "islower", IsCase(text, Rune.IsLower)),
        ["isnumeric"] = Each("isnumeric", IsNumeric),
        ["isspace"] = Each("isspace", PythonText.IsSpace),
        ["istitle"] = (_, text, arguments) => Bare(arguments, "istitle", IsTitle(text)),
        ["isupper"] = (_, text, arguments) => Bare(arguments, "isupper", IsCase(text, Rune.IsUpper)),
        ["rfind"] = (budget, text, arguments) => JinjaValue.Of(Find(text, arguments, "rfind", fromEnd: true)),
        ["rindex"] = (budget, text, arguments) => Found(Find(text, arguments, "rindex", fromEnd: true)),
        ["startswith"] = (budget, text, arguments) => Edge(text, arguments, "startswith"),
    };

    /// <summary>Whether there are letters with case and all of them have this one.</summary>
    public static bool IsCase(string text, Func<Rune, bool> isCase)
    {
        var any = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (PythonText.IsCased(rune))
            {
                any = true;
                if (!isCase(rune))
                {
                    return false;
                }
            }
        }

        return any;
    }

    private static TextMethod Each(string name, Func<Rune, bool> isOne) => (_, text, arguments) =>
    {
        var all = text.Length > 0;
        foreach (var rune in text.EnumerateRunes())
        {
            all &= isOne(rune);
        }

        return Bare(arguments, name, all);
    };

    private static bool IsDigit(Rune rune) => Rune.IsDigit(rune) || rune.Value is '²' or '³' or '¹' or (>= 0x2070 and <= 0x2079) or (>= 0x2080 and <= 0x2089);

    private static bool IsNumeric(Rune rune) => Rune.IsNumber(rune);

    private static bool IsTitle(string text)
    {
        var (any, inWord) = (false, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var cased = PythonText.IsCased(rune);
            if (cased && Rune.IsLower(rune) != inWord)
            {
                return false;
            }

            any |= cased;
            inWord = cased;
        }

        return any;
    }

    private static JinjaValue Bare(JinjaArguments arguments, string name, bool answer)
    {
        arguments.Bind(name, 0);
        return JinjaValue.Of(answer);
    }

    private static JinjaValue Edge(string text, JinjaArguments arguments, string name)
    {
        var bound = arguments.Bind(name, 1, "affix", "start", "end");
        var (start, end) = Window(text, bound[1], bound[2]);
        var affix = bound[0]!.Value;
        var affixes = affix.Kind == JinjaKind.Tuple ? affix.Items : [affix];
        return JinjaValue.Of(Array.Exists(affixes, one => name == "startswith"
            ? text.AsSpan(start, end - start).StartsWith(Strings.Of(one, name))
            : text.AsSpan(start, end - start).EndsWith(Strings.Of(one, name))));
    }

    private static JinjaValue Count(JinjaBudget budget, string text, JinjaArguments arguments)
    {
        var bound = arguments.Bind("count", 1, "sub", "start", "end");
        var (start, end) = Window(text, bound[1], bound[2]);
        var wanted = Strings.Of(bound[0], "count");
        var part = text.AsSpan(start, end - start);
        return JinjaValue.Of(wanted.Length > 0 ? part.Count(wanted) : CodePoints.Count(part) + 1L);
    }

    private static long Find(string text, JinjaArguments arguments, string name, bool fromEnd)
    {
        var bound = arguments.Bind(name, 1, "sub", "start", "end");
        var (start, end) = Window(text, bound[1], bound[2]);
        var wanted = Strings.Of(bound[0], name);
        var part = text.AsSpan(start, end - start);
        var at = fromEnd ? part.LastIndexOf(wanted) : part.IndexOf(wanted);
        return at < 0 ? -1 : CodePoints.Count(text.AsSpan(0, start + at));
    }

    private static JinjaValue Found(long place) => place < 0 ? throw new JinjaFault("substring not found") : JinjaValue.Of(place);

    /// <summary>The part of the text between two code points, in UTF-16 units.</summary>
    private static (int Start, int End) Window(string text, JinjaValue? start, JinjaValue? end)
    {
        if (start is null && end is null)
        {
            return (0, text.Length);
        }

        var (from, to) = ListMethods.Window(start, end, CodePoints.Count(text));
        var first = CodePoints.Offset(text, from);
        return (first, Math.Max(first, CodePoints.Offset(text, to)));
    }
}
