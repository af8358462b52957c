namespace OpenLedger.Datanets.Duplicates;

/// <summary>Which entries have a key, the last linked first: one band of the index. An entry is a number.</summary>
internal sealed class BandTable
{
    private const int SmallestBits = 10;

    private readonly ChunkedList<uint> _keys = new();
    private readonly ChunkedList<int> _next = new();
    private int _bits = SmallestBits;
    private int _linked;

    // Only so that what was read counts as used.
    private int _touched;

    // Entry + 1, so that an empty slot is 0.
    private int[] _heads = new int[1 << SmallestBits];

    /// <summary>Makes room for so many entries.</summary>
    public void Grow(int entries)
    {
        _keys.Grow(entries);
        _next.Grow(entries);
    }

    /// <summary>Notes the key of an entry, which is found by it once it is linked. Key 0 is never found.</summary>
    public void SetKey(int entry, uint key) => _keys[entry] = key;

    /// <summary>The key of an entry.</summary>
    public uint KeyOf(int entry) => _keys[entry];

    /// <summary>Lets an entry be found.</summary>
    public void Link(int entry)
    {
        if (_keys[entry] == 0)
        {
            return;
        }

        if (++_linked > _heads.Length)
        {
            Widen();
        }

        Put(entry);
    }

    /// <summary>
    /// Reads the places where entries will be looked up next, one kind after the other, and does nothing with them: memory answers many questions
    /// at once, where a walk along a chain waits for each.
    /// </summary>
    public void Touch(ReadOnlySpan<int> entries)
    {
        Span<int> links = stackalloc int[entries.Length];
        for (var at = 0; at < entries.Length; at++)
        {
            links[at] = _heads[Slot(_keys[entries[at]])];
        }

        var read = 0;
        foreach (var link in links)
        {
            read += link > 0 ? _next[link - 1] : 0;
        }

        foreach (var link in links)
        {
            read += link > 0 ? (int)_keys[link - 1] : 0;
        }

        _touched = read;
    }

    /// <summary>Lets no entry be found.</summary>
    public void UnlinkAll()
    {
        Array.Clear(_heads);
        _linked = 0;
    }

    /// <summary>The entry with a key that was linked last; -1 where there is none.</summary>
    public int First(uint key) => key == 0 ? -1 : Follow(_heads[Slot(key)], key);

    /// <summary>The entry with the same key that was linked before; -1 where there is none.</summary>
    public int Next(int entry) => Follow(_next[entry], _keys[entry]);

    private int Follow(int link, uint key)
    {
        while (link > 0 && _keys[link - 1] != key)
        {
            link = _next[link - 1];
        }

        return link - 1;
    }

    private void Put(int entry)
    {
        ref var head = ref _heads[Slot(_keys[entry])];
        _next[entry] = head;
        head = entry + 1;
    }

    /// <summary>Twice the slots. Walks each chain from its old end, so that what was linked last is still found first.</summary>
    private void Widen()
    {
        var before = _heads;
        _bits++;
        _heads = new int[1 << _bits];
        var chain = new List<int>();
        foreach (var head in before)
        {
            chain.Clear();
            for (var link = head; link > 0; link = _next[link - 1])
            {
                chain.Add(link - 1);
            }

            for (var at = chain.Count - 1; at >= 0; at--)
            {
                Put(chain[at]);
            }
        }
    }

    private int Slot(uint key) => (int)(key * 0x9E3779B1u >> (32 - _bits));
}
