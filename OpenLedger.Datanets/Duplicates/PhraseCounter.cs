namespace OpenLedger.Datanets.Duplicates;

/// <summary>
/// In how many entries each phrase stands, counted in a table of fixed size: phrases that meet in a slot are counted together, which at a
/// million entries adds some dozens to a count that matters from twenty thousand on.
/// </summary>
internal sealed class PhraseCounter
{
    /// <summary>The number of bits of a slot.</summary>
    public const int SlotBits = 22;

    private readonly int[] _counts = new int[1 << SlotBits];
    private readonly int[] _lastEntry = new int[1 << SlotBits];

    /// <summary>How many entries were counted.</summary>
    public int Entries { get; private set; }

    /// <summary>Counts the phrases of one more entry, each once.</summary>
    public void Add(ReadOnlySpan<ulong> phrases)
    {
        Entries++;
        foreach (var phrase in phrases)
        {
            var slot = SlotOf(phrase);
            if (_lastEntry[slot] != Entries)
            {
                _lastEntry[slot] = Entries;
                _counts[slot]++;
            }
        }
    }

    /// <summary>Takes over what another counter counted of other entries.</summary>
    public void Add(PhraseCounter other)
    {
        Entries += other.Entries;
        for (var slot = 0; slot < _counts.Length; slot++)
        {
            _counts[slot] += other._counts[slot];
        }
    }

    /// <summary>The phrases that so many entries share that they are no entry's own.</summary>
    public Templates Frequent(DuplicateOptions options)
    {
        var least = Math.Max(options.LeastTemplateEntries, (int)Math.Ceiling(Entries * options.TemplateShare));
        return Templates.Of(slot => _counts[slot] >= least);
    }

    /// <summary>The slot in which a phrase is counted.</summary>
    public static int SlotOf(ulong phrase) => (int)(phrase >> (64 - SlotBits));
}
