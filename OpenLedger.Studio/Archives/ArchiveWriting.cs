using System.IO.Compression;

namespace OpenLedger.Studio.Archives;

/// <summary>One file of an archive that is made: its path in it, and where its content comes from.</summary>
internal sealed record ArchivePart(string Path, Func<Stream> Open)
{
    /// <summary>Weights do not get smaller; texts do.</summary>
    public bool Squeeze { get; init; }

    public static ArchivePart OfFile(string path, string file) =>
        new(path, () => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    public static ArchivePart OfText(string path, string text) =>
        new(path, () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))) { Squeeze = true };
}

/// <summary>Makes zip files. The same parts at the same moment give the same bytes.</summary>
internal static class ArchiveWriting
{
    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the parts, each once, to a stream that can be sought in.</summary>
    public static void Write(Stream destination, DateTimeOffset moment, IEnumerable<ArchivePart> parts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(parts);
        using var archive = new ZipArchive(destination, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var part in parts)
        {
            cancellation.ThrowIfCancellationRequested();
            if (PathRules.Problem(part.Path) is { } problem)
            {
                throw new ArgumentException(ArchiveRefusals.Path(part.Path, problem).ToString(), nameof(parts));
            }

            var entry = archive.CreateEntry(part.Path, part.Squeeze ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
            entry.LastWriteTime = moment < Earliest ? Earliest : moment.ToUniversalTime();
            using var from = part.Open();
            using var to = entry.Open();
            from.CopyTo(to);
        }
    }
}
