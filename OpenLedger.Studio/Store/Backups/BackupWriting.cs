using System.Globalization;
using System.IO.Compression;
using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Store.Backups;

/// <summary>
/// Makes a backup: one zip file with a copy of the database, the keys, the list of all files with their hashes and, where
/// wanted, the files. The studio goes on meanwhile. A file of the final name is a backup that was read again and found whole.
/// </summary>
internal static class BackupWriting
{
    private const string Making = ".making-";

    public static string NameAt(DateTimeOffset moment) => string.Create(CultureInfo.InvariantCulture, $"studio-{moment.UtcDateTime:yyyyMMdd-HHmmss}.zip");

    /// <exception cref="BackupException">It could not be made; nothing of it is left.</exception>
    public static BackupManifest Make(DataFolder data, string target, bool withFiles, TimeProvider clock, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
        var work = Path.Combine(folder, $"{Making}{Guid.NewGuid():n}");
        try
        {
            Directory.CreateDirectory(folder);
            DataFolder.CreatePrivate(work);
            var manifest = Write(data, work, withFiles, clock, cancellation);
            var made = Path.Combine(work, "backup.zip");
            if (BackupCheck.ProblemsOf(made, work, cancellation) is [var problem, ..])
            {
                throw new BackupException($"The backup was made, but reading it again showed that {problem}. It was not kept. Look at the disk, then try again.");
            }

            File.Move(made, target, overwrite: true);
            return manifest;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            throw new BackupException($"The backup could not be made: {exception.Message} Free some space on the disk of {folder}, or name another place, then try again.");
        }
        finally
        {
            Remove(work);
        }
    }

    /// <summary>Removes what an end without warning left of backups that were being made.</summary>
    public static void Sweep(string folder)
    {
        foreach (var left in Directory.EnumerateDirectories(folder, Making + "*"))
        {
            Remove(left);
        }
    }

    private static BackupManifest Write(DataFolder data, string work, bool withFiles, TimeProvider clock, CancellationToken cancellation)
    {
        var copy = Path.Combine(work, BackupManifest.DatabaseName);
        var rows = DatabaseCopy.Make(data.Database, copy);
        if (DatabaseCopy.Problem(copy, rows) is { } problem)
        {
            throw new BackupException($"The copy of the database is not right: {problem}. Start the studio anew: it checks the database and says what to do.");
        }

        var known = LastHashes(data, cancellation);
        using var stream = new FileStream(Path.Combine(work, "backup.zip"), FileMode.CreateNew, FileAccess.ReadWrite);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        var files = new List<BackedUpFile>();
        foreach (var (path, file) in BackupFiles.In(data))
        {
            cancellation.ThrowIfCancellationRequested();
            var isInside = withFiles || path.StartsWith(BackupFiles.Keys + "/", StringComparison.Ordinal);
            if (Take(archive, path, file, isInside, known.GetValueOrDefault(path), cancellation) is { } taken)
            {
                files.Add(taken);
            }
        }

        if (File.Exists(data.SigningKey) && !files.Exists(file => file.IsInside && file.Path == BackupFiles.SigningKey))
        {
            throw new BackupException($"The key that releases are signed with ({data.SigningKey}) could not be read, and a backup without it is none. Make it readable for who makes the backup.");
        }

        var (hash, bytes) = Add(archive, BackupManifest.DatabaseName, new FileInfo(copy), CompressionLevel.Fastest, cancellation)!.Value;
        File.Delete(copy);
        var manifest = new BackupManifest(BackupManifest.NewestVersion, clock.GetUtcNow(), bytes, hash, rows, files);
        using (var entry = archive.CreateEntry(BackupManifest.Name, CompressionLevel.Fastest).Open())
        {
            entry.Write(manifest.Write());
        }

        archive.Dispose();
        stream.Flush(flushToDisk: true);
        return manifest;
    }

    private static BackedUpFile? Take(ZipArchive archive, string path, FileInfo file, bool isInside, BackedUpFile? before, CancellationToken cancellation)
    {
        var changed = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
        if (!isInside && before is not null && before.Bytes == file.Length && before.ChangedAt == changed)
        {
            return before with { IsInside = false };
        }

        // Weights do not get smaller by squeezing.
        var read = isInside ? Add(archive, path, file, CompressionLevel.NoCompression, cancellation) : BackupFiles.Copy(file, null, cancellation);
        return read is var (hash, bytes) ? new BackedUpFile(path, bytes, hash, isInside, changed) : null;
    }

    private static (string Sha256, long Bytes)? Add(ZipArchive archive, string name, FileInfo file, CompressionLevel level, CancellationToken cancellation)
    {
        if (!file.Exists)
        {
            return null;
        }

        using var entry = archive.CreateEntry(name, level).Open();
        return BackupFiles.Copy(file, entry, cancellation);
    }

    /// <summary>The hashes that the last backup took: a file of the same size and time is not read again.</summary>
    private static Dictionary<string, BackedUpFile> LastHashes(DataFolder data, CancellationToken cancellation)
    {
        if (BackupShelf.Newest(data) is not { } last)
        {
            return [];
        }

        try
        {
            using var archive = SafeArchive.Open(last.FullName, BackupManifest.Limits);
            return BackupManifest.Read(archive, last.Name, cancellation).Files.ToDictionary(file => file.Path);
        }
        catch (Exception exception) when (exception is ArchiveRefusedException or BackupException or IOException or ArgumentException)
        {
            return [];
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Tried again by Sweep at the next start.
        }
    }
}
