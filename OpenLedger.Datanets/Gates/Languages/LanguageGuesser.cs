using System.Collections.Frozen;

namespace OpenLedger.Datanets.Gates.Languages;

/// <summary>
/// Guesses the language of sentences by script and, within Latin and Cyrillic, by how letters follow each other. It knows some languages and
/// is silent about short texts, about code, and where a text could as well be in one of the languages asked about.
/// </summary>
public static class LanguageGuesser
{
    /// <summary>Fewer letters than these tell too little.</summary>
    public const int LeastLetters = 40;

    /// <summary>A smaller margin than this tells too little.</summary>
    public const double LeastMargin = 0.2;

    private const int MostLetters = 160;
    private const double ShareOfScript = 0.7;

    private static readonly Lazy<LanguageTable> Latin = new(() => new LanguageTable(["de", "en", "es", "fr", "it", "nl", "pl", "pt", "sv", "tr"]));
    private static readonly Lazy<LanguageTable> Cyrillic = new(() => new LanguageTable(["ru", "uk"]));

    private static readonly FrozenDictionary<Script, string> ByScriptAlone = new Dictionary<Script, string>
    {
        [Script.Greek] = "el",
        [Script.Hebrew] = "he",
        [Script.Arabic] = "ar",
        [Script.Devanagari] = "hi",
        [Script.Thai] = "th",
        [Script.Hangul] = "ko",
        [Script.Kana] = "ja",
        [Script.Han] = "zh",
    }.ToFrozenDictionary();

    /// <summary>The languages that can be told (ISO 639-1).</summary>
    public static IReadOnlyList<string> Known { get; } = [.. LanguageProfiles.Texts.Keys.Concat(ByScriptAlone.Values).Order(StringComparer.Ordinal)];

    /// <summary>The language that fits best, with its lead over the next one; null where there are too few letters in sentences.</summary>
    public static LanguageGuess? Guess(string text) => Guess([text ?? throw new ArgumentNullException(nameof(text))], null);

    /// <summary>The same for several texts together, with the lead over the best of some languages. Null where one of these fits best.</summary>
    internal static LanguageGuess? Guess(IEnumerable<string> texts, IReadOnlyList<string>? expected)
    {
        Span<char> letters = stackalloc char[MostLetters];
        var (length, count, script) = Collect(texts, letters);
        if (count < LeastLetters || script == Script.Other)
        {
            return null;
        }

        if (ByScriptAlone.TryGetValue(script, out var alone))
        {
            return expected?.Contains(alone) == true || (script == Script.Han && expected?.Contains("ja") == true) ? null : new LanguageGuess(alone, 1, count);
        }

        return Score((script == Script.Latin ? Latin : Cyrillic).Value, letters[..length], count, expected);
    }

    private static LanguageGuess? Score(LanguageTable table, ReadOnlySpan<char> letters, int count, IReadOnlyList<string>? expected)
    {
        Span<double> scores = stackalloc double[table.Codes.Count];
        var (one, two) = (' ', ' ');
        foreach (var three in letters)
        {
            table.AddTo(scores, one, two, three);
            (one, two) = (two, three);
        }

        var best = 0;
        for (var language = 1; language < scores.Length; language++)
        {
            best = scores[language] > scores[best] ? language : best;
        }

        if (expected?.Contains(table.Codes[best]) == true)
        {
            return null;
        }

        var next = double.NegativeInfinity;
        for (var language = 0; language < scores.Length; language++)
        {
            next = language != best && (expected is null || expected.Contains(table.Codes[language])) ? Math.Max(next, scores[language]) : next;
        }

        // Where none of the expected languages is written in this script, the script alone tells that it is another one.
        return new LanguageGuess(table.Codes[best], double.IsNegativeInfinity(next) ? 1 : (scores[best] - next) / letters.Length, count);
    }

    /// <summary>The first letters of the sentences in small, how many of them are letters, and in which script most are written.</summary>
    private static (int Length, int Letters, Script Script) Collect(IEnumerable<string> texts, Span<char> into)
    {
        Span<int> scripts = stackalloc int[Enum.GetValues<Script>().Length];
        var (length, letters) = (0, 0);
        foreach (var text in texts)
        {
            foreach (var line in Prose.LinesOf(text))
            {
                length = LetterStream.Append(" ", into, LetterStream.Append(text.AsSpan(line), into, length));
                if (length == into.Length)
                {
                    break;
                }
            }
        }

        foreach (var sign in into[..length])
        {
            if (sign is not (' ' or '\''))
            {
                letters++;
                scripts[(int)ScriptOf(sign)]++;
            }
        }

        return (length, letters, Most(scripts, letters));
    }

    private static Script Most(ReadOnlySpan<int> scripts, int letters)
    {
        // Japanese is written in both.
        if (scripts[(int)Script.Kana] > 0 && scripts[(int)Script.Kana] + scripts[(int)Script.Han] >= ShareOfScript * letters)
        {
            return Script.Kana;
        }

        for (var script = 1; script < scripts.Length; script++)
        {
            if (scripts[script] >= ShareOfScript * letters)
            {
                return (Script)script;
            }
        }

        return Script.Other;
    }

    private static Script ScriptOf(char sign) => sign switch
    {
        < '\u0250' or (>= '\u1E00' and <= '\u1EFF') => Script.Latin,
        >= '\u0370' and <= '\u03FF' => Script.Greek,
        >= '\u0400' and <= '\u052F' => Script.Cyrillic,
        >= '\u0590' and <= '\u05FF' => Script.Hebrew,
        >= '\u0600' and <= '\u077F' => Script.Arabic,
        >= '\u0900' and <= '\u097F' => Script.Devanagari,
        >= '\u0E00' and <= '\u0E7F' => Script.Thai,
        >= '\uAC00' and <= '\uD7AF' => Script.Hangul,
        >= '\u3040' and <= '\u30FF' => Script.Kana,
        >= '\u3400' and <= '\u9FFF' => Script.Han,
        _ => Script.Other,
    };
}
