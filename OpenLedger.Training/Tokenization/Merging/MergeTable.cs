namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>
/// Which pairs of tokens become one, and in which order: a pair's rank is its place in the file. One machine word an entry
/// (left id, right id, rank), in a table without lists.
/// </summary>
internal sealed class MergeTable
{
    public const int MostMerges = (1 << RankBits) - 1;

    /// <summary>Stands for a pair that does not merge; higher than every rank.</summary>
    public const int NoRank = int.MaxValue;

    private const int IdBits = 21;
    private const int RankBits = 22;
    private const ulong Free = ulong.MaxValue;

    private readonly ulong[] _entries;
    private readonly int[] _results;
    private readonly int _shift;
    private int _count;

    public MergeTable(int merges)
    {
        var bits = 4;
        while (1 << bits < 2 * merges)
        {
            bits++;
        }

        _entries = new ulong[1 << bits];
        _entries.AsSpan().Fill(Free);
        _results = new int[merges];
        _shift = 64 - bits;
    }

    public int Count => _count;

    /// <summary>The tokens that merges make, by rank.</summary>
    public ReadOnlySpan<int> Results => _results.AsSpan(0, _count);

    /// <summary>Adds the next merge; where the pair is there already it takes the new rank.</summary>
    public void Add(int left, int right, int result)
    {
        var key = Key(left, right);
        var place = PlaceOf(key);
        _entries[place] = (key << RankBits) | (uint)_count;
        _results[_count++] = result;
    }

    public int RankOf(int left, int right)
    {
        var entry = _entries[PlaceOf(Key(left, right))];
        return entry == Free ? NoRank : (int)(entry & ((1UL << RankBits) - 1));
    }

    public int ResultOf(int rank) => _results[rank];

    /// <summary>Whether any of these tokens takes part in a merge as one of its halves.</summary>
    public bool UsesAny(Func<int, bool> asked)
    {
        foreach (var entry in _entries)
        {
            var key = entry >> RankBits;
            if (entry != Free && (asked((int)(key >> IdBits)) || asked((int)(key & ((1UL << IdBits) - 1)))))
            {
                return true;
            }
        }

        return false;
    }

    private static ulong Key(int left, int right) => ((ulong)(uint)left << IdBits) | (uint)right;

    private int PlaceOf(ulong key)
    {
        var place = (int)(ByteHash.Of(key) >> _shift);
        while (_entries[place] is var entry and not Free && entry >> RankBits != key)
        {
            place = (place + 1) & (_entries.Length - 1);
        }

        return place;
    }
}
