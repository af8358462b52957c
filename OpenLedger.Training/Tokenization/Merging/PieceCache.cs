using System.Runtime.CompilerServices;

namespace OpenLedger.Training.Tokenization.Merging;

/// <summary>
/// The ids of pieces seen before, for one thread. Words come again and again, so most pieces are answered here. The size is bounded:
/// a full cache is emptied.
/// </summary>
internal sealed class PieceCache
{
    private const int FewestSlots = 1 << 10;
    private const int MostSlots = 1 << 15;
    private const int LongestProbe = 8;
    private const int InlineIds = 2;
    private const int MostIds = 1 << 17;

    private Slot[] _slots = new Slot[FewestSlots];
    private int _count;
    private int[] _ids = new int[1 << 10];
    private int _usedIds;

    /// <summary>Appends the ids of the piece, if it is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(in PieceKey key, ulong hash, TokenBuffer output)
    {
        var slots = _slots;
        var at = (int)hash & (slots.Length - 1);
        for (var probe = 0; probe < LongestProbe; probe++)
        {
            ref readonly var slot = ref slots[at];
            if (slot.Length == key.Length && slot.First == key.First && slot.Second == key.Second && slot.Third == key.Third && slot.Fourth == key.Fourth && slot.IsUsed)
            {
                Give(slot, output);
                return true;
            }

            if (!slot.IsUsed)
            {
                return false;
            }

            at = (at + 1) & (slots.Length - 1);
        }

        return false;
    }

    public void Add(in PieceKey key, ulong hash, ReadOnlySpan<int> ids)
    {
        if (2 * _count >= _slots.Length || _usedIds + ids.Length > MostIds)
        {
            MakeRoom();
        }

        var at = (int)hash & (_slots.Length - 1);
        for (var probe = 0; probe < LongestProbe; probe++)
        {
            ref var slot = ref _slots[at];
            if (!slot.IsUsed)
            {
                slot = new Slot(key, ids.Length, ids.Length > 0 ? ids[0] : 0, ids.Length > 1 ? ids[1] : 0);
                if (ids.Length > InlineIds)
                {
                    slot.FirstId = Store(ids);
                }

                _count++;
                return;
            }

            at = (at + 1) & (_slots.Length - 1);
        }
    }

    private void Give(in Slot slot, TokenBuffer output)
    {
        if (slot.IdCount == 1)
        {
            output.Add(slot.FirstId);
        }
        else if (slot.IdCount == InlineIds)
        {
            output.Add(slot.FirstId);
            output.Add(slot.SecondId);
        }
        else
        {
            output.Add(_ids.AsSpan(slot.IdCount == 0 ? 0 : slot.FirstId, slot.IdCount));
        }
    }

    private int Store(ReadOnlySpan<int> ids)
    {
        if (_usedIds + ids.Length > _ids.Length)
        {
            Array.Resize(ref _ids, Math.Max(2 * _ids.Length, _usedIds + ids.Length));
        }

        ids.CopyTo(_ids.AsSpan(_usedIds));
        _usedIds += ids.Length;
        return _usedIds - ids.Length;
    }

    private void MakeRoom()
    {
        var old = _slots;
        _count = 0;
        if (old.Length == MostSlots || _usedIds > MostIds / 2)
        {
            Array.Clear(_slots);
            _usedIds = 0;
            return;
        }

        _slots = new Slot[4 * old.Length];
        foreach (var slot in old)
        {
            var at = (int)slot.Hash & (_slots.Length - 1);
            while (slot.IsUsed && _slots[at].IsUsed)
            {
                at = (at + 1) & (_slots.Length - 1);
            }

            if (slot.IsUsed)
            {
                _slots[at] = slot;
                _count++;
            }
        }
    }

    private struct Slot(in PieceKey key, int idCount, int firstId, int secondId)
    {
        public readonly ulong First = key.First;
        public readonly ulong Second = key.Second;
        public readonly ulong Third = key.Third;
        public readonly ulong Fourth = key.Fourth;
        public readonly short Length = (short)key.Length;
        public readonly bool IsUsed = true;
        public readonly int IdCount = idCount;
        public readonly int SecondId = secondId;
        public int FirstId = firstId;

        public readonly ulong Hash => PieceKey.HashOf(First, Second, Third, Fourth, Length);
    }
}
