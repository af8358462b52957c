using System.IO.Compression;

namespace OpenLedger.Studio.Archives;

/// <summary>Unpacks one entry and counts while it does: it ends at the first byte too many.</summary>
internal static class ZipContent
{
    public const int Stored = 0;
    public const int Deflated = 8;

    private const int BufferBytes = 1 << 17;

    /// <summary>Writes the content of <paramref name="entry"/> to <paramref name="destination"/> and returns how long it is.</summary>
    public static long Copy(Stream file, ArchiveEntry entry, Stream destination, long mostBytes, ArchiveLimits limits, Action<int> came, CancellationToken cancellation)
    {
        using var packed = new FilePiece(file, entry.ContentAt, entry.StoredBytes);
        using var content = entry.Method == Deflated ? new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true) : (Stream)packed;
        var buffer = new byte[BufferBytes];
        var checksum = new Crc32();
        var length = 0L;
        while (Read(content, buffer, entry) is var count and > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            length += count;
            Check(entry, length, mostBytes, limits);
            checksum.Add(buffer.AsSpan(0, count));
            destination.Write(buffer, 0, count);
            came(count);
        }

        if (length != entry.AnnouncedBytes)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.OtherSize(entry.Path));
        }

        return checksum.Value == entry.Checksum ? length : throw new ArchiveRefusedException(ArchiveRefusals.OtherContent(entry.Path));
    }

    private static int Read(Stream content, byte[] buffer, ArchiveEntry entry)
    {
        try
        {
            return content.Read(buffer, 0, buffer.Length);
        }
        catch (InvalidDataException)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.Damaged(entry.Path));
        }
    }

    private static void Check(ArchiveEntry entry, long length, long mostBytes, ArchiveLimits limits)
    {
        if (length > limits.RatioCountsFrom && length / limits.MostRatio > entry.StoredBytes)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.Ratio(entry.Path, limits.MostRatio));
        }

        if (length > limits.MostBytesAnEntry)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.EntryTooLarge(entry.Path, limits.MostBytesAnEntry));
        }

        if (length > mostBytes)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.TooLarge(limits.MostBytes));
        }

        if (length > entry.AnnouncedBytes)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.OtherSize(entry.Path));
        }
    }

    /// <summary>A window on the file, read forward.</summary>
    private sealed class FilePiece(Stream file, long start, long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var most = (int)Math.Min(buffer.Length, length - _position);
            if (most == 0)
            {
                return 0;
            }

            file.Position = start + _position;
            var count = file.Read(buffer[..most]);
            _position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
