using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>The last of the three split rules of DeepSeek-V3 and R1. Digits and controls may lie between the matches.</summary>
internal sealed class DeepSeekScanner : Pattern
{
    private const int LetterOrMark = CharacterKind.Letter | CharacterKind.Mark;

    public override bool Find(ReadOnlySpan<byte> piece, int from, PatternState state, out int start, out int stop)
    {
        for (start = from; start < piece.Length;)
        {
            stop = Match(piece, start, out var length);
            if (stop > start)
            {
                return true;
            }

            start += length;
        }

        start = stop = -1;
        return false;
    }

    private static int Match(ReadOnlySpan<byte> text, int at, out int length)
    {
        var kind = CharacterKind.At(text, at, out length);
        var next = at + length;
        if ((kind & CharacterKind.PunctuationOrSymbol) != 0)
        {
            return text[at] < 0x80 && next < text.Length && char.IsAsciiLetter((char)text[next]) ? AsciiLetters(text, next) : Punctuation(text, next);
        }

        if ((kind & CharacterKind.Letter) != 0)
        {
            return Scan.Run(text, next, LetterOrMark);
        }

        var following = next < text.Length ? CharacterKind.At(text, next, out _) : 0;
        if ((kind & CharacterKind.LineBreak) == 0 && (following & LetterOrMark) != 0)
        {
            return Scan.Run(text, next, LetterOrMark);
        }

        if ((kind & CharacterKind.Mark) != 0)
        {
            return next;
        }

        if (text[at] == ' ' && (following & CharacterKind.PunctuationOrSymbol) != 0)
        {
            return Punctuation(text, next);
        }

        return (kind & CharacterKind.Space) != 0 ? Scan.Spaces(text, at, toLineBreak: true) : -1;
    }

    private static int Punctuation(ReadOnlySpan<byte> text, int at) => Scan.LineBreaks(text, Scan.Run(text, at, CharacterKind.PunctuationOrSymbol));

    private static int AsciiLetters(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && char.IsAsciiLetter((char)text[at]))
        {
            at++;
        }

        return at;
    }
}
