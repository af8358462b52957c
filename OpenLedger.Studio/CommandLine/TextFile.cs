using System.Text;

namespace OpenLedger.Studio.CommandLine;

/// <summary>A small text file that a person names on the command line.</summary>
internal static class TextFile
{
    private const long Largest = 16 << 20;

    public static string Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Length > Largest)
            {
                throw new UsageException($"{path} has {file.Length >> 20} MiB; a file of this kind has at most {Largest >> 20} MiB");
            }

            return File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{path} cannot be read as UTF-8 text ({failure.Message.TrimEnd('.')}); name a file that is there");
        }
    }
}
