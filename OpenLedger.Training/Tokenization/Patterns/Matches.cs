using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>All matches of a pattern in a piece, from left to right; an empty match right behind another one does not count.</summary>
internal ref struct Matches(Pattern pattern, ReadOnlySpan<byte> piece, PatternState state)
{
    private readonly ReadOnlySpan<byte> _piece = piece;
    private int _from;
    private int _lastStop = -1;

    public (int Start, int Stop) Current { get; private set; }

    public readonly Matches GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_from <= _piece.Length && pattern.Find(_piece, _from, state, out var start, out var stop))
        {
            if (start == stop && stop == _lastStop)
            {
                _from += _from < _piece.Length ? Utf8.LengthAt(_piece[_from]) : 1;
                continue;
            }

            Current = (start, stop);
            _from = _lastStop = stop;
            return true;
        }

        return false;
    }
}
