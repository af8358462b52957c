using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Flow;

/// <summary>How many entries the people of a Datanet decide.</summary>
internal static class IntakePace
{
    private const double DaysOfAWeek = 7;

    /// <summary>States in which a text that was reviewed has no decision, or never gets one.</summary>
    private static readonly string[] Undecided =
        [nameof(EntryState.Gated), nameof(EntryState.Waitlisted), nameof(EntryState.Queued), nameof(EntryState.InReview), nameof(EntryState.Escalated), nameof(EntryState.Withdrawn)];

    /// <summary>Decisions a day, the mean of seven days: texts that were reviewed in this time and are decided. What is accepted without review is none.</summary>
    public static double DecisionsPerDay(StudioContext context, string datanetId, DateTimeOffset at)
    {
        var since = at.AddDays(-DaysOfAWeek);

        // A text was decided as well where its entry has gone on to a later one.
        return context.Reviews.AsNoTracking().Where(review => review.DatanetId == datanetId && review.At > since)
            .Join(context.Entries, review => review.EntryId, entry => entry.Id, (review, entry) => new { review.EntryId, review.Revision, Newest = entry.Revision, entry.State })
            .Where(pair => pair.Revision < pair.Newest || !Undecided.Contains(pair.State))
            .Select(pair => new { pair.EntryId, pair.Revision }).Distinct().Count() / DaysOfAWeek;
    }
}
