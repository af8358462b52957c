namespace OpenLedger.Benchmarks.Datanets;

/// <summary>What a simulated Datanet came to.</summary>
/// <param name="Accepted">Entries accepted at the end.</param>
/// <param name="Precision">Share of them that are good.</param>
/// <param name="SpamAccepted">Entries of spammers and sybils among them.</param>
/// <param name="RingAccepted">Junk of the ring among them.</param>
/// <param name="SleeperAccepted">Poison of the sleepers among them.</param>
/// <param name="JunkReview">Share of votes that went to junk.</param>
/// <param name="ReviewsPerDecision">Votes for each decision.</param>
/// <param name="NewcomerDays">Days from a newcomer's first entry to its first decision, the median over newcomers.</param>
/// <param name="NewcomersWithout">Newcomers whose first entry was never decided.</param>
/// <param name="HonestDays">The same of all honest entries, the median over those decided.</param>
/// <param name="GoodAccepted">Share of honest authors' good entries handed in up to a week before the end that were accepted.</param>
/// <param name="HonestFrozen">Honest accounts that had to rest.</param>
/// <param name="Backlog">Entries waiting at the end.</param>
/// <param name="BacklogDays">The most that waited in the last ten days, in days of decisions.</param>
internal sealed record CrowdResult(
    int Accepted,
    double Precision,
    int SpamAccepted,
    int RingAccepted,
    int SleeperAccepted,
    double JunkReview,
    double ReviewsPerDecision,
    double NewcomerDays,
    int NewcomersWithout,
    double HonestDays,
    double GoodAccepted,
    int HonestFrozen,
    int Backlog,
    double BacklogDays)
{
    private const int LastDays = 10;
    private const int Week = 7;

    /// <summary>Good entries for each that is not.</summary>
    public double SignalToNoise => Precision / Math.Max(1 - Precision, 1e-9);

    public double SpamShare => (double)SpamAccepted / Math.Max(1, Accepted);

    public static CrowdResult Of(CrowdHouse house, IReadOnlyList<CrowdAuthor> authors, IReadOnlyList<CrowdEntry> entries, IReadOnlyList<int> backlogs)
    {
        var accepted = entries.Where(entry => entry.IsAccepted).ToList();
        var firsts = entries.Where(entry => entry.Author.Kind == CrowdKind.Newcomer).GroupBy(entry => entry.Author).Select(group => Days(group.First())).ToList();
        var end = entries.Count == 0 ? default : entries[^1].SubmittedAt;
        var good = entries.Where(entry => entry.Author.IsHonest && entry.Quality == CrowdQuality.Good && entry.SubmittedAt <= end.AddDays(-Week)).ToList();
        var pace = (double)house.Decisions / backlogs.Count;
        return new CrowdResult(
            accepted.Count,
            Share(accepted.Count(entry => entry.Quality == CrowdQuality.Good), accepted.Count),
            accepted.Count(entry => entry.Author.IsSpam),
            accepted.Count(entry => entry.Author.Kind == CrowdKind.Ring && entry.Quality == CrowdQuality.Junk),
            accepted.Count(entry => entry.Author.Kind == CrowdKind.Sleeper && entry.Quality == CrowdQuality.Junk),
            Share(house.VotesOnJunk, house.Votes),
            Share(house.Votes, house.Decisions),
            Median(firsts),
            firsts.Count(double.IsPositiveInfinity) + authors.Count(author => author.Kind == CrowdKind.Newcomer) - firsts.Count,
            Median([.. entries.Where(entry => entry.Author.IsHonest && entry.FirstDecisionAt is not null).Select(Days)]),
            Share(good.Count(entry => entry.IsAccepted), good.Count),
            house.HonestFrozen,
            backlogs[^1],
            backlogs.TakeLast(LastDays).Max() / pace);
    }

    private static double Days(CrowdEntry entry) => entry.FirstDecisionAt is { } decided ? (decided - entry.SubmittedAt).TotalDays : double.PositiveInfinity;

    private static double Share(int part, int whole) => (double)part / Math.Max(1, whole);

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? double.PositiveInfinity : values[values.Count / 2];
    }
}
