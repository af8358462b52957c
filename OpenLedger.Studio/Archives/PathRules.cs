using System.Text;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Archives;

/// <summary>
/// What a path from outside may look like: parts between "/", each a name that every operating system takes for the name of a plain file.
/// </summary>
internal static class PathRules
{
    private const int LongestPath = 400;
    private const int LongestPart = 200;
    private const int MostParts = 16;
    private static readonly System.Buffers.SearchValues<char> NotInNames = System.Buffers.SearchValues.Create("\\:*?\"<>|");

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>What is wrong with a path; null where nothing is. The first gap of the sentence is left for the name.</summary>
    public static Sentence? Problem(string path)
    {
        if (path.Length == 0)
        {
            return new Sentence("A file without a name is not taken.");
        }

        if (path.Length > LongestPath)
        {
            return new Sentence("The path \"{0}\" is too long. Use shorter names.");
        }

        if (path[0] == '/')
        {
            return new Sentence("The path \"{0}\" begins at the top of the disk. Only paths inside the folder are taken.");
        }

        var parts = path.Split('/');
        return parts.Length > MostParts
            ? new Sentence("The path \"{0}\" has too many folders in each other.")
            : parts.Select(ProblemOfPart).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>What two paths have in common that lie at one place on some computer.</summary>
    public static string Key(string path) => path.Normalize(NormalizationForm.FormC).ToUpperInvariant();

    private static Sentence? ProblemOfPart(string part)
    {
        if (part.Length == 0)
        {
            return new Sentence("The path \"{0}\" has a part without a name.");
        }

        if (part is "." or "..")
        {
            return new Sentence("The path \"{0}\" leads out of its folder. Only paths inside the folder are taken.");
        }

        if (part.EnumerateRunes().Any(rune => Printable.IsInvisible(rune) || rune == Rune.ReplacementChar))
        {
            return new Sentence("The name \"{0}\" has characters that cannot be seen. Rename the file.");
        }

        if (part.AsSpan().IndexOfAny(NotInNames) is >= 0 and var at)
        {
            return new Sentence("The name \"{0}\" has the character {1}, which is not taken in names. Rename the file.", part[at].ToString());
        }

        if (part[^1] is '.' or ' ' || part[0] == ' ')
        {
            return new Sentence("The name \"{0}\" begins with a blank, or ends with a dot or a blank. Rename the file.");
        }

        if (Encoding.UTF8.GetByteCount(part) > LongestPart)
        {
            return new Sentence("The name \"{0}\" is too long. Rename the file.");
        }

        return Devices.Contains(part.Split('.')[0].TrimEnd())
            ? new Sentence("The name \"{0}\" means a device on some computers. Rename the file.")
            : null;
    }
}
