using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Store.Backups;

/// <summary>Reads a whole backup again and compares it with what it says of itself.</summary>
internal static class BackupCheck
{
    /// <summary>What is wrong, as ends of the sentence "it showed that ..."; empty where nothing is.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="work">A folder for what is unpacked; it is left as it was.</param>
    /// <param name="cancellation">Gives up.</param>
    public static IReadOnlyList<string> ProblemsOf(string file, string work, CancellationToken cancellation)
    {
        var unpacked = Path.Combine(work, $".check-{Guid.NewGuid():n}");
        try
        {
            using var archive = SafeArchive.Open(file, BackupManifest.Limits, DataFolder.CreatePrivateFile);
            var manifest = BackupManifest.Read(archive, Path.GetFileName(file), cancellation);
            archive.ExtractTo(unpacked, entry => entry.Path, null, cancellation);
            return [.. Compare(manifest, unpacked, cancellation)];
        }
        catch (ArchiveRefusedException exception)
        {
            return [$"it is not a whole zip file ({exception.Message.TrimEnd('.')})"];
        }
        finally
        {
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }

    /// <summary>Holds what was unpacked against the manifest.</summary>
    public static IEnumerable<string> Compare(BackupManifest manifest, string unpacked, CancellationToken cancellation)
    {
        var database = new FileInfo(Path.Combine(unpacked, BackupManifest.DatabaseName));
        if (!IsAsWritten(database, manifest.DatabaseBytes, manifest.DatabaseSha256, cancellation))
        {
            yield return "the database in it is not the one that was put in";
        }
        else if (DatabaseCopy.Problem(database.FullName, manifest.Rows) is { } problem)
        {
            yield return problem;
        }

        foreach (var file in manifest.Files.Where(file => file.IsInside))
        {
            if (!BackupFiles.IsKnown(file.Path) || !ContainedPath.TryIn(unpacked, file.Path, out var full) || !IsAsWritten(new FileInfo(full), file.Bytes, file.Sha256, cancellation))
            {
                yield return $"the file {file.Path} in it is not the one that was put in";
            }
        }
    }

    public static bool IsAsWritten(FileInfo file, long bytes, string sha256, CancellationToken cancellation) =>
        file.Exists && file.Length == bytes && BackupFiles.Copy(file, null, cancellation)?.Sha256 == sha256;
}
