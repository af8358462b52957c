using System.Text;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Shell;

/// <summary>Which files are let in, before their first byte: name, kind, size, how many at once, room on the disk.</summary>
internal sealed class UploadRules(IEnumerable<UploadPurpose> purposes, StudioOptions options, DataFolder data, FreeSpace free, TimeProvider clock)
{
    public const int MostAtOnce = 2;

    private const int MostOfOnePerson = 20;
    private const int LongestName = 255;

    /// <summary>The studio itself goes on writing while files arrive.</summary>
    private const long KeptFree = 500_000_000;

    private static readonly TimeSpan StillArrives = TimeSpan.FromMinutes(2);

    /// <summary>The last part of a name, whatever folder a browser puts before it.</summary>
    public static string NameOf(string given) => given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Trim();

    /// <summary>Why this file cannot be begun; null where it can.</summary>
    public (UploadOutcome Outcome, Sentence Problem)? Refusal(string purpose, string name, long length, IReadOnlyList<UploadRow> ofPerson, long stillToCome)
    {
        if (purposes.FirstOrDefault(known => known.Name == purpose) is not { } wanted)
        {
            return (UploadOutcome.Refused, new Sentence("Nothing here takes such a file. Load the page again and try once more."));
        }

        if (ProblemOfName(name, wanted) is { } bad)
        {
            return (UploadOutcome.Refused, bad);
        }

        if (length <= 0)
        {
            return (UploadOutcome.Refused, new Sentence("\"{0}\" is empty. Choose another file.", name));
        }

        var most = Math.Min(wanted.MostBytes, options.LargestUploadBytes);
        if (length > most)
        {
            return (UploadOutcome.TooLong, new Sentence("\"{0}\" has {1}; at most {2} are taken. An admin can raise Studio:LargestUploadGigabytes.", name, new ByteSize(length), new ByteSize(most)));
        }

        var now = clock.GetUtcNow();
        if (ofPerson.Count(row => row.Received < row.Length && now - row.TouchedAt < StillArrives) >= MostAtOnce)
        {
            return (UploadOutcome.TooMany, new Sentence("{0} of your files arrive already. Wait until one is there, or cancel it.", MostAtOnce));
        }

        if (ofPerson.Count >= MostOfOnePerson || ofPerson.Sum(row => row.Length) + length > options.LargestUploadBytes * MostAtOnce)
        {
            return (UploadOutcome.TooMany, new Sentence("Your files that wait to be used are too many already. Cancel some, or wait a day: then they are removed."));
        }

        return NoSpace(stillToCome + length) is { } full ? (UploadOutcome.NoSpace, full) : null;
    }

    /// <summary>Why so many bytes more do not fit on the disk; null where they do.</summary>
    public Sentence? NoSpace(long bytes)
    {
        var left = free(data.Uploads) - KeptFree;
        return bytes > left
            ? new Sentence("The disk of the studio has no room for it: {0} are needed, {1} are free. Free some space and try again; what has arrived is kept.", new ByteSize(bytes), new ByteSize(Math.Max(0, left)))
            : null;
    }

    private static Sentence? ProblemOfName(string name, UploadPurpose wanted)
    {
        if (name.Length is 0 or > LongestName || name.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar || Archives.Printable.IsInvisible(rune)))
        {
            return new Sentence("The name of the file is too long, or has characters that cannot be seen. Rename it and try again.");
        }

        return wanted.Extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) && name.Length > extension.Length)
            ? null
            : new Sentence("\"{0}\" is not of the kind that is wanted here: {1}.", name, string.Join(", ", wanted.Extensions));
    }
}
