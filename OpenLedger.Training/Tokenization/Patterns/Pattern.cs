namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>Something that finds the next match in a piece of valid UTF-8. The piece is all that a pattern sees: its ends are the ends of the text.</summary>
internal abstract class Pattern
{
    /// <summary>Finds the leftmost match that starts at <paramref name="from"/> or later.</summary>
    public abstract bool Find(ReadOnlySpan<byte> piece, int from, PatternState state, out int start, out int stop);
}
