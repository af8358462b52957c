namespace OpenLedger.Studio.Archives;

/// <summary>
/// A zip file from outside. Opening it judges all that it says of itself; unpacking counts what really comes. A file is unpacked whole
/// or not at all: everything goes to a folder of another name first, and nothing is left of what failed.
/// </summary>
internal sealed class SafeArchive : IDisposable
{
    private const string Unpacking = ".unpacking-";

    private readonly Stream _file;
    private readonly ArchiveLimits _limits;
    private readonly Func<string, Stream> _create;

    private SafeArchive(Stream file, ArchiveLimits limits, Func<string, Stream>? create)
    {
        _file = file;
        _limits = limits;
        _create = create ?? (path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None));
        Entries = ZipDirectory.Read(file, limits);
    }

    /// <summary>Every file in it, in the order in which they lie there. Their paths are safe to use inside a folder.</summary>
    public IReadOnlyList<ArchiveEntry> Entries { get; }

    /// <summary>Opens a zip file. <paramref name="create"/> makes the files when it is unpacked; null: plain files.</summary>
    /// <exception cref="ArchiveRefusedException">It is not a zip file that is taken.</exception>
    public static SafeArchive Open(string path, ArchiveLimits limits, Func<string, Stream>? create = null)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveRefusedException(ArchiveRefusals.Disk(exception.Message));
        }

        return Open(file, limits, create);
    }

    /// <summary>Opens a zip file that can be sought in; it is disposed with this.</summary>
    public static SafeArchive Open(Stream file, ArchiveLimits limits, Func<string, Stream>? create = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            return new SafeArchive(file, limits, create);
        }
        catch (IOException)
        {
            file.Dispose();
            throw new ArchiveRefusedException(ArchiveRefusals.Cut);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Unpacks a whole zip file into <paramref name="folder"/>, which must not be there yet.</summary>
    public static IReadOnlyList<string> Extract(string path, string folder, ArchiveLimits limits, CancellationToken cancellation)
    {
        using var archive = Open(path, limits);
        return archive.ExtractTo(folder, entry => entry.Path, null, cancellation);
    }

    /// <summary>Removes what an end without warning left of unpacking into <paramref name="parent"/>.</summary>
    public static void Sweep(string parent)
    {
        foreach (var left in Directory.EnumerateDirectories(parent, Unpacking + "*"))
        {
            Remove(left);
        }
    }

    /// <summary>
    /// Unpacks the entries to which <paramref name="place"/> gives a path into <paramref name="folder"/>, which must not be there yet.
    /// </summary>
    /// <param name="folder">The folder to make; the one above it is there.</param>
    /// <param name="place">Where in the folder an entry goes; null: it is left out.</param>
    /// <param name="progress">Told how many bytes came since the last time.</param>
    /// <param name="cancellation">Gives up; nothing is left.</param>
    /// <returns>The paths that were written.</returns>
    /// <exception cref="ArchiveRefusedException">Something is wrong with it, or with the disk.</exception>
    public IReadOnlyList<string> ExtractTo(string folder, Func<ArchiveEntry, string?> place, Action<int>? progress, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(place);
        var final = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var making = Path.Combine(Path.GetDirectoryName(final)!, $"{Unpacking}{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(making);
            var written = Write(making, place, progress ?? (_ => { }), cancellation);
            Directory.Move(making, final);
            return written;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Remove(making);
            throw new ArchiveRefusedException(ArchiveRefusals.Disk(exception.Message));
        }
        catch
        {
            Remove(making);
            throw;
        }
    }

    /// <summary>The content of a short entry.</summary>
    /// <exception cref="ArchiveRefusedException">It is damaged, or longer than <paramref name="mostBytes"/>.</exception>
    public byte[] Read(ArchiveEntry entry, int mostBytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var content = new MemoryStream();
        ZipContent.Copy(_file, entry, content, mostBytes, _limits with { MostBytesAnEntry = Math.Min(mostBytes, _limits.MostBytesAnEntry) }, _ => { }, cancellation);
        return content.ToArray();
    }

    public void Dispose() => _file.Dispose();

    private List<string> Write(string making, Func<ArchiveEntry, string?> place, Action<int> progress, CancellationToken cancellation)
    {
        var written = new List<string>();
        var left = _limits.MostBytes;
        foreach (var entry in Entries)
        {
            if (place(entry) is not { } path)
            {
                continue;
            }

            var full = ContainedPath.In(making, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using var stream = _create(full);
            left -= ZipContent.Copy(_file, entry, stream, left, _limits, progress, cancellation);
            (stream as FileStream)?.Flush(flushToDisk: true);
            written.Add(path);
        }

        return written;
    }

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report; Sweep tries again at the next start.
        }
    }
}
