using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Queues;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Review;

/// <summary>Draws the entries that a reviewer may have next, in the fair order of the queue.</summary>
internal static class ReviewOrder
{
    /// <summary>How many entries can be decided about together.</summary>
    public const int MostTogether = 25;

    /// <summary>The oldest so many are drawn from: the order among them is fair, and reading them takes a moment only.</summary>
    private const int MostRead = 1_000;

    /// <summary>More than there are people who take one at the same moment.</summary>
    private const int MostDrawn = 64;

    /// <summary>With so many or more everybody's share of one author's entries is the same.</summary>
    private const int EnoughReviewers = 20;

    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    /// <summary>Ids of entries that wait, the first choice first.</summary>
    public static IReadOnlyList<string> Of(StudioContext context, string reviewerId, Datanet datanet, IReadOnlyCollection<string> without, DateTimeOffset at)
    {
        var rows = Waiting(context, datanet.Id, reviewerId).OrderBy(entry => entry.QueuedAt).ThenBy(entry => entry.Id).Take(MostRead)
            .Select(entry => new Waits(entry.Id, entry.AuthorId, entry.QueuedAt, entry.Card)).ToList();
        var cards = CardsOf(context, datanet.Id, [.. rows.Select(row => row.AuthorId).Append(reviewerId).Distinct()]);
        var order = new FairOrder(datanet.Card.Rules);
        foreach (var row in rows.Where(row => !without.Contains(row.Id)))
        {
            order.Put(ItemOf(row, cards));
        }

        var seat = SeatOf(context, reviewerId, cards.GetValueOrDefault(reviewerId)?.Cluster ?? reviewerId, datanet, at, out var turn);
        var (drawn, seed) = (new List<string>(), KnownItems.SeedOf(datanet.Id));
        while (drawn.Count < MostDrawn && order.Next(seat, seed, turn + drawn.Count) is { } item)
        {
            drawn.Add(item.EntryId);
            order.Remove(item.EntryId);
        }

        return drawn;
    }

    /// <summary>Others of an entry's author and category that wait and that the reviewer may have: no more of one author than is fair.</summary>
    public static IReadOnlyList<EntryView> Alike(StudioContext context, string reviewerId, Datanet datanet, string entryId, IReadOnlyCollection<string> without, DateTimeOffset at)
    {
        if (context.Entries.AsNoTracking().FirstOrDefault(entry => entry.Id == entryId && entry.DatanetId == datanet.Id) is not { } like)
        {
            return [];
        }

        var rows = Waiting(context, datanet.Id, reviewerId).Where(entry => entry.AuthorId == like.AuthorId && entry.Category == like.Category)
            .OrderBy(entry => entry.QueuedAt).ThenBy(entry => entry.Id).Take(MostDrawn).ToList().Where(row => row.Id != entryId && !without.Contains(row.Id)).ToList();
        var cards = CardsOf(context, datanet.Id, [like.AuthorId, reviewerId]);
        var order = new FairOrder(datanet.Card.Rules);
        foreach (var row in rows)
        {
            order.Put(ItemOf(new Waits(row.Id, row.AuthorId, row.QueuedAt, row.Card), cards));
        }

        // The entry itself counts, and each that is drawn.
        var taken = 1;
        var seat = SeatOf(context, reviewerId, cards.GetValueOrDefault(reviewerId)?.Cluster ?? reviewerId, datanet, at, out _);
        var counting = seat with { LoadOf = author => Counted(seat.LoadOf(author), taken) };
        var drawn = new List<EntryView>();
        while (taken < MostTogether && order.Next(counting, seed: 0, taken) is { } item)
        {
            drawn.Add(EntryView.Of(rows.First(row => row.Id == item.EntryId)));
            order.Remove(item.EntryId);
            taken++;
        }

        return drawn;
    }

    private static IQueryable<EntryRow> Waiting(StudioContext context, string datanetId, string reviewerId)
    {
        var queued = nameof(EntryState.Queued);
        return context.Entries.AsNoTracking().Where(entry => entry.DatanetId == datanetId && entry.State == queued && entry.DeletedAt == null && entry.AuthorId != reviewerId);
    }

    private static Dictionary<string, MemberCard> CardsOf(StudioContext context, string datanetId, IReadOnlyList<string> people) =>
        context.DatanetMembers.AsNoTracking().Where(member => member.DatanetId == datanetId && people.Contains(member.AccountId))
            .Select(member => new { member.AccountId, member.Card }).ToList()
            .ToDictionary(member => member.AccountId, member => MemberCard.Read(member.Card), StringComparer.Ordinal);

    private static QueueItem ItemOf(Waits row, IReadOnlyDictionary<string, MemberCard> cards)
    {
        var (standing, author) = (EntryCard.Read(row.Card).Standing, cards.GetValueOrDefault(row.AuthorId));
        return new QueueItem(
            row.Id,
            row.AuthorId,
            author?.Cluster ?? row.AuthorId,
            author?.Tier is null or Tier.T0,
            row.QueuedAt ?? standing.Since,
            [.. standing.CurrentVotes.Select(vote => (vote.ReviewerId, vote.Cluster))],
            [.. standing.FormerReviewers]);
    }

    private static ReviewerSeat SeatOf(StudioContext context, string reviewerId, string cluster, Datanet datanet, DateTimeOffset at, out long turn)
    {
        var datanetId = datanet.Id;
        var since = at - Lately;
        var mine = context.Reviews.AsNoTracking().Where(review => review.DatanetId == datanetId && review.ReviewerId == reviewerId && review.At > since)
            .Join(context.Entries, review => review.EntryId, entry => entry.Id, (_, entry) => entry.AuthorId)
            .GroupBy(author => author).Select(group => new { group.Key, Count = group.Count() }).ToDictionary(group => group.Key, group => group.Count);
        var theirs = context.Entries.AsNoTracking().Where(entry => entry.DatanetId == datanetId && entry.CreatedAt > since)
            .GroupBy(entry => entry.AuthorId).Select(group => new { group.Key, Count = group.Count() }).ToDictionary(group => group.Key, group => group.Count);
        var reviewers = WhoReviews.Count(context, datanet.Id, datanet.Card.Rules, EnoughReviewers);
        turn = mine.Values.Sum();
        return new ReviewerSeat(reviewerId, cluster, reviewers, author => (mine.GetValueOrDefault(author), theirs.GetValueOrDefault(author)));
    }

    private static (int ByReviewer, int All) Counted((int ByReviewer, int All) load, int more) => (load.ByReviewer + more, load.All);

    private sealed record Waits(string Id, string AuthorId, DateTimeOffset? QueuedAt, string Card);
}
