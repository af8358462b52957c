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

    public void Add(ComparedText text)
    {
        var prompt = Encoding.UTF8.GetByteCount(text.Prompt.Span);
        var length = prompt + 1 + Encoding.UTF8.GetByteCount(text.Response.Span);
        if (_chunks.Count == 0 || _used + length > _chunks[^1].Length)
        {
            // Small ones first. A text that is larger than a chunk has one of its own size; nothing follows it there.
            _chunks.Add(new byte[Math.Max(1 << Math.Min(ChunkBits, SmallestChunkBits + _chunks.Count), length)]);
            _used = 0;
        }

        var bytes = _chunks[^1].AsSpan(_used, length);
        Encoding.UTF8.GetBytes(text.Prompt.Span, bytes);
        bytes[prompt] = (byte)ComparedText.BlockEnd;
        Encoding.UTF8.GetBytes(text.Response.Span, bytes[(prompt + 1)..]);
        _starts.Add(((long)(_chunks.Count - 1) << ChunkBits) | (uint)_used);
        _lengths.Add(length);
        _used += length;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">Its number.</param>
    /// <param name="buffer">Where it stands afterwards; replaced by a larger one where it is too small.</param>
    public ComparedText Read(int text, ref char[] buffer)
    {
        var (start, length) = (_starts[text], _lengths[text]);
        if (buffer.Length < length)
        {
            buffer = new char[length * 2];
        }

        var characters = Encoding.UTF8.GetChars(_chunks[(int)(start >> ChunkBits)].AsSpan((int)(start & (ChunkSize - 1)), length), buffer);
        return ComparedText.Read(buffer.AsMemory(0, characters));
    }
}
