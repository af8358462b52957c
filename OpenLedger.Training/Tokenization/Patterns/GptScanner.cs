using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>The split rule of GPT-2, which byte-level tokenizers use unless they bring their own. Every character lies in a match.</summary>
internal sealed class GptScanner : Pattern
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
        if (text[at] == '\'' && Scan.Contraction(text, at, anyCase: false) is var contraction and > 0)
        {
            return contraction;
        }

        var word = text[at] == ' ' && at + 1 < text.Length ? at + 1 : at;
        var kind = CharacterKind.At(text, word, out var length);
        if ((kind & CharacterKind.Letter) != 0)
        {
            return Scan.Run(text, word + length, CharacterKind.Letter);
        }

        if ((kind & CharacterKind.Number) != 0)
        {
            return Scan.Run(text, word + length, CharacterKind.Number);
        }

        return (kind & CharacterKind.Space) == 0
            ? Scan.RunWithout(text, word + length, NoPunctuation)
            : Scan.Spaces(text, at, toLineBreak: false);
    }
}
