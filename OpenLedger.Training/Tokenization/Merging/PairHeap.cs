namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>A binary heap of (rank, position), lowest first. Pairs that do not merge are not taken in.</summary>
internal struct PairHeap(ulong[] storage)
{
    private int _count;

    public ulong[] Storage { get; private set; } = storage;

    /// <summary>Adds without order; <see cref="Arrange"/> makes it once, in linear time.</summary>
    public void Append(int rank, int position)
    {
        if (rank != MergeTable.NoRank)
        {
            Store(_count++, Entry(rank, position));
        }
    }

    public readonly void Arrange()
    {
        for (var i = (_count / 2) - 1; i >= 0; i--)
        {
            SiftDown(i, Storage[i]);
        }
    }

    public void Put(int rank, int position)
    {
        if (rank == MergeTable.NoRank)
        {
            return;
        }

        var entry = Entry(rank, position);
        var at = _count++;
        Store(at, entry);
        while (at > 0 && Storage[(at - 1) / 2] > entry)
        {
            Storage[at] = Storage[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        Storage[at] = entry;
    }

    public bool TryTake(out int rank, out int position)
    {
        if (_count == 0)
        {
            rank = position = -1;
            return false;
        }

        var first = Storage[0];
        (rank, position) = ((int)(first >> 32), (int)(uint)first);
        _count--;
        if (_count > 0)
        {
            SiftDown(0, Storage[_count]);
        }

        return true;
    }

    private static ulong Entry(int rank, int position) => ((ulong)(uint)rank << 32) | (uint)position;

    private void Store(int at, ulong entry)
    {
        if (at == Storage.Length)
        {
            var grown = new ulong[Math.Max(64, 2 * at)];
            Storage.CopyTo(grown, 0);
            Storage = grown;
        }

        Storage[at] = entry;
    }

    private readonly void SiftDown(int at, ulong entry)
    {
        var heap = Storage;
        while ((2 * at) + 1 < _count)
        {
            var child = (2 * at) + 1;
            if (child + 1 < _count && heap[child + 1] < heap[child])
            {
                child++;
            }

            if (heap[child] >= entry)
            {
                break;
            }

            heap[at] = heap[child];
            at = child;
        }

        heap[at] = entry;
    }
}
