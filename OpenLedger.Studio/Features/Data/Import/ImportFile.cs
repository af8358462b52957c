namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>A file that a person brought: where it lies here, and what it was called there.</summary>
public sealed record ImportFile(string Path, string Name)
{
    /// <summary>The ending of its name, in small letters with its dot; empty where it has none.</summary>
    public string Extension => System.IO.Path.GetExtension(Name).ToLowerInvariant();

    /// <summary>The bytes it has.</summary>
    public long Length => new FileInfo(Path).Length;

    internal FileStream Open()
    {
        try
        {
            return new FileStream(Path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, BufferSize = 1, Options = FileOptions.SequentialScan });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableFileException(new Wording("The file cannot be opened ({0}). Bring it again.", exception.Message));
        }
    }

    /// <summary>The first bytes, at most so many.</summary>
    internal byte[] Head(int most)
    {
        using var stream = Open();
        var head = new byte[Math.Min(most, stream.Length)];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}
