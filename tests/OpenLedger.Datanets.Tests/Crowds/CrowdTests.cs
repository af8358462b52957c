using OpenLedger.Benchmarks.Datanets;

namespace OpenLedger.Datanets.Tests.Crowds;

/// <summary>The library's rules in the hands of a simulated crowd, honest and not; the long form has several seeds.</summary>
public class CrowdTests
{
    private static readonly CrowdSettings Crowd = new();

    [Fact]
    public void Crowd_UnderOurRules_IsGood_Quick_AndKind()
    {
        var results = Enumerable.Range(1, LongRun.Of(1, 5)).Select(seed => CrowdSimulation.Ours(Crowd with { Seed = seed })).ToList();

        Assert.InRange(results.Average(result => result.Precision), 0.98, 1);
        Assert.InRange(results.Average(result => result.SignalToNoise), 50, double.MaxValue);
        Assert.All(results, result =>
        {
            Assert.InRange(result.Precision, 0.975, 1);
            Assert.InRange(result.SpamShare, 0, 0.0005);
            Assert.InRange(result.JunkReview, 0, 0.05);
            Assert.InRange(result.NewcomerDays, 0, 1);
            Assert.Equal(0, result.NewcomersWithout);
            Assert.InRange(result.BacklogDays, 0, 5);
            Assert.InRange(result.GoodAccepted, 0.9, 1);
        });

        // Two reviewers who take the same honest entry for bad faith: none with the first seed, and at most one of ninety accounts with another.
        Assert.InRange(results.Sum(result => result.HonestFrozen), 0, results.Count - 1);
    }

    [Fact]
    public void FiftyFluentSybils_LinkedToNobody_TakeAtMostAFifthOfTheReviews()
    {
        var result = CrowdSimulation.Ours(Crowd with { Days = 20, Sybils = 50, SybilsLinked = false, PlausibleShare = 1 });

        Assert.InRange(result.JunkReview, 0, 0.20);
        Assert.InRange(result.Precision, 0.97, 1);
        Assert.Equal(0, result.HonestFrozen);
    }

    [Fact]
    public void Crowd_FollowsFromItsSeed()
    {
        var small = Crowd with { Days = 5 };

        Assert.Equal(CrowdSimulation.Ours(small), CrowdSimulation.Ours(small));
        Assert.NotEqual(CrowdSimulation.Ours(small), CrowdSimulation.Ours(small with { Seed = 2 }));
    }

    [Fact]
    public void TheSameCrowd_UnderVotesThatAreOnlyCounted_LetsJunkIn()
    {
        var settings = Crowd with { Days = 10, WeakGates = true };

        var counted = new CrowdSimulation(settings).Run((_, reviewers, chance) => CrowdTallyHouse.CommonVoice(reviewers, chance));

        Assert.InRange(counted.Precision, 0, 0.8);
        Assert.InRange(counted.JunkReview, 0.4, 1);
    }
}
