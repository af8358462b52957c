using System.Numerics;

namespace OpenLedger.Training.Datasets;

/// <summary>
/// Puts whole examples into rows of a fixed number of tokens, best fit decreasing (TRL's <c>bfd</c>): the longest first, each
/// into the row with the least room that still takes it, else into a new one. Among equals the earlier goes first, into the row
/// that came to have this room first.
/// </summary>
public static class Packing
{
    private const int BitsPerWord = 64;

    /// <summary>Packs examples, given by their lengths.</summary>
    /// <param name="lengths">Tokens of each example, at most <paramref name="rowLength"/>. Empty ones are left out.</param>
    /// <param name="rowLength">Tokens of a row.</param>
    /// <returns>The rows, each a list of indices into <paramref name="lengths"/>.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Pack(IReadOnlyList<int> lengths, int rowLength)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowLength);
        var rows = new List<List<int>>();
        var room = new RoomIndex(rowLength);
        foreach (var example in Enumerable.Range(0, lengths.Count).Where(index => lengths[index] > 0).OrderByDescending(index => lengths[index]))
        {
            var length = lengths[example];
            ArgumentOutOfRangeException.ThrowIfGreaterThan(length, rowLength, nameof(lengths));
            if (!room.TryTake(length, out var row, out var left))
            {
                (row, left) = (rows.Count, rowLength);
                rows.Add([]);
            }

            rows[row].Add(example);
            room.Add(row, left - length);
        }

        return rows;
    }

    /// <summary>Rows by the room they have left; one bit a room size tells where rows are.</summary>
    private sealed class RoomIndex(int rowLength)
    {
        private readonly Queue<int>?[] _rows = new Queue<int>?[rowLength + 1];
        private readonly ulong[] _filled = new ulong[(rowLength / BitsPerWord) + 1];

        public void Add(int row, int room)
        {
            (_rows[room] ??= new Queue<int>()).Enqueue(row);
            _filled[room / BitsPerWord] |= 1UL << (room % BitsPerWord);
        }

        public bool TryTake(int least, out int row, out int room)
        {
            var word = least / BitsPerWord;
            var candidates = _filled[word] & (ulong.MaxValue << (least % BitsPerWord));
            while (candidates == 0 && ++word < _filled.Length)
            {
                candidates = _filled[word];
            }

            (row, room) = (-1, -1);
            if (candidates == 0)
            {
                return false;
            }

            room = (word * BitsPerWord) + BitOperations.TrailingZeroCount(candidates);
            row = _rows[room]!.Dequeue();
            if (_rows[room]!.Count == 0)
            {
                _filled[word] &= ~(1UL << (room % BitsPerWord));
            }

            return true;
        }
    }
}
