using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Queues;

namespace OpenLedger.Datanets.Tests.Queues;

public class QueueTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Next_IsFairToAuthors_HoweverMuchOneBrings()
    {
        var order = Order([.. Entries("loud", 1000), .. Entries("quiet", 5), .. Entries("calm", 5)]);

        var drawn = Draws(order, 10).CountBy(item => item.AuthorId).ToDictionary();

        Assert.True(drawn["quiet"] + drawn["calm"] >= 5);
    }

    [Fact]
    public void Next_TreatsLinkedAuthorsAsOne()
    {
        var linked = Enumerable.Range(0, 10).SelectMany(author => Entries($"s{author}", 20, cluster: "s0"));
        var order = Order([.. linked, .. Entries("honest", 100)]);

        Assert.InRange(Draws(order, 100).Count(item => item.AuthorId == "honest"), 35, 65);
    }

    [Fact]
    public void Next_KeepsAThirdOfTheDraws_ForNewcomers()
    {
        var known = Enumerable.Range(0, 100).SelectMany(author => Entries($"k{author}", 10));
        var order = Order([.. known, .. Entries("new", 300, newcomer: true)]);

        Assert.InRange(Draws(order, 400).Count(item => item.IsNewcomers), 95, 150);
    }

    [Fact]
    public void Next_GivesARevision_ToThoseWhoSawItFirst()
    {
        var order = Order([.. Entries("a", 50), Entries("b", 1).First() with { FormerReviewers = ["ann"], QueuedAt = Noon.AddDays(1) }]);

        Assert.Equal("b", order.Next(Seat("ann"), 1, 1)!.AuthorId);
        Assert.Equal("b", order.Next(Seat("ann"), 1, 2)!.AuthorId);
    }

    [Fact]
    public void Next_NeverGivesOwn_Linked_OrVotedEntries()
    {
        var order = Order(
        [
            .. Entries("ann", 3),
            .. Entries("sister", 3, cluster: "ann"),
            Entries("a", 1).First() with { Voters = [("ann", "ann")] },
            Entries("b", 1).First() with { Voters = [("brother", "ann")] },
        ]);

        Assert.Null(order.Next(Seat("ann"), 1, 1));
        Assert.NotNull(order.Next(Seat("ben"), 1, 1));
    }

    [Fact]
    public void Next_GivesOneReviewer_AtMostAThirdOfAnAuthorsEntries()
    {
        var order = Order([.. Entries("a", 10)]);
        var seen = 0;
        while (order.Next(Seat("ann") with { LoadOf = _ => (seen, 10) }, 1, seen) is { } item)
        {
            order.Remove(item.EntryId);
            seen++;
        }

        Assert.Equal(3, seen);
        Assert.Equal(1, FairOrder.ShareLimit(2));
        Assert.Equal(0.3, FairOrder.ShareLimit(33));
    }

    [Fact]
    public void Next_FollowsFromTheSeed()
    {
        QueueItem[] items = [.. Enumerable.Range(0, 40).SelectMany(author => Entries($"a{author}", 3))];

        var first = Draws(Order(items), 60).Select(item => item.EntryId).ToList();

        Assert.Equal(first, Draws(Order(items), 60).Select(item => item.EntryId));
        Assert.NotEqual(first, Draws(Order(items), 60, seed: 2).Select(item => item.EntryId));
    }

    [Fact]
    public void GoldRate_IsThatOfThePolicy()
    {
        var policy = ReviewPolicy.Default.Gold;
        var good = ReviewerAccuracy.Of(Enumerable.Range(0, 50).Select(item => new ReviewerObservation(item % 2 == 0, item % 2 == 0, true)));
        var poor = ReviewerAccuracy.Of(Enumerable.Range(0, 50).Select(item => new ReviewerObservation(true, item % 2 == 0, true)));

        Assert.Equal(0.10, GoldItems.Rate(policy, ReviewerAccuracy.New, 0));
        Assert.Equal(0.04, GoldItems.Rate(policy, good, 0.30));
        Assert.Equal(0.20, GoldItems.Rate(policy, good, 0.31));
        Assert.Equal(0.20, GoldItems.Rate(policy, poor, 0));
    }

    [Fact]
    public void Gold_IsHalfAndHalf_Unseen_AndCountsForNobodyOnceContested()
    {
        var pool = Enumerable.Range(0, GoldItems.LeastPool).Select(item => new GoldItem($"g{item}", "", item % 2 == 0, [])).ToList();
        var seen = new HashSet<string>();
        var picked = new List<GoldItem>();
        while (GoldItems.Pick(pool, seen, 1, "ann", picked.Count) is { } item)
        {
            Assert.True(seen.Add(item.EntryId));
            picked.Add(item);
        }

        Assert.Equal(GoldItems.LeastPool, picked.Count);
        Assert.InRange(picked.Take(30).Count(item => item.IsGood), 8, 22);
        var contested = pool[0].Contest("ann");
        Assert.Empty(GoldItems.Counting([(contested, false)]));
        Assert.Single(GoldItems.Counting([(contested with { Upheld = true }, false)]));
        Assert.InRange(Enumerable.Range(0, 2000).Count(turn => GoldItems.IsNext(7, "ann", turn, 0.10)), 150, 250);
    }

    [Fact]
    public void Room_IsTwoDaysOfDecisions_AndAShareOfItIsKeptForNewcomers()
    {
        var policy = ReviewPolicy.Default;

        Assert.True(IntakeRoom.HasRoom(policy, 100, waiting: 139, newcomersWaiting: 0, isNewcomers: false));
        Assert.False(IntakeRoom.HasRoom(policy, 100, waiting: 140, newcomersWaiting: 0, isNewcomers: false));
        Assert.True(IntakeRoom.HasRoom(policy, 100, waiting: 199, newcomersWaiting: 190, isNewcomers: true));
        Assert.True(IntakeRoom.HasRoom(policy, 100, waiting: 500, newcomersWaiting: 59, isNewcomers: true));
        Assert.False(IntakeRoom.HasRoom(policy, 100, waiting: 200, newcomersWaiting: 60, isNewcomers: true));
        Assert.True(IntakeRoom.HasRoom(policy, 0, waiting: 0, newcomersWaiting: 0, isNewcomers: false));
        Assert.Equal(TimeSpan.FromDays(0.5), IntakeRoom.Wait(49, 100));
        Assert.Null(IntakeRoom.Wait(0, 0));
    }

    [Fact]
    public void ReadingTime_IsATwelfthOfASecondAWord_AndTwoSecondsAtLeast()
    {
        Assert.Equal(TimeSpan.FromSeconds(2), ReadingTime.Of(3));
        Assert.Equal(TimeSpan.FromSeconds(10), ReadingTime.Of(120));
        Assert.Equal(0.5, ReadingTime.HastyShare([(120, TimeSpan.FromSeconds(9)), (120, TimeSpan.FromSeconds(11))]));
    }

    private static FairOrder Order(QueueItem[] items)
    {
        var order = new FairOrder(ReviewPolicy.Default);
        foreach (var item in items)
        {
            order.Put(item);
        }

        return order;
    }

    private static IEnumerable<QueueItem> Draws(FairOrder order, int count, long seed = 1)
    {
        for (var turn = 0; turn < count && order.Next(Seat("r"), seed, turn) is { } item; turn++)
        {
            order.Remove(item.EntryId);
            yield return item;
        }
    }

    private static IEnumerable<QueueItem> Entries(string author, int count, string? cluster = null, bool newcomer = false) =>
        Enumerable.Range(0, count).Select(entry => new QueueItem($"{author}-{entry:d4}", author, cluster ?? author, newcomer, Noon.AddMinutes(entry), [], []));

    private static ReviewerSeat Seat(string reviewer) => new(reviewer, reviewer, 30, _ => (0, 1000));
}
