using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Flow;

/// <summary>Finds entries whose reviewer has not come back in time.</summary>
internal static class OverdueLeases
{
    private const int MostAtOnce = 200;

    /// <summary>Their ids, the longest overdue first.</summary>
    /// <param name="context">The store.</param>
    /// <param name="datanetId">Of one Datanet; null for all.</param>
    /// <param name="at">Now.</param>
    public static IReadOnlyList<string> Of(StudioContext context, string? datanetId, DateTimeOffset at)
    {
        var inReview = nameof(EntryState.InReview);
        return [.. context.Leases.AsNoTracking().Where(lease => lease.Until <= at).OrderBy(lease => lease.Until)
            .Join(context.Entries.Where(entry => (datanetId == null || entry.DatanetId == datanetId) && entry.State == inReview && entry.DeletedAt == null), lease => lease.EntryId, entry => entry.Id, (lease, _) => lease.EntryId)
            .Take(MostAtOnce)];
    }
}
