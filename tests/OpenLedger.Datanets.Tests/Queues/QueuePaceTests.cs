using OpenLedger.Datanets.Queues;

namespace OpenLedger.Datanets.Tests.Queues;

public class QueuePaceTests
{
    [Fact]
    public void Growth_IsHeld_BySoManyMoreReviewers()
    {
        // 12 more a day than are decided; two reviewers give 14 reviews a day each, and a decision takes two.
        var pace = new QueuePace(HandedIn: 182, Settled: 98, Reviews: 196, Reviewers: 2, Days: 7);

        Assert.Equal((12.0, 2.0, 2), (pace.GrowthPerDay, pace.ReviewsPerDecision, pace.MoreReviewers));
        Assert.False(pace.Holds);
    }

    [Theory]
    [InlineData(70, 70, 0.0, true)]
    [InlineData(10, 80, -10.0, false)]
    [InlineData(3, 0, 0.4285714285714286, true)]
    public void WhatIsDecided_NeedsNobodyMore(int handedIn, int settled, double growth, bool holds)
    {
        var pace = new QueuePace(handedIn, settled, 40, 2, 7);

        Assert.Equal(growth, pace.GrowthPerDay, 9);
        Assert.Equal((holds, 0), (pace.Holds, pace.MoreReviewers));
    }

    [Fact]
    public void WhereNobodyReviewed_NoPaceIsKnown() => Assert.Null(new QueuePace(40, 0, 0, 0, 7).MoreReviewers);

    [Fact]
    public void ReviewsWithoutADecision_CountAsUsual() => Assert.Equal(2.3, new QueuePace(40, 0, 5, 1, 7).ReviewsPerDecision);
}
