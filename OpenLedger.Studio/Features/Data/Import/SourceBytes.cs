using System.Text;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>The text of a file as a stream of UTF-8 without a mark, whatever it is written in, and how far it has been read.</summary>
internal sealed class SourceBytes(ImportFile file, string encoding) : IDisposable
{
    private FileStream? _stream;

    /// <summary>Whether the bytes of the file are passed on as they are.</summary>
    public bool IsUtf8 { get; } = encoding.Equals(TextEncodings.Utf8, StringComparison.OrdinalIgnoreCase);

    /// <summary>What part of the file has been read, from 0 to 1.</summary>
    public double Done => _stream is { CanSeek: true, Length: > 0 } stream ? Math.Min(1, (double)stream.Position / stream.Length) : 0;

    /// <summary>Opens the text at a byte of its UTF-8 form.</summary>
    public Stream Open(long offset = 0)
    {
        _stream?.Dispose();
        _stream = file.Open();
        Span<byte> head = stackalloc byte[4];
        var mark = TextEncodings.MarkLength(encoding, head[.._stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
        _stream.Position = mark + (IsUtf8 ? offset : 0);
        if (IsUtf8)
        {
            return _stream;
        }

        var text = Encoding.CreateTranscodingStream(_stream, TextEncodings.Of(encoding), Encoding.UTF8);
        Skip(text, offset);
        return text;
    }

    public void Dispose() => _stream?.Dispose();

    private static void Skip(Stream stream, long count)
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (count > 0 && stream.Read(buffer[..(int)Math.Min(count, buffer.Length)]) is var read and > 0)
        {
            count -= read;
        }
    }
}
