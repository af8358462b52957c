using System.Globalization;
using Microsoft.Data.Sqlite;
using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Store.Backups;

/// <summary>What a restore came to.</summary>
/// <param name="Manifest">What the backup says of itself.</param>
/// <param name="Written">Files that were put back.</param>
/// <param name="Missing">Files that the backup knows of and the folder does not have: they were not inside.</param>
/// <param name="Other">Files that lie there with another content than when the backup was made.</param>
/// <param name="KeptAside">Where the database of before lies now; null where there was none.</param>
/// <param name="KeyProblem">What is wrong with the key that releases are signed with; null where nothing is, or nothing was ever signed.</param>
internal sealed record RestoreReport(BackupManifest Manifest, int Written, IReadOnlyList<string> Missing, IReadOnlyList<string> Other, string? KeptAside, string? KeyProblem);

/// <summary>
/// Puts a backup back into a data folder that nobody else holds. It is unpacked and checked beside the folder's own files first;
/// only then is anything replaced. The database of before is kept aside, and so are keys of before.
/// </summary>
internal static class BackupRestoring
{
    private const string Releases = "Releases";

    private static readonly string[] Parts = ["", "-wal", "-shm"];

    /// <exception cref="BackupException">The backup cannot be used; the folder is as it was.</exception>
    public static RestoreReport Restore(string file, DataFolder data, TimeProvider clock, CancellationToken cancellation)
    {
        var unpacked = Path.Combine(data.Backups, $".restoring-{Guid.NewGuid():n}");
        try
        {
            var manifest = Unpack(file, unpacked, cancellation);
            var written = manifest.Files.Where(one => one.IsInside).Count(one => PutBack(one, unpacked, data, clock, cancellation));
            var aside = KeepAside(data, clock);
            File.Move(Path.Combine(unpacked, BackupManifest.DatabaseName), data.Database);
            if (DatabaseCopy.Problem(data.Database, manifest.Rows) is { } problem)
            {
                throw new BackupException($"The restored database is not right: {problem}. Look at the disk; the database of before lies in {aside ?? data.Backups}.");
            }

            var (missing, other) = Look(manifest, data, cancellation);
            var isSigned = manifest.Rows.GetValueOrDefault(Releases) > 0;
            return new RestoreReport(manifest, written, missing, other, aside, isSigned ? SigningKeyCheck.Problem(data) : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new BackupException($"The backup could not be restored: {exception.Message} Make room, or make the folder {data.Path} writable, then try again.");
        }
        finally
        {
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }

    private static BackupManifest Unpack(string file, string unpacked, CancellationToken cancellation)
    {
        if (!File.Exists(file))
        {
            throw new BackupException($"There is no file {file}. Backups lie in the folder \"backups\" of the data folder.");
        }

        try
        {
            using var archive = SafeArchive.Open(file, BackupManifest.Limits, DataFolder.CreatePrivateFile);
            var manifest = BackupManifest.Read(archive, file, cancellation);
            archive.ExtractTo(unpacked, entry => entry.Path, null, cancellation);
            if (BackupCheck.Compare(manifest, unpacked, cancellation).ToList() is [var problem, ..])
            {
                throw new BackupException($"{file} is damaged: {problem}. Nothing was changed. Take another backup.");
            }

            return manifest;
        }
        catch (ArchiveRefusedException exception)
        {
            throw new BackupException($"{file} cannot be used: {exception.Message} Nothing was changed.");
        }
    }

    private static bool PutBack(BackedUpFile file, string unpacked, DataFolder data, TimeProvider clock, CancellationToken cancellation)
    {
        var target = new FileInfo(ContainedPath.In(data.Path, file.Path));
        if (BackupCheck.IsAsWritten(target, file.Bytes, file.Sha256, cancellation))
        {
            return false;
        }

        Directory.CreateDirectory(target.DirectoryName!);
        if (target.Exists && file.Path.StartsWith(BackupFiles.Keys + "/", StringComparison.Ordinal))
        {
            // What was signed or locked with it can be opened with no other.
            File.Move(target.FullName, Path.Combine(data.Backups, $"{Before(clock)}-{target.Name}"), overwrite: true);
        }

        File.Move(ContainedPath.In(unpacked, file.Path), target.FullName, overwrite: true);
        return true;
    }

    private static string Before(TimeProvider clock) => string.Create(CultureInfo.InvariantCulture, $"before-restore-{clock.GetUtcNow().UtcDateTime:yyyyMMdd-HHmmss}");

    /// <summary>The database and what belongs to it: the newest changes may still lie in its log.</summary>
    private static string? KeepAside(DataFolder data, TimeProvider clock)
    {
        if (!File.Exists(data.Database))
        {
            return null;
        }

        var aside = Path.Combine(data.Backups, Before(clock) + ".db");
        foreach (var part in Parts.Where(part => File.Exists(data.Database + part)))
        {
            File.Move(data.Database + part, aside + part, overwrite: true);
        }

        return aside;
    }

    private static (IReadOnlyList<string> Missing, IReadOnlyList<string> Other) Look(BackupManifest manifest, DataFolder data, CancellationToken cancellation)
    {
        var (missing, other) = (new List<string>(), new List<string>());
        foreach (var file in manifest.Files)
        {
            if (!BackupFiles.IsKnown(file.Path) || !ContainedPath.TryIn(data.Path, file.Path, out var full))
            {
                continue;
            }

            var there = new FileInfo(full);
            if (!there.Exists)
            {
                missing.Add(file.Path);
            }
            else if (!BackupCheck.IsAsWritten(there, file.Bytes, file.Sha256, cancellation))
            {
                other.Add(file.Path);
            }
        }

        return (missing, other);
    }
}
