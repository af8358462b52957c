namespace OpenLedger.Studio.Shell;

/// <summary>What a folder or file takes on the disk.</summary>
internal static class FolderSize
{
    /// <summary>The bytes of a folder and all below it; links are not followed, and what vanishes meanwhile counts nothing.</summary>
    public static long Of(string path, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(path))
        {
            return OfFile(new FileInfo(path));
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        var bytes = 0L;
        foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", options))
        {
            cancellation.ThrowIfCancellationRequested();
            bytes += OfFile(file);
        }

        return bytes;
    }

    private static long OfFile(FileInfo file)
    {
        try
        {
            return file.Exists ? file.Length : 0;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
