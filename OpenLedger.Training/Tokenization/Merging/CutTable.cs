using OpenLedger.Training.Tokenization.Characters;

namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>
/// Where a long text may be cut without changing its tokens: between two neighbours that stand side by side in no token that a merge makes.
/// No merge ever reaches over such a place, so the parts merge alone as they do together. For SentencePiece-like vocabularies, which have no
/// split rule, this turns a whole text into words that the cache knows. Everything outside ASCII counts as one kind of neighbour.
/// </summary>
internal sealed class CutTable
{
    private const int AsciiKinds = 128;
    private const int PairKinds = AsciiKinds + 1;
    private const int Kinds = 256;

    private readonly bool[] _joined = new bool[Kinds * Kinds];

    private CutTable()
    {
        // A byte inside a code point is never a place to cut.
        for (var before = 0; before < Kinds; before++)
        {
            _joined.AsSpan((before * Kinds) + 0x80, 0x40).Fill(true);
        }
    }

    public static CutTable Build(TokenTable tokens, MergeTable merges, bool marksSpaces)
    {
        // Pairs of kinds first: there are few, and many tokens hold the same.
        var pairs = new bool[PairKinds * PairKinds];
        foreach (var id in merges.Results)
        {
            var token = tokens.TextOf(id);
            var before = -1;
            for (var at = 0; at < token.Length;)
            {
                var codePoint = Utf8.Decode(token, at, out var length);
                at += length;
                var kind = marksSpaces && codePoint == Normalizing.SpaceMarks.Mark[0] ? ' ' : Math.Min(codePoint, AsciiKinds);
                if (before >= 0)
                {
                    pairs[(before * PairKinds) + kind] = true;
                }

                before = kind;
            }
        }

        var table = new CutTable();
        for (var pair = 0; pair < pairs.Length; pair++)
        {
            if (pairs[pair])
            {
                table.Join(pair / PairKinds, pair % PairKinds);
            }
        }

        return table;
    }

    /// <summary>The next place to cut behind <paramref name="at"/>, or <paramref name="stop"/>.</summary>
    public int Next(byte[] bytes, int at, int stop)
    {
        var joined = _joined;
        var before = bytes[at];
        for (var i = at + 1; i < stop; i++)
        {
            var next = bytes[i];
            if (!joined[(before * Kinds) + next])
            {
                return i;
            }

            before = next;
        }

        return stop;
    }

    private void Join(int before, int next)
    {
        foreach (var left in BytesOf(before, 0x80, 0xBF))
        {
            foreach (var right in BytesOf(next, 0xC0, 0xFF))
            {
                _joined[(left * Kinds) + right] = true;
            }
        }
    }

    // A neighbour beyond ASCII ends with a continuation byte and begins with a lead byte.
    private static IEnumerable<int> BytesOf(int kind, int first, int last) => kind < AsciiKinds ? [kind] : Enumerable.Range(first, last - first + 1);
}
