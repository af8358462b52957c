using System.Security;
using System.Text;

namespace OpenLedger.Training.Recipes;

/// <summary>Reads and writes small files whole; whatever the world gets wrong becomes a sentence.</summary>
internal static class SmallFile
{
    /// <summary>The bytes of a file.</summary>
    /// <exception cref="TrainingException">There is no such file, it is too large, or it cannot be read.</exception>
    public static byte[] Read(string path, int maxBytes, string what)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[maxBytes + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= maxBytes
                ? buffer[..length]
                : throw new TrainingException($"{path} is larger than {maxBytes / 1024} KB and cannot be a {what}. Check the path.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TrainingException($"There is no {what} at {path}. Check the path.", exception);
        }
        catch (Exception exception) when (IsOfTheWorld(exception))
        {
            throw new TrainingException($"The {what} {path} cannot be read ({exception.Message.TrimEnd('.')}). Check that it is a file and that you may read it.", exception);
        }
    }

    /// <summary>Writes a file whole: beside, then renamed, so that it is the old one or the new one, never half.</summary>
    /// <exception cref="TrainingException">It cannot be written.</exception>
    public static void Write(string path, byte[] content, string what)
    {
        var beside = $"{path}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception exception) when (IsOfTheWorld(exception))
        {
            throw new TrainingException($"The {what} cannot be written to {path} ({exception.Message.TrimEnd('.')}). Check that the folder is there, that you may write to it, and that the disk is not full.", exception);
        }
    }

    /// <summary>The bytes after a UTF-8 byte order mark, if there is one.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;

    private static bool IsOfTheWorld(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SecurityException;
}
