namespace OpenLedger.Datanets.Texts;

/// <summary>The words of a canonical text: between spaces, and each sign by itself in scripts that write without spaces.</summary>
public static class CanonicalWords
{
    /// <summary>Where each word stands in the canonical form.</summary>
    public static List<TextSpan> Of(ReadOnlySpan<char> words)
    {
        var spans = new List<TextSpan>((words.Length / 5) + 1);
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

        return spans;
    }

    /// <summary>True between words.</summary>
    internal static bool IsSeparator(char sign) => sign is ' ' or '\n';

    /// <summary>True for Thai, Lao, Burmese, Khmer, Japanese and Chinese signs, ideographs beyond the first plane included.</summary>
    internal static bool StandsAlone(char sign) =>
        sign is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
            or (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uD840' and <= '\uD88F');
}
