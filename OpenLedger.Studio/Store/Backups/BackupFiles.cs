using System.Security.Cryptography;
using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Store.Backups;

/// <summary>The files of the data folder that a backup knows of.</summary>
internal static class BackupFiles
{
    private const int BufferBytes = 1 << 20;

    private static readonly string[] Rooms = ["runs", "models", "adapters", "datasets", "tunings"];

    /// <summary>Of a backup with or without files: what decrypts the cookies and forms of before.</summary>
    public const string Keys = "keys";

    /// <summary>The key that releases are signed with.</summary>
    public const string SigningKey = Keys + "/releases.pem";

    /// <summary>All files, in the order of their paths; what is being made or removed (a name with a dot) is none.</summary>
    public static IEnumerable<(string Path, FileInfo File)> In(DataFolder data) => Rooms.SelectMany(room => Of(data, room)).Concat(Of(data, Keys));

    /// <summary>Whether a path of a backup is one that may be put back.</summary>
    public static bool IsKnown(string path) => Rooms.Append(Keys).Any(room => path.StartsWith(room + "/", StringComparison.Ordinal));

    /// <summary>The hash of a file, written somewhere else on the way; null where it has gone, or cannot be read.</summary>
    public static (string Sha256, long Bytes)? Copy(FileInfo file, Stream? target, CancellationToken cancellation)
    {
        try
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes);
            return Copy(stream, target, cancellation);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static (string Sha256, long Bytes) Copy(Stream stream, Stream? target, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        var total = 0L;
        while (stream.Read(buffer) is > 0 and var count)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            target?.Write(buffer, 0, count);
            total += count;
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), total);
    }

    private static IEnumerable<(string Path, FileInfo File)> Of(DataFolder data, string room)
    {
        var folder = new DirectoryInfo(System.IO.Path.Combine(data.Path, room));
        if (!folder.Exists)
        {
            yield break;
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        foreach (var file in folder.EnumerateFiles("*", options).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            var path = System.IO.Path.GetRelativePath(data.Path, file.FullName).Replace('\\', '/');
            if (!path.Split('/').Any(part => part.StartsWith('.')) && ContainedPath.TryIn(data.Path, path, out _))
            {
                yield return (path, file);
            }
        }
    }
}
