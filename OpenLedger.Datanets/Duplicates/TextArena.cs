using System.Text;

namespace OpenLedger.Datanets.Duplicates;

/// <summary>The canonical texts of all entries, in UTF-8 one behind the other: what a candidate is compared by.</summary>
internal sealed class TextArena
{
    private const int ChunkBits = 22;
    private const int ChunkSize = 1 << ChunkBits;
    private const int SmallestChunkBits = 14;

    private readonly List<byte[]> _chunks = [];
    private readonly ChunkedList<long> _starts = new();
    private readonly ChunkedList<int> _lengths = new();
    private int _used;

    public int Count => _starts.Count;

    /// <summary>How many bytes a text has in UTF-8.</summary>
    public int BytesOf(int text) => _lengths[text];

    public void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (_chunks.Count == 0 || _used + length > _chunks[^1].Length)
        {
            // Small ones first. A text that is larger than a chunk has one of its own size; nothing follows it there.
            _chunks.Add(new byte[Math.Max(1 << Math.Min(ChunkBits, SmallestChunkBits + _chunks.Count), length)]);
            _used = 0;
        }

        Encoding.UTF8.GetBytes(text, _chunks[^1].AsSpan(_used));
        _starts.Add(((long)(_chunks.Count - 1) << ChunkBits) | (uint)_used);
        _lengths.Add(length);
        _used += length;
    }

    /// <summary>Writes a text into a buffer that is long enough (<see cref="BytesOf"/>) and says how many characters it has.</summary>
    public int Read(int text, Span<char> buffer)
    {
        var start = _starts[text];
        return Encoding.UTF8.GetChars(_chunks[(int)(start >> ChunkBits)].AsSpan((int)(start & (ChunkSize - 1)), _lengths[text]), buffer);
    }
}
