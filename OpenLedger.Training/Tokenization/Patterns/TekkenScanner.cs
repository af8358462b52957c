using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>The split rule of Mistral-Nemo: words break where small letters give way to capitals. Every character lies in a match.</summary>
internal sealed class TekkenScanner : Pattern
{
    private const int NoPunctuation = CharacterKind.Space | CharacterKind.Letter | CharacterKind.Number;

    public override bool Find(ReadOnlySpan<byte> piece, int from, PatternState state, out int start, out int stop)
    {
        start = from;
        stop = from < piece.Length ? Next(piece, from) : from;
        return stop > from;
    }

    private static int Next(ReadOnlySpan<byte> text, int at)
    {
        var kind = CharacterKind.At(text, at, out var length);
        var next = at + length;
        var mayLead = (kind & (CharacterKind.LineBreak | CharacterKind.Letter | CharacterKind.Number)) == 0;
        var end = mayLead ? EndingSmall(text, next) : -1;
        end = end > 0 ? end : EndingSmall(text, at);
        end = end > 0 ? end : mayLead ? StartingCapital(text, next) : -1;
        end = end > 0 ? end : StartingCapital(text, at);
        if (end > 0)
        {
            return end;
        }

        if ((kind & CharacterKind.Number) != 0)
        {
            return next;
        }

        if ((kind & CharacterKind.Space) == 0)
        {
            return Punctuation(text, next);
        }

        return text[at] == ' ' && next < text.Length && (CharacterKind.At(text, next, out _) & NoPunctuation) == 0
            ? Punctuation(text, next)
            : Scan.Spaces(text, at, toLineBreak: true);
    }

    /// <summary>Capitals, then at least one small letter. Letters without case are both, so the last of them can stand for the small one.</summary>
    private static int EndingSmall(ReadOnlySpan<byte> text, int at)
    {
        var behindLastSmall = -1;
        while (at < text.Length)
        {
            var kind = CharacterKind.At(text, at, out var length);
            if ((kind & CharacterKind.Capital) == 0)
            {
                break;
            }

            at += length;
            if ((kind & CharacterKind.Small) != 0)
            {
                behindLastSmall = at;
            }
        }

        var end = Scan.Run(text, at, CharacterKind.Small);
        return end > at ? end : behindLastSmall;
    }

    private static int StartingCapital(ReadOnlySpan<byte> text, int at)
    {
        var capitals = Scan.Run(text, at, CharacterKind.Capital);
        return capitals > at ? Scan.Run(text, capitals, CharacterKind.Small) : -1;
    }

    private static int Punctuation(ReadOnlySpan<byte> text, int at)
    {
        at = Scan.RunWithout(text, at, NoPunctuation);
        while (at < text.Length && text[at] is (byte)'\r' or (byte)'\n' or (byte)'/')
        {
            at++;
        }

        return at;
    }
}
