using System.Buffers;

namespace OpenLedger.Datanets.Gates.Languages;

/// <summary>The lines of a text that are sentences: not code, not formulas, not lists of names. Only they are written in a language.</summary>
internal static class Prose
{
    private const int LeastWords = 5;
    private const double MostSigns = 0.06;
    private const string Fence = "```";

    private static readonly SearchValues<char> Signs = SearchValues.Create("{}[]()=<>_/\\|&$#@*+^~`;%");

    /// <summary>Those lines, each with where it begins and ends.</summary>
    public static IEnumerable<Range> LinesOf(string text)
    {
        var isCode = false;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var line = text.AsSpan(start, end - start).Trim();
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                isCode = !isCode;
            }
            else if (!isCode && !IsIndented(text.AsSpan(start, end - start)) && IsProse(line))
            {
                yield return start..end;
            }

            start = end + 1;
        }
    }

    private static bool IsIndented(ReadOnlySpan<char> line) => line.StartsWith("  ", StringComparison.Ordinal) || line.StartsWith("\t", StringComparison.Ordinal);

    private static bool IsProse(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] is '#' or '/' or '*' or '<' or '|' || line.StartsWith("--", StringComparison.Ordinal))
        {
            return false;
        }

        var (words, signs, isInWord, standsAlone) = (0, 0, false, 0);
        foreach (var sign in line)
        {
            if (sign is >= 'a' and <= 'z')
            {
                words += isInWord ? 0 : 1;
                isInWord = true;
                continue;
            }

            var isLetter = char.IsAsciiLetter(sign) || (!char.IsAscii(sign) && char.IsLetter(sign));
            words += isLetter && !isInWord ? 1 : 0;
            standsAlone += isLetter && !char.IsAscii(sign) && Texts.CanonicalWords.StandsAlone(sign) ? 1 : 0;
            isInWord = isLetter || (isInWord && sign is '\'' or '’');
            signs += !isLetter && Signs.Contains(sign) ? 1 : 0;
        }

        return words + standsAlone >= LeastWords && signs <= MostSigns * line.Length;
    }
}
