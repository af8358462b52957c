using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Archives;

/// <summary>
/// Joins a folder with a path that comes from outside, and lets nothing leave the folder: not by the path itself, not by a name that
/// only begins like the folder, not through a link that lies on the way.
/// </summary>
internal static class ContainedPath
{
    /// <summary>The full path of <paramref name="path"/> (parts between "/") inside <paramref name="folder"/>.</summary>
    /// <exception cref="ArchiveRefusedException">The path is not one that may be used; the reason says why.</exception>
    public static string In(string folder, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(path);
        if (Problem(folder, path, out var full) is { } problem)
        {
            throw new ArchiveRefusedException(problem);
        }

        return full;
    }

    /// <summary>Whether <paramref name="path"/> may be used inside <paramref name="folder"/>, and where it leads.</summary>
    public static bool TryIn(string folder, string path, out string full) => Problem(folder, path, out full) is null;

    /// <summary>Whether <paramref name="inner"/> lies in <paramref name="folder"/>, or is it; both full paths.</summary>
    public static bool Contains(string folder, string inner)
    {
        var comparison = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(inner));
        return place.Equals(root, comparison)
            || place.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, comparison);
    }

    private static Sentence? Problem(string folder, string path, out string full)
    {
        full = string.Empty;
        if (PathRules.Problem(path) is { } problem)
        {
            return ArchiveRefusals.Path(path, problem);
        }

        var root = Path.GetFullPath(folder);
        var place = Path.GetFullPath(Path.Combine([root, .. path.Split('/')]));
        if (!Contains(root, place))
        {
            return ArchiveRefusals.Path(path, new Sentence("The path \"{0}\" leads out of its folder. Only paths inside the folder are taken."));
        }

        var step = root;
        foreach (var part in path.Split('/'))
        {
            step = Path.Combine(step, part);
            if (new FileInfo(step).LinkTarget is not null)
            {
                return ArchiveRefusals.Path(path, new Sentence("\"{0}\" leads through a link to another place. Put the file itself there."));
            }
        }

        full = place;
        return null;
    }
}
