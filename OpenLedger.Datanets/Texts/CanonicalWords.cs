using System.Buffers;

namespace OpenLedger.Datanets.Texts;

/// <summary>The words of a canonical text: between spaces, and each sign by itself in scripts that write without spaces.</summary>
public static class CanonicalWords
{
    // A word that was joined already holds spaces.
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789. ");

    /// <summary>Where each word stands in the canonical form.</summary>
    public static List<TextSpan> Of(ReadOnlySpan<char> words)
    {
        var spans = new List<TextSpan>((words.Length / 5) + 1);
        AddTo(spans, words);
        return spans;
    }

    private static void AddTo(List<TextSpan> spans, ReadOnlySpan<char> words)
    {
        var at = 0;
        while (at < words.Length)
        {
            var end = at + 1;
            if (IsSeparator(words[at]))
            {
                at = end;
                continue;
            }

            if (!StandsAlone(words[at]))
            {
                while (end < words.Length && !IsSeparator(words[end]) && !StandsAlone(words[end]))
                {
                    end++;
                }
            }
            else if (char.IsHighSurrogate(words[at]) && end < words.Length)
            {
                end++;
            }

            spans.Add(new TextSpan(at, end));
            at = end;
        }
    }

    /// <summary>
    /// The same with numbers that follow each other as one word. A formula is one thing to say: taken sign by sign, sums that have nothing in
    /// common share phrases of eight numbers.
    /// </summary>
    public static List<TextSpan> WithFormulas(ReadOnlySpan<char> words)
    {
        var spans = new List<TextSpan>((words.Length / 5) + 1);
        FillWithFormulas(spans, words);
        return spans;
    }

    /// <summary>The same into a list that is used again.</summary>
    internal static void FillWithFormulas(List<TextSpan> spans, ReadOnlySpan<char> words)
    {
        spans.Clear();
        AddTo(spans, words);
        var kept = 0;
        for (var word = 0; word < spans.Count; word++)
        {
            if (kept > 0 && IsNumber(words, spans[word]) && IsNumber(words, spans[kept - 1]))
            {
                spans[kept - 1] = spans[kept - 1] with { End = spans[word].End };
            }
            else
            {
                spans[kept++] = spans[word];
            }
        }

        spans.RemoveRange(kept, spans.Count - kept);
    }

    private static bool IsNumber(ReadOnlySpan<char> words, TextSpan word) => words[word.Start..word.End].IndexOfAnyExcept(Digits) < 0;

    /// <summary>True between words.</summary>
    internal static bool IsSeparator(char sign) => sign is ' ' or '\n';

    /// <summary>True for Thai, Lao, Burmese, Khmer, Japanese and Chinese signs, ideographs beyond the first plane included.</summary>
    internal static bool StandsAlone(char sign) =>
        sign >= '\u0E00' && sign is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
            or (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uD840' and <= '\uD88F');
}
