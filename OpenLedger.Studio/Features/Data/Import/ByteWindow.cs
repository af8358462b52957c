namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// A window that slides over a stream. What is behind <see cref="Start"/> can be asked for again; the window grows up to a limit,
/// and beyond it lets go of what it holds.
/// </summary>
internal sealed class ByteWindow(Stream stream, int most)
{
    private const int First = 64 * 1024;

    private byte[] _buffer = new byte[Math.Min(First, most)];
    private int _filled;

    /// <summary>The first byte that is still held.</summary>
    public int Start { get; private set; }

    /// <summary>How many bytes are held from there.</summary>
    public int Length => _filled - Start;

    public ReadOnlySpan<byte> Held => _buffer.AsSpan(Start, Length);

    public ReadOnlyMemory<byte> Piece(int length) => _buffer.AsMemory(Start, length);

    public byte this[int offset] => _buffer[Start + offset];

    public void Drop(int count) => Start += count;

    /// <summary>Reads on. False at the end of the stream, and where the window is as large as it may be: see <see cref="IsFull"/>.</summary>
    public bool Grow()
    {
        if (Start > 0)
        {
            _buffer.AsSpan(Start, Length).CopyTo(_buffer);
            (_filled, Start) = (Length, 0);
        }

        if (_filled == _buffer.Length)
        {
            if (IsFull)
            {
                return false;
            }

            Array.Resize(ref _buffer, (int)Math.Min((long)_buffer.Length * 2, most));
        }

        var read = stream.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += read;
        return read > 0;
    }

    /// <summary>Whether nothing more can be held.</summary>
    public bool IsFull => Length >= most;

    /// <summary>Drops so many bytes of the stream, whether held or not.</summary>
    public void Skip(long count)
    {
        while (count > 0)
        {
            if (Length == 0 && !Grow())
            {
                return;
            }

            var now = (int)Math.Min(count, Length);
            Drop(now);
            count -= now;
        }
    }
}
