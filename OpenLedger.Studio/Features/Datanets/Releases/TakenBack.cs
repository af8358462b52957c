using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Releases;

/// <summary>
/// Entries of a release whose authors took them back, or their consent, since it was made: nothing begins to learn from it any more. The
/// next release leaves them out, and withdraws this one.
/// </summary>
internal static class TakenBack
{
    /// <summary>How many they are. What was taken out for its quality alone is none of them.</summary>
    public static int Count(StudioContext context, string datanetId, string releaseId)
    {
        var (withdrawn, tombstoned) = (nameof(EntryState.Withdrawn), nameof(EntryState.Tombstoned));

        // From those that are gone, which are few, to the release, which may be large: both ways lie on an index.
        var gone = context.Entries.AsNoTracking().Where(row => row.DatanetId == datanetId && context.ReleaseEntries.Any(entry => entry.EntryId == row.Id && entry.ReleaseId == releaseId));
        var takenOut = gone.Where(row => row.State == tombstoned).Select(row => row.Id).ToList();
        return gone.Count(row => row.State == withdrawn) + takenOut.Count(entry => IsForConsent(context, entry));
    }

    private static bool IsForConsent(StudioContext context, string entryId) => context.EntryEvents.AsNoTracking()
        .Where(happened => happened.EntryId == entryId).OrderByDescending(happened => happened.Sequence).Select(happened => happened.Content).AsEnumerable()
        .Select(EventJson.TryRead).OfType<EntryEvent>().FirstOrDefault(happened => happened.To == EntryState.Tombstoned)?.Evidence.GetValueOrDefault(EvidenceNames.Cause) == EvidenceNames.CauseConsent;
}
