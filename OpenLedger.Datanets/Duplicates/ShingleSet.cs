using System.Security.Cryptography;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>The set of one text's shingles, against which those of others are counted. Used again for the next text without being emptied.</summary>
internal sealed class ShingleSet
{
    private const int Smallest = 256;

    // Nobody can know which shingles meet in one slot, and so write an entry that takes the square of its length.
    private static readonly uint Secret = (uint)RandomNumberGenerator.GetInt32(int.MaxValue) | 1;

    private uint[] _keys = new uint[Smallest];
    private int[] _round = new int[Smallest];
    private int[] _counted = new int[Smallest];
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
            var slot = SlotOf(shingle);
            if (_round[slot] != _current)
            {
                _round[slot] = _current;
                _keys[slot] = shingle;
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
            var slot = SlotOf(shingle);
            if (_round[slot] == _current && _counted[slot] != _counting)
            {
                _counted[slot] = _counting;
                shared++;
            }
        }

        return shared;
    }

    private void Begin(int capacity)
    {
        if (capacity * 2 > _keys.Length)
        {
            var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity * 2);
            (_keys, _round, _counted) = (new uint[size], new int[size], new int[size]);
            (_current, _counting) = (0, 0);
        }

        _current++;
        Count = 0;
    }

    private int SlotOf(uint shingle)
    {
        var mask = _keys.Length - 1;
        var slot = (int)(shingle * Secret >> 4) & mask;
        while (_round[slot] == _current && _keys[slot] != shingle)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}
