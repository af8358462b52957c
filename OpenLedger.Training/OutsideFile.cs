using Microsoft.Win32.SafeHandles;

namespace OpenLedger.Training;

/// <summary>Opens files that come from outside. Only plain files, or links to such: opening a pipe would wait for a writer for ever.</summary>
internal static class OutsideFile
{
    /// <summary>Opens <paramref name="path"/> for reading. Throws <see cref="TrainingException"/> where that cannot be, or where it has fewer bytes than <paramref name="least"/>.</summary>
    public static SafeFileHandle Open(string path, long least = 1, long most = long.MaxValue)
    {
        try
        {
            var info = new FileInfo(path);
            info = info.LinkTarget is null ? info : (FileInfo)info.ResolveLinkTarget(returnFinalTarget: true)!;

            // Asked before opening: pipes and devices have no length.
            CheckLength(info.Length, path, least, most);
            var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            try
            {
                CheckLength(RandomAccess.GetLength(handle), path, least, most);
                return handle;
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or InvalidCastException)
        {
            throw new TrainingException($"{path}: cannot be opened ({exception.Message}) Check the path and that you may read it.", exception);
        }
    }

    /// <summary>Reads a whole file of at most <paramref name="most"/> bytes.</summary>
    public static byte[] ReadAll(string path, int most)
    {
        using var handle = Open(path, 1, most);
        try
        {
            var bytes = new byte[RandomAccess.GetLength(handle)];
            var filled = 0;
            while (filled < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(filled), filled) is var read and > 0)
            {
                filled += read;
            }

            return bytes[..filled];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{path}: cannot be read ({exception.Message}) Check the disk.", exception);
        }
    }

    private static void CheckLength(long length, string path, long least, long most)
    {
        if (length < least)
        {
            throw new TrainingException($"{path}: too short ({length} bytes). Fetch the file again.");
        }

        if (length > most)
        {
            throw new TrainingException($"{path}: too large ({length} bytes; the limit is {most}).");
        }
    }
}
