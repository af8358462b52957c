using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>Conditions on a place in the text. As in Oniguruma, every line break begins and ends a line, not only the last.</summary>
internal static class PatternPlaces
{
    public static bool Holds(PlaceCondition condition, ReadOnlySpan<byte> piece, int at) => condition switch
    {
        PlaceCondition.TextStart => at == 0,
        PlaceCondition.TextEnd => at == piece.Length,
        PlaceCondition.TextEndOrLastLineBreak => at == piece.Length || (at == piece.Length - 1 && piece[at] == '\n'),
        PlaceCondition.LineStart => at == 0 || (piece[at - 1] == '\n' && at < piece.Length),
        PlaceCondition.LineEnd => at == piece.Length || piece[at] == '\n',
        PlaceCondition.WordBoundary => WordBefore(piece, at) != WordAt(piece, at),
        _ => WordBefore(piece, at) == WordAt(piece, at),
    };

    private static bool WordAt(ReadOnlySpan<byte> piece, int at) =>
        at < piece.Length && UnicodeSets.LoneWord.Contains(Utf8.Decode(piece, at, out _));

    private static bool WordBefore(ReadOnlySpan<byte> piece, int at) =>
        at > 0 && UnicodeSets.LoneWord.Contains(Utf8.Decode(piece, Utf8.Before(piece, at), out _));
}
