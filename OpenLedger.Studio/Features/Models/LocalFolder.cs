using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>A file of a local folder that is to be taken: its path in the model, and where it really lies.</summary>
internal sealed record LocalFile(string Path, string Source, long Length);

/// <summary>
/// A folder on the computer of the studio that an admin names. What it may be and which of its files are taken: plain files of the
/// hub's list, and links only inside it, or inside the cache of a hub, which keeps files once and links to them.
/// </summary>
internal sealed class LocalFolder(StudioOptions options, DataFolder data)
{
    private static readonly string[] NeverOnUnix = ["/proc", "/sys", "/dev", "/run"];

    public (string Folder, IReadOnlyList<LocalFile> Files, Sentence? Problem) Look(string path)
    {
        var given = path.Trim().Trim('"');
        if (!Path.IsPathFullyQualified(given) || given.Contains('\0', StringComparison.Ordinal))
        {
            return (given, [], ModelSentences.NotAbsolute);
        }

        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(given));
        try
        {
            var real = RealPath(folder);
            return Refusal(folder, real) is { } problem ? (folder, [], problem) : Files(folder, real);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (folder, [], ModelSentences.NotReadable(folder, exception.Message));
        }
    }

    /// <summary>The name that a hub's cache gives a model: <c>models--org--name</c> is org/name.</summary>
    public static string? HubName(string folder)
    {
        const string Prefix = "models--";
        var part = folder.Split(Path.DirectorySeparatorChar).LastOrDefault(part => part.StartsWith(Prefix, StringComparison.Ordinal));
        return part?[Prefix.Length..].Replace("--", "/", StringComparison.Ordinal);
    }

    private Sentence? Refusal(string folder, string real)
    {
        if (!Directory.Exists(real))
        {
            return ModelSentences.NoSuchFolder(folder);
        }

        if (ContainedPath.Contains(data.Path, real) || ContainedPath.Contains(real, data.Path))
        {
            return ModelSentences.OwnFolder(folder);
        }

        var allowed = options.LocalModelFolders.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var isAllowed = allowed.Length > 0
            ? allowed.Any(root => ContainedPath.Contains(RealPath(root), real))
            : OperatingSystem.IsWindows() || !NeverOnUnix.Any(root => ContainedPath.Contains(root, real));
        return isAllowed ? null : ModelSentences.NotAllowed(folder);
    }

    private static (string Folder, IReadOnlyList<LocalFile> Files, Sentence? Problem) Files(string folder, string real)
    {
        var home = HomeOfLinks(real);
        var files = new List<LocalFile>();
        var paths = new List<string>();
        foreach (var found in Directory.EnumerateFileSystemEntries(real, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, IgnoreInaccessible = false, AttributesToSkip = 0 }))
        {
            var path = Path.GetRelativePath(real, found).Replace(Path.DirectorySeparatorChar, '/');
            paths.Add(path);
            if (Directory.Exists(found) || HubFiles.PlaceInModel(path) is null)
            {
                continue;
            }

            var source = RealPath(found);
            if (!ContainedPath.Contains(home, source))
            {
                return (folder, [], ModelSentences.LinkOut(path));
            }

            var info = new FileInfo(source);
            if (!info.Exists || (info.Attributes & (FileAttributes.Device | FileAttributes.ReparsePoint)) != 0 || IsPipe(info))
            {
                return (folder, [], ModelSentences.NotAFile(path));
            }

            files.Add(new LocalFile(path, source, info.Length));
        }

        return (folder, files, ProblemOf(paths, files));
    }

    private static Sentence? ProblemOf(List<string> paths, List<LocalFile> files)
    {
        if (!files.Exists(file => file.Path == HubFiles.Config))
        {
            return paths.Contains(HubFiles.AdapterConfig) ? ModelSentences.IsAdapter : ModelSentences.NoConfig;
        }

        return files.Exists(file => file.Path.EndsWith(".safetensors", StringComparison.Ordinal))
            ? null
            : HubFiles.Forbidden(paths) ?? ModelSentences.NoWeights;
    }

    private static bool IsPipe(FileInfo file) => !OperatingSystem.IsWindows() && file.Length == 0 && (file.Attributes & FileAttributes.Normal) == 0 && file.UnixFileMode == UnixFileMode.None;

    /// <summary>A snapshot in a hub's cache links to the blobs beside it.</summary>
    private static string HomeOfLinks(string folder)
    {
        var above = Path.GetDirectoryName(folder);
        var cache = Path.GetDirectoryName(above);
        return Path.GetFileName(above) == "snapshots" && cache is not null && Directory.Exists(Path.Combine(cache, "blobs")) ? cache : folder;
    }

    /// <summary>The place itself, all links on the way followed.</summary>
    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path) ?? string.Empty;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var step = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(step) ? new DirectoryInfo(step) : new FileInfo(step);
            real = info.LinkTarget is null ? step : RealPath(info.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        }

        return real;
    }
}
