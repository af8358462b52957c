using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>The split rule of LLaMA-3 (digits by three) and of Qwen2, Qwen3 (digits one by one). Every character lies in a match.</summary>
internal sealed class LlamaScanner(int mostDigits) : Pattern
{
    public override bool Find(ReadOnlySpan<byte> piece, int from, PatternState state, out int start, out int stop)
    {
        start = from;
        stop = from < piece.Length ? Next(piece, from) : from;
        return stop > from;
    }

    private int Next(ReadOnlySpan<byte> text, int at)
    {
        var kind = CharacterKind.At(text, at, out var length);
        var next = at + length;
        if ((kind & CharacterKind.Letter) != 0)
        {
            return Scan.Run(text, next, CharacterKind.Letter);
        }

        if ((kind & CharacterKind.Number) != 0)
        {
            return Scan.Digits(text, next, mostDigits - 1);
        }

        if (text[at] == '\'' && Scan.Contraction(text, at, anyCase: true) is var contraction and > 0)
        {
            return contraction;
        }

        // Behind the end nothing follows: that is neither a letter nor punctuation.
        var following = next < text.Length ? CharacterKind.At(text, next, out _) : CharacterKind.Space;
        if ((following & CharacterKind.Letter) != 0 && (kind & CharacterKind.LineBreak) == 0)
        {
            return Scan.Run(text, next, CharacterKind.Letter);
        }

        if ((kind & CharacterKind.Space) == 0)
        {
            return Punctuation(text, next);
        }

        return text[at] == ' ' && (following & (CharacterKind.Space | CharacterKind.Letter | CharacterKind.Number)) == 0
            ? Punctuation(text, next)
            : Scan.Spaces(text, at, toLineBreak: true);
    }

    private static int Punctuation(ReadOnlySpan<byte> text, int at) =>
        Scan.LineBreaks(text, Scan.RunWithout(text, at, CharacterKind.Space | CharacterKind.Letter | CharacterKind.Number));
}
