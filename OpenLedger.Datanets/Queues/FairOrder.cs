using System.Globalization;
using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Queues;

/// <summary>
/// Who reviews what next. Revisions go to those who saw them first; else a cluster of authors is drawn, and then its oldest entry, so that
/// filling the queue gains nothing; a share of the draws is for newcomers. The order follows from the seed and what was put in.
/// </summary>
public sealed class FairOrder(ReviewPolicy policy)
{
    private const double LargestShare = 0.30;
    private const double VotesPerEntry = 3;

    private readonly Dictionary<string, QueueItem> _items = new(StringComparer.Ordinal);
    private readonly Lane _everyone = new();
    private readonly Lane _newcomers = new();
    private readonly Dictionary<string, SortedSet<(DateTimeOffset At, string Id)>> _returning = new(StringComparer.Ordinal);

    /// <summary>How many entries wait.</summary>
    public int Count => _items.Count;

    /// <summary>The largest share of an author's entries that one reviewer sees: 30 %, and more only where there are too few reviewers.</summary>
    public static double ShareLimit(int activeReviewers) => Math.Clamp(VotesPerEntry / Math.Max(1, activeReviewers), LargestShare, 1);

    /// <summary>Adds an entry, or puts it in anew after a vote.</summary>
    public void Put(QueueItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Remove(item.EntryId);
        _items[item.EntryId] = item;
        _everyone.Add(item);
        if (item.IsNewcomers)
        {
            _newcomers.Add(item);
        }

        foreach (var reviewer in item.FormerReviewers)
        {
            if (!_returning.TryGetValue(reviewer, out var entries))
            {
                _returning[reviewer] = entries = new SortedSet<(DateTimeOffset, string)>(OldestFirst);
            }

            entries.Add((item.QueuedAt, item.EntryId));
        }
    }

    /// <summary>Takes an entry out: claimed, decided or withdrawn. Nothing happens where it is not there.</summary>
    public void Remove(string entryId)
    {
        if (!_items.Remove(entryId, out var item))
        {
            return;
        }

        _everyone.Remove(item);
        _newcomers.Remove(item);
        foreach (var reviewer in item.FormerReviewers)
        {
            _returning[reviewer].Remove((item.QueuedAt, entryId));
        }
    }

    /// <summary>The next entry for a reviewer; null where none is left that they may review. It stays in the queue until it is removed.</summary>
    /// <param name="seat">Who asks.</param>
    /// <param name="seed">The Datanet's seed.</param>
    /// <param name="turn">A number that differs from draw to draw, such as how many claims there were.</param>
    public QueueItem? Next(ReviewerSeat seat, long seed, long turn)
    {
        ArgumentNullException.ThrowIfNull(seat);
        if (_returning.TryGetValue(seat.ReviewerId, out var entries) && entries.Select(entry => _items[entry.Id]).FirstOrDefault(item => MayReview(item, seat)) is { } revision)
        {
            return revision;
        }

        var subject = string.Create(CultureInfo.InvariantCulture, $"{seat.ReviewerId}\n{turn}");
        var place = SeededDraw.Share(seed, "author", subject);
        var forNewcomers = SeededDraw.Share(seed, "lane", subject) < policy.NewcomerLaneShare;
        return (forNewcomers ? Draw(_newcomers, place, seat) : null) ?? Draw(_everyone, place, seat);
    }

    private static Comparer<(DateTimeOffset At, string Id)> OldestFirst { get; } = Comparer<(DateTimeOffset At, string Id)>.Create(
        static (left, right) => left.At.CompareTo(right.At) is var order and not 0 ? order : string.CompareOrdinal(left.Id, right.Id));

    private QueueItem? Draw(Lane lane, double place, ReviewerSeat seat)
    {
        var start = (int)(place * lane.Clusters.Count);
        for (var step = 0; step < lane.Clusters.Count; step++)
        {
            var cluster = lane.Clusters[(start + step) % lane.Clusters.Count];
            if (cluster != seat.Cluster && lane.Of(cluster).Select(entry => _items[entry.Id]).FirstOrDefault(item => MayReview(item, seat)) is { } item)
            {
                return item;
            }
        }

        return null;
    }

    private bool MayReview(QueueItem item, ReviewerSeat seat)
    {
        if (item.AuthorId == seat.ReviewerId || item.AuthorCluster == seat.Cluster)
        {
            return false;
        }

        foreach (var (id, cluster) in item.Voters)
        {
            if (id == seat.ReviewerId || (policy.DistinctClusters && cluster == seat.Cluster))
            {
                return false;
            }
        }

        // Who saw an earlier text sees the revision, whatever their share.
        var (byReviewer, all) = seat.LoadOf(item.AuthorId);
        return item.FormerReviewers.Contains(seat.ReviewerId) || byReviewer + 1 <= Math.Max(1, Math.Ceiling(ShareLimit(seat.ActiveReviewers) * all));
    }

    /// <summary>Entries by cluster of their authors; clusters in a list, so that one can be drawn.</summary>
    private sealed class Lane
    {
        private readonly Dictionary<string, SortedSet<(DateTimeOffset At, string Id)>> _entries = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

        public List<string> Clusters { get; } = [];

        public SortedSet<(DateTimeOffset At, string Id)> Of(string cluster) => _entries[cluster];

        public void Add(QueueItem item)
        {
            if (!_entries.TryGetValue(item.AuthorCluster, out var entries))
            {
                _entries[item.AuthorCluster] = entries = new SortedSet<(DateTimeOffset, string)>(OldestFirst);
                _places[item.AuthorCluster] = Clusters.Count;
                Clusters.Add(item.AuthorCluster);
            }

            entries.Add((item.QueuedAt, item.EntryId));
        }

        public void Remove(QueueItem item)
        {
            if (!_entries.TryGetValue(item.AuthorCluster, out var entries) || !entries.Remove((item.QueuedAt, item.EntryId)) || entries.Count > 0)
            {
                return;
            }

            _entries.Remove(item.AuthorCluster);
            _places.Remove(item.AuthorCluster, out var place);
            var last = Clusters[^1];
            Clusters.RemoveAt(Clusters.Count - 1);
            if (place < Clusters.Count)
            {
                Clusters[place] = last;
                _places[last] = place;
            }
        }
    }
}
