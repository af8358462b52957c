using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Queues;

namespace OpenLedger.Studio.Features.Datanets.Known;

/// <summary>Whether an entry was decided on faster than it can be read.</summary>
internal static class Reading
{
    public static bool IsHasty(EntryContent content, TimeSpan? taken) => taken is { } time && time < ReadingTime.Of(WordsOf(content));

    private static int WordsOf(EntryContent content) => content.Parts.Sum(part => part.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
}
