using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Patterns;

/// <summary>
/// The commonest shapes in tokenizer files, without trying ways: a run of one set (<c>C</c>, <c>C+</c>, <c>C{1,3}</c>), with an optional
/// code point before it (<c>\s?C+</c>), or at the end of a line (<c>C+$</c>).
/// </summary>
internal sealed class RunPattern : Pattern
{
    private readonly CodePointSet _set;
    private readonly CodePointSet? _lead;
    private readonly int _most;
    private readonly bool _toLineEnd;

    public RunPattern(CodePointSet set, CodePointSet? lead = null, int most = RepeatNode.Endless, bool toLineEnd = false)
    {
        _set = set;
        _lead = lead;
        _most = most;
        _toLineEnd = toLineEnd;
    }

    /// <summary>The pattern for the tree, if it has one of these shapes.</summary>
    public static RunPattern? TryCreate(PatternNode node)
    {
        var parts = node is SequenceNode sequence ? sequence.Parts : [node];
        return parts switch
        {
            [SetNode set] => new RunPattern(set.Set, most: 1),
            [RepeatNode { Part: SetNode set, Least: 1, Kind: Repetition.Greedy } run] => new RunPattern(set.Set, most: run.Most),
            [RepeatNode { Part: SetNode set, Least: 1, Most: RepeatNode.Endless, Kind: Repetition.Greedy }, PlaceNode { Condition: PlaceCondition.LineEnd }] =>
                new RunPattern(set.Set, toLineEnd: true),
            [RepeatNode { Part: SetNode lead, Least: 0, Most: 1, Kind: Repetition.Greedy }, RepeatNode { Part: SetNode set, Least: 1, Kind: Repetition.Greedy } run] =>
                new RunPattern(set.Set, lead.Set, run.Most),
            _ => null,
        };
    }

    public override bool Find(ReadOnlySpan<byte> piece, int from, PatternState state, out int start, out int stop)
    {
        for (start = from; start < piece.Length;)
        {
            var codePoint = Utf8.Decode(piece, start, out var length);
            if (_lead is not null && _lead.Contains(codePoint) && RunEnd(piece, start + length) is var behindLead && behindLead > start + length)
            {
                stop = behindLead;
                return true;
            }

            if (!_set.Contains(codePoint))
            {
                start += length;
                continue;
            }

            var end = RunEnd(piece, start);
            stop = _toLineEnd ? LineEnd(piece, start, end) : end;
            if (stop > start)
            {
                return true;
            }

            start = end;
        }

        start = stop = -1;
        return false;
    }

    private int RunEnd(ReadOnlySpan<byte> piece, int at)
    {
        for (var count = 0; count < _most && at < piece.Length && _set.Contains(Utf8.Decode(piece, at, out var length)); count++)
        {
            at += length;
        }

        return at;
    }

    /// <summary>The last line end in the run, or -1: the run is taken whole first and then given back.</summary>
    private static int LineEnd(ReadOnlySpan<byte> piece, int start, int end)
    {
        if (end == piece.Length || piece[end] == '\n')
        {
            return end;
        }

        var place = piece[(start + 1)..end].LastIndexOf((byte)'\n');
        return place < 0 ? -1 : start + 1 + place;
    }
}
