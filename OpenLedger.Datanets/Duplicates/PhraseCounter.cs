using System.Runtime.InteropServices;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>
/// In how many entries each phrase stands, counted by the last bits of its hash: phrases that meet in a slot are counted together, which at a
/// million entries adds some dozens to a count that matters from twenty thousand on. A studio holds many small Datanets, so the table is made
/// only once there is much to count.
/// </summary>
internal sealed class PhraseCounter
{
    /// <summary>The number of bits of a slot.</summary>
    public const int SlotBits = 22;

    private const int MostWithoutTable = 1 << 16;

    private readonly Dictionary<int, int> _few = [];
    private int[]? _table;

    /// <summary>How many entries were counted.</summary>
    public int Entries { get; private set; }

    /// <summary>Counts the phrases of one more entry.</summary>
    /// <param name="slots">Their slots, sorted; what comes twice counts once.</param>
    public void Add(ReadOnlySpan<int> slots)
    {
        Entries++;
        for (var at = 0; at < slots.Length; at++)
        {
            if (at > 0 && slots[at] == slots[at - 1])
            {
                continue;
            }

            if (_table is null)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_few, slots[at], out _)++;
            }
            else
            {
                _table[slots[at]]++;
            }
        }

        if (_table is null && _few.Count > MostWithoutTable)
        {
            MakeTable();
        }
    }

    /// <summary>The phrases that so many entries share that they are no entry's own.</summary>
    public Templates Frequent(DuplicateOptions options)
    {
        var least = Math.Max(options.LeastTemplateEntries, (int)Math.Ceiling(Entries * options.TemplateShare));
        return Templates.Of(_table is { } table
            ? Enumerable.Range(0, table.Length).Where(slot => table[slot] >= least)
            : _few.Where(slot => slot.Value >= least).Select(slot => slot.Key));
    }

    /// <summary>The slot in which a phrase is counted.</summary>
    public static int SlotOf(ulong phrase) => (int)(phrase >> (64 - SlotBits));

    /// <summary>The slots of phrases.</summary>
    public static void SlotsOf(ReadOnlySpan<ulong> phrases, Span<int> slots)
    {
        for (var at = 0; at < phrases.Length; at++)
        {
            slots[at] = SlotOf(phrases[at]);
        }
    }

    private void MakeTable()
    {
        _table = new int[1 << SlotBits];
        foreach (var (slot, count) in _few)
        {
            _table[slot] = count;
        }

        _few.Clear();
        _few.TrimExcess();
    }
}
