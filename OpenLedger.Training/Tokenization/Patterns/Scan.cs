using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>The steps that the split rules of the model families share. Each gives the place where it ends.</summary>
internal static class Scan
{
    /// <summary>Over characters of any of these kinds.</summary>
    public static int Run(ReadOnlySpan<byte> text, int at, int kinds)
    {
        while (at < text.Length && (CharacterKind.At(text, at, out var length) & kinds) != 0)
        {
            at += length;
        }

        return at;
    }

    /// <summary>Over characters of none of these kinds.</summary>
    public static int RunWithout(ReadOnlySpan<byte> text, int at, int kinds)
    {
        while (at < text.Length && (CharacterKind.At(text, at, out var length) & kinds) == 0)
        {
            at += length;
        }

        return at;
    }

    public static int Digits(ReadOnlySpan<byte> text, int at, int most)
    {
        for (var count = 0; count < most && at < text.Length && (CharacterKind.At(text, at, out var length) & CharacterKind.Number) != 0; count++)
        {
            at += length;
        }

        return at;
    }

    public static int LineBreaks(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        return at;
    }

    /// <summary>
    /// <c>\s*[\r\n]+|\s+(?!\S)|\s+</c> at a space: up to the last line break of the run; else the run without its last space,
    /// which belongs to the word behind it; else the run.
    /// </summary>
    public static int Spaces(ReadOnlySpan<byte> text, int at, bool toLineBreak)
    {
        int end = at, last = at, behindBreak = -1;
        while (end < text.Length)
        {
            var kind = CharacterKind.At(text, end, out var length);
            if ((kind & CharacterKind.Space) == 0)
            {
                break;
            }

            last = end;
            end += length;
            if ((kind & CharacterKind.LineBreak) != 0)
            {
                behindBreak = end;
            }
        }

        if (toLineBreak && behindBreak >= 0)
        {
            return behindBreak;
        }

        return end == text.Length || last == at ? end : last;
    }

    /// <summary>The end of 's 't 're 've 'm 'll 'd at an apostrophe, or -1.</summary>
    public static int Contraction(ReadOnlySpan<byte> text, int at, bool anyCase)
    {
        var rest = text[(at + 1)..];
        if (rest.IsEmpty)
        {
            return -1;
        }

        var first = Lower(rest[0], anyCase);
        if (first is 's' or 't' or 'm' or 'd')
        {
            return at + 2;
        }

        if (rest.Length < 2)
        {
            return -1;
        }

        var second = Lower(rest[1], anyCase);
        if ((first == 'l' && second == 'l') || ((first == 'r' || first == 'v') && second == 'e'))
        {
            return at + 3;
        }

        // The long s (U+017F) is an s where case is ignored.
        return anyCase && rest[0] == 0xC5 && rest[1] == 0xBF ? at + 3 : -1;
    }

    private static int Lower(byte letter, bool anyCase) => anyCase && letter is >= (byte)'A' and <= (byte)'Z' ? letter | 0x20 : letter;
}
