using System.Text;

namespace OpenLedger.Training.Tests.Datasets;

/// <summary>A beginning, then the same byte for ever; counts what was taken.</summary>
internal sealed class EndlessStream(string start, byte filling) : Stream
{
    private readonly byte[] _start = Encoding.UTF8.GetBytes(start);

    public long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Given; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        for (var index = 0; index < count; index++, Given++)
        {
            buffer[offset + index] = Given < _start.Length ? _start[Given] : filling;
        }

        return count;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
