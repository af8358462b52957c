using System.Security.Cryptography;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>The set of one text's shingles, against which those of others are counted. Used again for the next text without being emptied.</summary>
internal sealed class ShingleSet
{
    private const int Smallest = 256;

    // Nobody can know which shingles meet in one slot, and so write an entry that takes the square of its length.
    private static readonly uint Secret = (uint)RandomNumberGenerator.GetInt32(int.MaxValue) | 1;

    private Slot[] _slots = new Slot[Smallest];
    private int _current;
    private int _counting;

    /// <summary>How many different shingles the set has.</summary>
    public int Count { get; private set; }

    /// <summary>Makes this the set of the given shingles.</summary>
    public void Fill(ReadOnlySpan<uint> shingles)
    {
        Begin(shingles.Length);
        foreach (var shingle in shingles)
        {
            ref var slot = ref SlotOf(shingle);
            if (slot.Round != _current)
            {
                slot = new Slot { Key = shingle, Round = _current };
                Count++;
            }
        }
    }

    /// <summary>How many different ones of the given shingles are in the set.</summary>
    public int CountShared(ReadOnlySpan<uint> shingles)
    {
        _counting++;
        var shared = 0;
        foreach (var shingle in shingles)
        {
            ref var slot = ref SlotOf(shingle);
            if (slot.Round == _current && slot.Counting != _counting)
            {
                slot.Counting = _counting;
                shared++;
            }
        }

        return shared;
    }

    private void Begin(int capacity)
    {
        if (capacity * 2 > _slots.Length)
        {
            _slots = new Slot[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity * 2)];
            (_current, _counting) = (0, 0);
        }

        _current++;
        Count = 0;
    }

    private ref Slot SlotOf(uint shingle)
    {
        var slots = _slots;
        var place = shingle * Secret >> 4;
        while (true)
        {
            ref var slot = ref slots[(int)place & (slots.Length - 1)];
            if (slot.Key == shingle || slot.Round != _current)
            {
                return ref slot;
            }

            place++;
        }
    }

    private struct Slot
    {
        public uint Key;

        /// <summary>The set that the key belongs to: of an older one, the slot is free.</summary>
        public int Round;

        /// <summary>The count in which the key was met last.</summary>
        public int Counting;
    }
}
