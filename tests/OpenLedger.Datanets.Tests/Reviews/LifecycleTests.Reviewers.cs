using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Datanets.Tests.Reviews;

public sealed partial class LifecycleTests
{
    [Fact]
    public void Contributors_ReviewFromThePolicysTierOn_AndNeverWhereNothingIsEarned()
    {
        var (claim, earned) = (new EntryCommand(CommandKind.Claim), new Actor("eve", "eve", ActorRole.Contributor) { Tier = Tier.T2 });
        var byAppointment = Context(earned) with { Policy = ReviewPolicy.Default with { ReviewerTier = Tier.T0 } };

        Assert.True(Lifecycle.Apply(Queued(), claim, Context(earned)).IsDone);
        Assert.Equal("role", Refused(Queued(), claim, earned with { Tier = Tier.T1 }));
        Assert.Equal("role", Refused(Queued(), claim, earned with { Role = ActorRole.Reader }));
        Assert.Equal("role", Lifecycle.Apply(Queued(), claim, byAppointment).Refusal!.Code);
        Assert.True(Lifecycle.Apply(Queued(), claim, byAppointment with { Actor = earned with { Role = ActorRole.Reviewer, Tier = Tier.T0 } }).IsDone);
    }

    [Fact]
    public void Appointment_LiftsToTheTierThatReviews()
    {
        Assert.Equal(Tier.T2, ReviewAccess.TierOf(ActorRole.Reviewer, Tier.T0, ReviewPolicy.Default));
        Assert.Equal(Tier.T3, ReviewAccess.TierOf(ActorRole.Reviewer, Tier.T3, ReviewPolicy.Default));
        Assert.Equal(Tier.T4, ReviewAccess.TierOf(ActorRole.Owner, Tier.T0, ReviewPolicy.Default));
        Assert.Equal(Tier.T1, ReviewAccess.TierOf(ActorRole.Contributor, Tier.T1, ReviewPolicy.Default));
    }

    [Theory]
    [InlineData(Verdict.Accept, EntryState.Accepted)]
    [InlineData(Verdict.NeedsChanges, EntryState.NeedsChanges)]
    [InlineData(Verdict.Decline, EntryState.Declined)]
    public void Word_OfTheOnlyOneWhoMayReview_Decides(Verdict verdict, EntryState expected)
    {
        foreach (var reviewer in (Actor[])[Cora, Ann])
        {
            var transition = VotedAlone(reviewer, verdict);

            Assert.Equal((expected, "only reviewer"), (transition.Standing.State, transition.Event!.Evidence[EvidenceNames.Cause]));
            Assert.Equal(reviewer == Cora ? "cora" : null, transition.Standing.DecidedBy);
            Assert.Equal(verdict != Verdict.Accept, transition.Event.Reasons.Count > 0);
        }
    }

    [Fact]
    public void Abuse_SaidByTheOnlyReviewer_IsForACurator()
    {
        Assert.Equal(EntryState.Escalated, VotedAlone(Ann, Verdict.Abuse).Standing.State);
        Assert.Equal(EntryState.Abuse, VotedAlone(Cora, Verdict.Abuse).Standing.State);
    }

    [Fact]
    public void Entry_OnWhichAllHaveSpokenWithoutADecision_GoesToACurator()
    {
        var one = Voted(Queued(), (Ann, Verdict.Accept, null));
        var claimed = Do(one, new EntryCommand(CommandKind.Claim), Ben);

        var two = Lifecycle.Apply(claimed, EntryCommand.Vote(Verdict.Decline, OffTopic), Context(Ben) with { Reviewers = 2 }).Standing;

        Assert.Equal((EntryState.Queued, EntryState.Escalated), (one.State, two.State));
    }

    private static Transition VotedAlone(Actor reviewer, Verdict verdict)
    {
        var context = Context(reviewer) with { Reviewers = 1 };
        ReasonGiven[] reasons = verdict == Verdict.Accept ? [] : [new(ReasonCatalogue.For(verdict).First().Code)];
        var claimed = Lifecycle.Apply(Queued(), new EntryCommand(CommandKind.Claim), context).Standing;
        return Lifecycle.Apply(claimed, EntryCommand.Vote(verdict, reasons), context);
    }
}
