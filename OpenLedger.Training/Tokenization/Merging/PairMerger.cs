namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>
/// Byte-pair merging: the adjacent pair with the lowest rank becomes one token, the leftmost first where ranks are equal, until none is left.
/// Short pieces are searched; long ones keep their pairs in a heap, so that a piece of any length takes close to linear time.
/// </summary>
internal sealed class PairMerger(MergeTable merges)
{
    private const int LongestSearched = 40;

    public void Merge(MergeScratch work)
    {
        if (work.Count <= LongestSearched)
        {
            MergeBySearch(work);
        }
        else
        {
            MergeByHeap(work);
        }
    }

    private void MergeBySearch(MergeScratch work)
    {
        var (symbols, starts, ends, ranks) = (work.Symbols, work.Starts, work.Ends, work.Ranks);
        var last = work.Count - 1;
        for (var i = 0; i < last; i++)
        {
            ranks[i] = merges.RankOf(symbols[i], symbols[i + 1]);
        }

        while (last > 0)
        {
            var (best, at) = (MergeTable.NoRank, -1);
            for (var i = 0; i < last; i++)
            {
                if (ranks[i] < best)
                {
                    (best, at) = (ranks[i], i);
                }
            }

            if (at < 0)
            {
                break;
            }

            symbols[at] = merges.ResultOf(best);
            ends[at] = ends[at + 1];
            for (var i = at + 1; i < last; i++)
            {
                (symbols[i], starts[i], ends[i], ranks[i]) = (symbols[i + 1], starts[i + 1], ends[i + 1], ranks[i + 1]);
            }

            last--;
            if (at < last)
            {
                ranks[at] = merges.RankOf(symbols[at], symbols[at + 1]);
            }

            if (at > 0)
            {
                ranks[at - 1] = merges.RankOf(symbols[at - 1], symbols[at]);
            }
        }

        work.Count = last + 1;
    }

    private void MergeByHeap(MergeScratch work)
    {
        work.NeedLinks();
        var heap = new PairHeap(work.Heap);
        var (symbols, ends, ranks, next, previous) = (work.Symbols, work.Ends, work.Ranks, work.Next, work.Previous);
        for (var i = 0; i < work.Count; i++)
        {
            next[i] = i + 1 < work.Count ? i + 1 : -1;
            previous[i] = i - 1;
            ranks[i] = next[i] < 0 ? MergeTable.NoRank : merges.RankOf(symbols[i], symbols[i + 1]);
            heap.Append(ranks[i], i);
        }

        heap.Arrange();
        while (heap.TryTake(out var rank, out var at))
        {
            // A pair that has changed since it was put in has another rank, and was put in again if it merges.
            if (ranks[at] != rank)
            {
                continue;
            }

            var gone = next[at];
            symbols[at] = merges.ResultOf(rank);
            ends[at] = ends[gone];
            ranks[gone] = MergeTable.NoRank;
            var after = next[at] = next[gone];
            ranks[at] = MergeTable.NoRank;
            if (after >= 0)
            {
                previous[after] = at;
                ranks[at] = merges.RankOf(symbols[at], symbols[after]);
                heap.Put(ranks[at], at);
            }

            if (previous[at] is var before and >= 0)
            {
                ranks[before] = merges.RankOf(symbols[before], symbols[at]);
                heap.Put(ranks[before], before);
            }
        }

        work.Heap = heap.Storage;
        Compact(work);
    }

    private static void Compact(MergeScratch work)
    {
        var count = 0;
        for (var at = 0; at >= 0; at = work.Next[at])
        {
            work.Symbols[count] = work.Symbols[at];
            work.Starts[count] = work.Starts[at];
            work.Ends[count++] = work.Ends[at];
        }

        work.Count = count;
    }
}
