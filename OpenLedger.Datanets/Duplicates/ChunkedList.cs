using System.Numerics;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>
/// A list that grows without copying what it holds: a million entries must not need twice their memory while they come. Only its first chunk
/// grows with what it holds, since most Datanets are small.
/// </summary>
internal sealed class ChunkedList<T>
    where T : unmanaged
{
    private const int ChunkBits = 14;
    private const int ChunkSize = 1 << ChunkBits;
    private const uint SmallestChunk = 64;

    private T[][] _chunks = [[]];

    public int Count { get; private set; }

    public ref T this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    public void Add(T value)
    {
        Grow(Count + 1);
        this[Count - 1] = value;
    }

    /// <summary>Makes the list this long; what is new is zero.</summary>
    public void Grow(int count)
    {
        var first = Math.Min(count, ChunkSize);
        if (first > _chunks[0].Length)
        {
            Array.Resize(ref _chunks[0], (int)BitOperations.RoundUpToPowerOf2(Math.Max((uint)first, SmallestChunk)));
        }

        var chunks = (count + ChunkSize - 1) >> ChunkBits;
        if (chunks > _chunks.Length)
        {
            var before = _chunks.Length;
            Array.Resize(ref _chunks, chunks);
            for (var chunk = before; chunk < chunks; chunk++)
            {
                _chunks[chunk] = new T[ChunkSize];
            }
        }

        Count = Math.Max(Count, count);
    }
}
