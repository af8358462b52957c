using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Trust;

namespace OpenLedger.Datanets.Tests.Trust;

public class TrustTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly QuotaPolicy Quota = ReviewPolicy.Default.Quota;

    [Theory]
    [InlineData(0, 0, 0, 0.21)]
    [InlineData(1, 0, 0, 0.43)]
    [InlineData(3, 1, 0, 0.64)]
    [InlineData(25, 8, 0, 0.89)]
    [InlineData(25, 25, 0, 0.74)]
    [InlineData(0, 20, 0, 0.03)]
    [InlineData(25, 0, 2, 0.72)]
    public void Quality_OfTheSampleRecords_IsThatOfTheDesign(int accepted, int declined, int abuse, double quality) =>
        Assert.Equal(quality, Reputation.Of(Outcomes(accepted, declined, abuse), Noon).Quality, 0.005);

    [Fact]
    public void Reputation_AfterNinetyDays_CountsHalf()
    {
        var later = Reputation.Of(Outcomes(8, 0, 0), Noon.AddDays(90));

        Assert.Equal(5, later.Alpha, 1e-9);
        Assert.Equal(1, later.Beta, 1e-9);
    }

    [Fact]
    public void Reputation_OfNeutralOutcomes_IsThatOfANewcomer()
    {
        var neutral = Enumerable.Range(0, 50).Select(entry => new ContributorOutcome($"e{entry}", OutcomeKind.Neutral, Noon));

        Assert.Equal(Reputation.New, Reputation.Of(neutral, Noon));
    }

    [Fact]
    public void Reputation_AfterAnAppealWon_HoldsNothingAgainstTheEntry()
    {
        var before = Reputation.Of([new("e", OutcomeKind.AbuseConfirmed, Noon)], Noon.AddHours(1));
        var after = Reputation.Of([new("e", OutcomeKind.AbuseConfirmed, Noon), new("e", OutcomeKind.AppealWon, Noon.AddHours(1))], Noon.AddHours(1));

        Assert.Equal(4, before.Beta, 0.01);
        Assert.Equal(1, after.Beta);
        Assert.Equal(1.5, after.Alpha);
    }

    [Fact]
    public void Tiers_RiseAtTheirBars_AndNotBefore()
    {
        var qualification = ReviewPolicy.Default.Qualification;
        var known = new ContributorRecord(3, 4, 1, 1, Reputation.Of(Outcomes(3, 1, 0), Noon));
        var proven = new ContributorRecord(25, 33, 7, 7, Reputation.Of(Outcomes(25, 8, 0), Noon), 20, 0.80);
        var trusted = new ContributorRecord(150, 160, 30, 30, Reputation.Of(Outcomes(150, 10, 0), Noon), 20, 0.9, 0.85);

        Assert.Equal(Tier.T1, Tiers.Earned(known, qualification));
        Assert.Equal(Tier.T0, Tiers.Earned(known with { Accepted = 2 }, qualification));
        Assert.Equal(Tier.T0, Tiers.Earned(known with { DaysSinceJoining = 0.9 }, qualification));
        Assert.Equal(Tier.T2, Tiers.Earned(proven, qualification));
        Assert.Equal(Tier.T1, Tiers.Earned(proven with { QualificationAccuracy = 0.75 }, qualification));
        Assert.Equal(Tier.T1, Tiers.Earned(proven with { ActiveDays = 6 }, qualification));
        Assert.Equal(Tier.T1, Tiers.Earned(proven with { FinallyDecided = 42 }, qualification));
        Assert.Equal(Tier.T3, Tiers.Earned(trusted, qualification));
        Assert.Equal(Tier.T2, Tiers.Earned(trusted with { ReviewerAccuracy = 0.84 }, qualification));
        Assert.Equal(Tier.T4, Tiers.After(Tier.T0, known with { IsCurator = true }, qualification));

        // Where nobody can be asked, the other criteria decide.
        Assert.Equal(Tier.T2, Tiers.Earned(proven with { QualificationItems = 0, QualificationAccuracy = 0 }, qualification with { Items = 0 }));
        Assert.Equal((false, true), (Tiers.MayQualify(24), Tiers.MayQualify(25)));
    }

    [Fact]
    public void Elsewhere_CountsATenth_AndNoMoreThanTwoOutcomes()
    {
        var some = Reputation.Of([], Noon, Reputation.Of(Outcomes(8, 0, 0), Noon));
        var many = Reputation.Of([], Noon, Reputation.Of(Outcomes(900, 0, 100), Noon));

        Assert.Equal((1.8, 1.0), (some.Alpha, some.Beta));
        Assert.Equal(1 + (2 * 900 / 1200.0), many.Alpha, 1e-9);
        Assert.Equal(1 + (2 * 300 / 1200.0), many.Beta, 1e-9);
        Assert.Equal(Reputation.New, Reputation.Of([], Noon, Reputation.New));
    }

    [Fact]
    public void Tiers_FallByAbuseAndDecay_AndNeverByABadStreak()
    {
        var qualification = ReviewPolicy.Default.Qualification;
        ContributorRecord Proven(Reputation reputation, int decided) => new(25, decided, 30, 9, reputation, 20, 0.9);

        var streak = Reputation.Of(Outcomes(25, 400, 0), Noon);
        var abuse = Reputation.Of(Outcomes(25, 0, 6), Noon);
        var decayed = Reputation.Of(Outcomes(25, 0, 0), Noon.AddDays(720));

        Assert.True(streak.Quality < 0.40);
        Assert.Equal(Tier.T2, Tiers.After(Tier.T2, Proven(streak, 425), qualification));
        Assert.Equal(Tier.T1, Tiers.After(Tier.T2, Proven(abuse, 31), qualification));
        Assert.Equal(Tier.T0, Tiers.After(Tier.T2, Proven(decayed, 25), qualification));
    }

    [Theory]
    [InlineData(1700, 0, 1)]
    [InlineData(100, 299, 1)]
    [InlineData(100, 599, 0.5)]
    [InlineData(100, 1_000_000, 0.25)]
    [InlineData(0, 0, 0.25)]
    public void IntakeMultiplier_FollowsCapacityOverBacklog(double decisions, int backlog, double multiplier) =>
        Assert.Equal(multiplier, Quotas.IntakeMultiplier(decisions, backlog), 1e-9);

    [Theory]
    [InlineData(Tier.T0, 5, 5, 262_144)]
    [InlineData(Tier.T1, 20, 25, 2_097_152)]
    [InlineData(Tier.T2, 100, 150, 10_485_760)]
    [InlineData(Tier.T3, 500, 1000, 104_857_600)]
    public void Today_WithoutABacklog_IsTheTiersBase(Tier tier, int entries, int open, int bytes) =>
        Assert.Equal(new Allowance(entries, 0, open, bytes, false), Quotas.Today(Quota, new QuotaSituation(tier, 100, 0)));

    [Fact]
    public void Today_WithReviews_EarnsAThirdOfThem_AndAtMostHalfTheBase()
    {
        Assert.Equal(22, Quotas.Today(Quota, new QuotaSituation(Tier.T1, 100, 0, ValidReviews: 8)).Entries);
        Assert.Equal(30, Quotas.Today(Quota, new QuotaSituation(Tier.T1, 100, 0, ValidReviews: 800)).Entries);
    }

    [Fact]
    public void Today_OfMoreThanTwoLinkedAccounts_IsOneAllowanceForAll()
    {
        Assert.False(Quotas.Today(Quota, new QuotaSituation(Tier.T1, 100, 0, LinkedAccounts: 2)).SharedWithCluster);
        var shared = Quotas.Today(Quota, new QuotaSituation(Tier.T3, 100, 0, LinkedAccounts: 3));
        Assert.True(shared.SharedWithCluster);
        Assert.Equal(10, shared.Entries);
    }

    [Fact]
    public void Ask_RefusesAtEachLimit_WithANextStep_AndNeverARevision()
    {
        var newcomer = new QuotaSituation(Tier.T0, 100, 0);

        Assert.Null(Quotas.Ask(Quota, newcomer, new QuotaUse(4, 4, 0), 1000, false));
        Assert.Equal(QuotaLimit.Entries, Quotas.Ask(Quota, newcomer, new QuotaUse(5, 0, 0), 1000, false)!.Kind);
        Assert.Equal(QuotaLimit.Open, Quotas.Ask(Quota, newcomer, new QuotaUse(0, 5, 0), 1000, false)!.Kind);
        Assert.Equal(QuotaLimit.Bytes, Quotas.Ask(Quota, newcomer, new QuotaUse(0, 0, 262_000), 1000, true)!.Kind);
        Assert.Equal(QuotaLimit.Frozen, Quotas.Ask(Quota, newcomer with { FrozenUntil = Noon }, default, 1, false)!.Kind);
        Assert.Null(Quotas.Ask(Quota, newcomer, new QuotaUse(5, 5, 0), 1000, true));
        Assert.Equal(QuotaLimit.Entries, Quotas.Ask(Quota, newcomer with { BrakeUntil = Noon }, new QuotaUse(2, 0, 0), 1, false)!.Kind);
    }

    [Fact]
    public void SoftBrake_BeginsWhenDeclinesOutweighAThirdOfTheAccepted_AndEndsAfterThreeDays()
    {
        Assert.Null(SoftBrake.Until(Outcomes(0, 4, 0), Noon));
        Assert.Null(SoftBrake.Until(Outcomes(3, 5, 0), Noon));
        Assert.Equal(Noon.AddDays(3), SoftBrake.Until(Outcomes(3, 6, 0), Noon));
        Assert.Null(SoftBrake.Until(Outcomes(3, 6, 0), Noon.AddDays(3)));
    }

    [Fact]
    public void AbuseFreeze_DoublesWithinThirtyDays_AndHalvesOtherwise()
    {
        ContributorOutcome At(int day) => new($"e{day}", OutcomeKind.AbuseConfirmed, Noon.AddDays(day));

        Assert.Equal(Noon.AddDays(7), AbuseFreeze.Until([At(0)], Noon));
        Assert.Null(AbuseFreeze.Until([At(0)], Noon.AddDays(7)));
        Assert.Equal(Noon.AddDays(20 + 14), AbuseFreeze.Until([At(0), At(20)], Noon.AddDays(20)));
        Assert.Equal(Noon.AddDays(40 + 3.5), AbuseFreeze.Until([At(0), At(40)], Noon.AddDays(40)));
        Assert.Null(AbuseFreeze.Until([At(0), new("e0", OutcomeKind.AppealWon, Noon.AddDays(1))], Noon.AddDays(1)));
    }

    [Fact]
    public void Links_OnPersonalData_AreOffByDefault()
    {
        LinkEvidence[] evidence = [new("a", LinkKind.Device, "d", Noon), new("b", LinkKind.Device, "d", Noon), new("c", LinkKind.InviteRoot, "r", Noon), new("b", LinkKind.InviteRoot, "r", Noon)];

        var byDefault = AccountLinks.Clusters(evidence, new LinkPolicy());
        var all = AccountLinks.Clusters(evidence, new LinkPolicy(Device: true));

        Assert.Equal(("a", "b", "b"), (byDefault["a"], byDefault["b"], byDefault["c"]));
        Assert.Equal(("a", "a", "a"), (all["a"], all["b"], all["c"]));
    }

    [Fact]
    public void Links_OfANetwork_HoldForADay()
    {
        LinkEvidence[] evidence = [new("a", LinkKind.Network, "n", Noon), new("b", LinkKind.Network, "n", Noon.AddHours(24)), new("c", LinkKind.Network, "n", Noon.AddHours(49))];

        var clusters = AccountLinks.Clusters(evidence, new LinkPolicy(Network: true));

        Assert.Equal(("a", "a", "c"), (clusters["a"], clusters["b"], clusters["c"]));
    }

    private static IEnumerable<ContributorOutcome> Outcomes(int accepted, int declined, int abuse) =>
        Many(OutcomeKind.Accepted, accepted).Concat(Many(OutcomeKind.Declined, declined)).Concat(Many(OutcomeKind.AbuseConfirmed, abuse));

    private static IEnumerable<ContributorOutcome> Many(OutcomeKind kind, int count) =>
        Enumerable.Range(0, count).Select(entry => new ContributorOutcome($"{kind}{entry}", kind, Noon));
}
