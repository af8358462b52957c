using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Queues;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Health;

/// <summary>Counts in the store. Each question is answered by an index: no text of an entry is read.</summary>
internal static class HealthReading
{
    public const int Weeks = 12;

    private const int DaysOfPace = 7;
    private const int DaysOfWaits = 30;
    private const double NinetyPercent = 0.9;
    private const long MillisecondsOfAWeek = 7L * 24 * 60 * 60 * 1000;

    /// <summary>What waits, and how long it took lately.</summary>
    public static QueueHealth Queue(StudioContext context, string datanetId, int decisionDays, DateTimeOffset now)
    {
        var late = now.AddDays(-decisionDays);
        var waiting = context.Entries.AsNoTracking().Where(entry => entry.DatanetId == datanetId && StateSets.Waiting.Contains(entry.State))
            .GroupBy(entry => entry.State)
            .Select(group => new { group.Key, Count = group.Count(), Late = group.Count(entry => entry.QueuedAt < late), Oldest = group.Min(entry => entry.QueuedAt) })
            .ToList();
        int In(EntryState state) => waiting.Where(group => group.Key == state.ToString()).Sum(group => group.Count);
        return new QueueHealth(
            waiting.Sum(group => group.Count), In(EntryState.Waitlisted), In(EntryState.Escalated), waiting.Sum(group => group.Late), waiting.Min(group => group.Oldest),
            Spread(context, datanetId, MilestoneKind.Reviewed, now), Spread(context, datanetId, MilestoneKind.Decided, now));
    }

    /// <summary>What came in and what left in the last week, and who reviewed.</summary>
    public static QueuePace Pace(StudioContext context, string datanetId, DateTimeOffset now)
    {
        var since = now.AddDays(-DaysOfPace);
        string[] kinds = [nameof(MilestoneKind.HandedIn), nameof(MilestoneKind.Decided), nameof(MilestoneKind.Left)];
        var counts = context.EntryMilestones.AsNoTracking().Where(milestone => milestone.DatanetId == datanetId && kinds.Contains(milestone.Kind) && milestone.At >= since)
            .GroupBy(milestone => milestone.Kind).Select(group => new { group.Key, Count = group.Count() }).ToDictionary(group => group.Key, group => group.Count);
        var reviews = context.Reviews.AsNoTracking().Where(review => review.DatanetId == datanetId && review.At >= since)
            .GroupBy(review => review.ReviewerId).Select(group => group.Count()).ToList();
        return new QueuePace(
            counts.GetValueOrDefault(nameof(MilestoneKind.HandedIn)),
            counts.GetValueOrDefault(nameof(MilestoneKind.Decided)) + counts.GetValueOrDefault(nameof(MilestoneKind.Left)),
            reviews.Sum(), reviews.Count, DaysOfPace);
    }

    /// <summary>
    /// How far reviewers agree on texts of the last weeks, everywhere and by the category that an entry stands in now; curators' decisions,
    /// who saw the votes, are left out.
    /// </summary>
    public static (ReviewerAgreement All, IReadOnlyDictionary<string, ReviewerAgreement> Categories) Agreement(StudioContext context, string datanetId, DateTimeOffset now)
    {
        var since = Milliseconds(now) - (Weeks * MillisecondsOfAWeek);

        // Texts with the same votes are counted together: however many there are, a few kinds come out of each category.
        var kinds = context.Database.SqlQuery<VoteKind>($"""
            SELECT COALESCE("Entries"."Category", '') AS "Category", "Accepts", "Changes", "Declines", "Abuses", COUNT(*) AS "Texts" FROM (
              SELECT "EntryId", SUM(CASE WHEN "Verdict" = 'Accept' THEN 1 ELSE 0 END) AS "Accepts", SUM(CASE WHEN "Verdict" = 'NeedsChanges' THEN 1 ELSE 0 END) AS "Changes",
                SUM(CASE WHEN "Verdict" = 'Decline' THEN 1 ELSE 0 END) AS "Declines", SUM(CASE WHEN "Verdict" = 'Abuse' THEN 1 ELSE 0 END) AS "Abuses"
              FROM "Reviews" WHERE "DatanetId" = {datanetId} AND "At" >= {since} AND NOT "IsDecision" GROUP BY "EntryId", "Revision" HAVING COUNT(*) > 1) AS "Voted"
            LEFT JOIN "Entries" ON "Entries"."Id" = "Voted"."EntryId"
            GROUP BY 1, 2, 3, 4, 5
            """).ToList();
        return (AgreementOf(kinds), kinds.GroupBy(kind => kind.Category).ToDictionary(group => group.Key, AgreementOf, StringComparer.Ordinal));
    }

    /// <summary>Quality by week, without a gap up to this week; empty where nothing was decided.</summary>
    public static IReadOnlyList<WeekQuality> Quality(StudioContext context, string datanetId, DateTimeOffset now)
    {
        // The store's times count from 1 January of the year 1, which was a Monday.
        var last = Milliseconds(now) / MillisecondsOfAWeek;
        var since = (last - Weeks + 1) * MillisecondsOfAWeek;
        var (decided, takenOut) = (nameof(MilestoneKind.Decided), nameof(MilestoneKind.TakenOut));
        var counts = context.Database.SqlQuery<WeekCount>($"""
            SELECT "At" / {MillisecondsOfAWeek} AS "Week", "Kind", "Outcome", CASE WHEN "Revision" > 1 THEN 2 ELSE "Revision" END AS "Round", COUNT(*) AS "Count"
            FROM "EntryMilestones" WHERE "DatanetId" = {datanetId} AND "Kind" IN ({decided}, {takenOut}) AND "At" >= {since} GROUP BY 1, 2, 3, 4
            """).ToList();
        return counts.Count == 0 ? [] : [.. Enumerable.Range(0, Weeks).Select(back => last - Weeks + 1 + back).Select(week => Week(week, [.. counts.Where(count => count.Week == week)]))];
    }

    /// <summary>What people have given: one, or those who gave most.</summary>
    public static IReadOnlyList<ContributorHelp> Help(StudioContext context, string datanetId, string? accountId, int most)
    {
        var entries = context.Entries.AsNoTracking().Where(entry => entry.DatanetId == datanetId && (accountId == null || entry.AuthorId == accountId))
            .GroupBy(entry => new { entry.AuthorId, entry.State }).Select(group => new { group.Key.AuthorId, group.Key.State, Count = group.Count() }).ToList()
            .ToLookup(group => group.AuthorId);
        var reviews = context.Reviews.AsNoTracking().Where(review => review.DatanetId == datanetId && (accountId == null || review.ReviewerId == accountId))
            .GroupBy(review => review.ReviewerId).Select(group => new { group.Key, Count = group.Count() }).ToDictionary(group => group.Key, group => group.Count);
        return [.. entries.Select(group => group.Key).Union(reviews.Keys)
            .Select(who => new ContributorHelp(
                who,
                entries[who].Where(group => StateSets.Accepted.Contains(group.State)).Sum(group => group.Count),
                entries[who].Where(group => StateSets.Waiting.Contains(group.State)).Sum(group => group.Count),
                reviews.GetValueOrDefault(who)))
            .Where(help => help.Accepted + help.Waiting + help.Reviews > 0)
            .OrderByDescending(help => help.Accepted + help.Reviews).Take(most)];
    }

    private static ReviewerAgreement AgreementOf(IEnumerable<VoteKind> kinds)
    {
        var texts = kinds.SelectMany(kind => Enumerable.Repeat(kind.Votes, kind.Texts)).ToList();
        return new ReviewerAgreement(texts.Count, texts.Sum(votes => votes.Count), KrippendorffAlpha.Nominal(texts), GwetAgreement.FirstOrder(texts, Enum.GetValues<Verdict>().Length));
    }

    private static WaitSpread? Spread(StudioContext context, string datanetId, MilestoneKind kind, DateTimeOffset now)
    {
        var (since, name) = (now.AddDays(-DaysOfWaits), kind.ToString());
        var waits = context.EntryMilestones.AsNoTracking()
            .Where(milestone => milestone.DatanetId == datanetId && milestone.Kind == name && milestone.At >= since && milestone.Waited != null);
        var count = waits.Count();
        if (count == 0)
        {
            return null;
        }

        TimeSpan At(double share) => TimeSpan.FromMilliseconds(waits.OrderBy(milestone => milestone.Waited).Skip(Math.Max(0, (int)Math.Ceiling(share * count) - 1)).Select(milestone => milestone.Waited!.Value).First());
        return new WaitSpread(count, At(0.5), At(NinetyPercent));
    }

    private static WeekQuality Week(long week, IReadOnlyList<WeekCount> counts)
    {
        var decided = counts.Where(count => count.Kind == nameof(MilestoneKind.Decided)).ToList();
        int Of(int round, EntryState? outcome = null) => decided.Where(count => count.Round == round && (outcome is null || count.Outcome == outcome.ToString())).Sum(count => count.Count);
        return new WeekQuality(
            DateOnly.FromDayNumber((int)week * 7), Of(1), Of(1, EntryState.Accepted), Of(1, EntryState.NeedsChanges), Of(2), Of(2, EntryState.Accepted),
            counts.Where(count => count.Kind == nameof(MilestoneKind.TakenOut)).Sum(count => count.Count));
    }

    /// <summary>A moment as the store writes it.</summary>
    private static long Milliseconds(DateTimeOffset moment) => moment.UtcTicks / TimeSpan.TicksPerMillisecond;

    private sealed record VoteKind(string Category, int Accepts, int Changes, int Declines, int Abuses, int Texts)
    {
        public IReadOnlyList<Verdict> Votes =>
        [
            .. Enumerable.Repeat(Verdict.Accept, Accepts), .. Enumerable.Repeat(Verdict.NeedsChanges, Changes),
            .. Enumerable.Repeat(Verdict.Decline, Declines), .. Enumerable.Repeat(Verdict.Abuse, Abuses),
        ];
    }

    private sealed record WeekCount(long Week, string Kind, string Outcome, int Round, int Count);
}
