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
    private const int MostOnStack = 1024;

    private readonly Dictionary<int, int> _few = [];
    private int[]? _table;

    /// <summary>How many entries were counted.</summary>
    public int Entries { get; private set; }

    /// <summary>Counts the phrases of more entries.</summary>
    /// <param name="entries">The slots of each entry's phrases, sorted and each once.</param>
    /// <param name="parallel">With how many threads; each counts its own slots.</param>
    public void Add(IReadOnlyList<int[]> entries, ParallelOptions parallel)
    {
        var counted = 0;
        for (; _table is null && counted < entries.Count; counted++)
        {
            foreach (var slot in entries[counted])
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_few, slot, out _)++;
            }

            if (_few.Count > MostWithoutTable)
            {
                MakeTable();
            }
        }

        Entries += entries.Count;
        if (_table is { } table && counted < entries.Count)
        {
            var share = (table.Length + parallel.MaxDegreeOfParallelism - 1) / parallel.MaxDegreeOfParallelism;
            Parallel.For(0, parallel.MaxDegreeOfParallelism, parallel, thread =>
            {
                for (var entry = counted; entry < entries.Count; entry++)
                {
                    foreach (var slot in entries[entry].AsSpan(FirstFrom(entries[entry], thread * share)..FirstFrom(entries[entry], (thread + 1) * share)))
                    {
                        table[slot]++;
                    }
                }
            });
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

    /// <summary>The slots of the phrases of an entry's two blocks, sorted and each once.</summary>
    public static int[] SlotsOf(ReadOnlySpan<ulong> prompt, ReadOnlySpan<ulong> response)
    {
        var all = prompt.Length + response.Length;
        Span<int> slots = all <= MostOnStack ? stackalloc int[all] : new int[all];
        for (var at = 0; at < all; at++)
        {
            slots[at] = SlotOf(at < prompt.Length ? prompt[at] : response[at - prompt.Length]);
        }

        slots.Sort();
        var kept = 0;
        for (var at = 0; at < all; at++)
        {
            if (kept == 0 || slots[at] != slots[kept - 1])
            {
                slots[kept++] = slots[at];
            }
        }

        return slots[..kept].ToArray();
    }

    private static int FirstFrom(int[] slots, int least)
    {
        var place = Array.BinarySearch(slots, least);
        return place < 0 ? ~place : place;
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
