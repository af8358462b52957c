namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>A fixed string.</summary>
internal sealed class LiteralPattern(byte[] literal) : Pattern
{
    public override bool Find(ReadOnlySpan<byte> piece, int from, PatternState state, out int start, out int stop)
    {
        var place = literal.Length == 0 ? -1 : piece[from..].IndexOf(literal);
        start = place < 0 ? -1 : from + place;
        stop = start + literal.Length;
        return place >= 0;
    }
}
