using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Queues;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Review;

/// <summary>Draws the entries that a reviewer may have next, in the fair order of the queue.</summary>
internal static class ReviewOrder
{
    /// <summary>The oldest so many are drawn from: the order among them is fair, and reading them takes a moment only.</summary>
    private const int MostRead = 1_000;

    /// <summary>More than there are people who take one at the same moment.</summary>
    private const int MostDrawn = 64;

    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    /// <summary>Ids of entries that wait, the first choice first.</summary>
    public static IReadOnlyList<string> Of(StudioContext context, string reviewerId, Datanet datanet, IReadOnlyCollection<string> without, DateTimeOffset at)
    {
        var queued = nameof(EntryState.Queued);
        var rows = context.Entries.AsNoTracking()
            .Where(entry => entry.DatanetId == datanet.Id && entry.State == queued && entry.DeletedAt == null && entry.AuthorId != reviewerId)
            .OrderBy(entry => entry.QueuedAt).ThenBy(entry => entry.Id).Take(MostRead)
            .Select(entry => new { entry.Id, entry.AuthorId, entry.QueuedAt, entry.Card }).ToList();
        var people = rows.Select(row => row.AuthorId).Append(reviewerId).Distinct().ToList();
        var cards = context.DatanetMembers.AsNoTracking().Where(member => member.DatanetId == datanet.Id && people.Contains(member.AccountId))
            .Select(member => new { member.AccountId, member.Card }).ToList()
            .ToDictionary(member => member.AccountId, member => MemberCard.Read(member.Card), StringComparer.Ordinal);
        var order = new FairOrder(datanet.Card.Rules);
        foreach (var row in rows.Where(row => !without.Contains(row.Id)))
        {
            var standing = EntryCard.Read(row.Card).Standing;
            var author = cards.GetValueOrDefault(row.AuthorId);
            order.Put(new QueueItem(
                row.Id,
                row.AuthorId,
                author?.Cluster ?? row.AuthorId,
                author?.Tier is null or Tier.T0,
                row.QueuedAt ?? standing.Since,
                [.. standing.CurrentVotes.Select(vote => (vote.ReviewerId, vote.Cluster))],
                [.. standing.FormerReviewers]));
        }

        var seat = SeatOf(context, reviewerId, cards.GetValueOrDefault(reviewerId)?.Cluster ?? reviewerId, datanet.Id, at, out var turn);
        return Draw(order, seat, BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(datanet.Id))), turn);
    }

    private static List<string> Draw(FairOrder order, ReviewerSeat seat, long seed, long turn)
    {
        var drawn = new List<string>();
        while (drawn.Count < MostDrawn && order.Next(seat, seed, turn + drawn.Count) is { } item)
        {
            drawn.Add(item.EntryId);
            order.Remove(item.EntryId);
        }

        return drawn;
    }

    private static ReviewerSeat SeatOf(StudioContext context, string reviewerId, string cluster, string datanetId, DateTimeOffset at, out long turn)
    {
        var since = at - Lately;
        var mine = context.Reviews.AsNoTracking().Where(review => review.DatanetId == datanetId && review.ReviewerId == reviewerId && review.At > since)
            .Join(context.Entries, review => review.EntryId, entry => entry.Id, (_, entry) => entry.AuthorId)
            .GroupBy(author => author).Select(group => new { group.Key, Count = group.Count() }).ToDictionary(group => group.Key, group => group.Count);
        var theirs = context.Entries.AsNoTracking().Where(entry => entry.DatanetId == datanetId && entry.CreatedAt > since)
            .GroupBy(entry => entry.AuthorId).Select(group => new { group.Key, Count = group.Count() }).ToDictionary(group => group.Key, group => group.Count);
        string[] reviewing = [nameof(DatanetRole.Reviewer), nameof(DatanetRole.Curator), nameof(DatanetRole.Owner)];
        var reviewers = context.DatanetMembers.AsNoTracking().Count(member => member.DatanetId == datanetId && reviewing.Contains(member.Role));
        turn = mine.Values.Sum();
        return new ReviewerSeat(reviewerId, cluster, reviewers, author => (mine.GetValueOrDefault(author), theirs.GetValueOrDefault(author)));
    }
}
