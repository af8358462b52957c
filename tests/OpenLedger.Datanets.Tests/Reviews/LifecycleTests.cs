using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Trust;

namespace OpenLedger.Datanets.Tests.Reviews;

public sealed partial class LifecycleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Author = new("author", "author", ActorRole.Contributor);
    private static readonly Actor Ann = Reviewer("ann");
    private static readonly Actor Ben = Reviewer("ben");
    private static readonly Actor Cora = new("cora", "cora", ActorRole.Curator);
    private static readonly Actor Dan = new("dan", "dan", ActorRole.Curator);
    private static readonly ReasonGiven Changes = new("incomplete", "response", 3, 9, "Add the last step.");
    private static readonly ReasonGiven OffTopic = new("off-topic");
    private static readonly ReasonGiven Advertising = new("advertising");

    [Fact]
    public void TwoGoodVotes_Accept_AndSoDoesARevisionAfterwards()
    {
        var standing = Voted(Queued(), (Ann, Verdict.NeedsChanges, Changes), (Ben, Verdict.NeedsChanges, Changes));
        Assert.Equal(EntryState.NeedsChanges, standing.State);

        standing = Do(standing, EntryCommand.Revise("h2"), Author);
        standing = Do(standing, EntryCommand.PassGates(hasRoom: false), Actor.Machine);
        Assert.Equal(EntryState.Queued, standing.State);
        Assert.Equal(["ann", "ben"], standing.FormerReviewers);

        standing = Voted(standing, (Ann, Verdict.Accept, null), (Ben, Verdict.Accept, null));
        Assert.Equal((EntryState.Accepted, 2), (standing.State, standing.Revision));
        Assert.Empty(standing.FormerReviewers);
    }

    [Fact]
    public void HandedBack_CarriesTheReasonsOfItsVerdict_AndTheScore()
    {
        var one = Voted(Queued(), (Ann, Verdict.NeedsChanges, Changes));
        var claimed = Do(one, new EntryCommand(CommandKind.Claim), Ben);
        var transition = Lifecycle.Apply(claimed, EntryCommand.Vote(Verdict.Abuse, Advertising), Context(Ben));

        Assert.Equal(EntryState.NeedsChanges, transition.Standing.State);
        Assert.Equal([Changes], transition.Event!.Reasons);
        Assert.Equal("2", transition.Event.Evidence[EvidenceNames.Votes]);
    }

    [Fact]
    public void NobodyReviewsTheirOwn_NorThatOfALinkedAccount()
    {
        var standing = Queued();

        Assert.Equal("own", Refused(standing, new(CommandKind.Claim), Reviewer("author")));
        Assert.Equal("own-cluster", Refused(standing, new(CommandKind.Claim), Ann with { Cluster = "author" }));
        Assert.Equal("role", Refused(standing, new(CommandKind.Claim), Ann with { Tier = Tier.T1 }));
        Assert.Equal("paused", Refused(standing, new(CommandKind.Claim), Ann with { IsPaused = true }));
        Assert.Equal("claims", Refused(standing, new(CommandKind.Claim), Ann with { OpenClaims = 5 }));
        Assert.Equal("cluster", Refused(Voted(standing, (Ann, Verdict.Accept, null)), new(CommandKind.Claim), Ben with { Cluster = "ann" }));
        Assert.Equal("own", Refused(standing with { State = EntryState.Escalated }, EntryCommand.Decide(Verdict.Accept), new Actor("author", "author", ActorRole.Owner)));
    }

    [Fact]
    public void NegativeVerdicts_WithoutAReasonOfTheirOwn_AreRefused()
    {
        var claimed = Do(Queued(), new EntryCommand(CommandKind.Claim), Ann);

        Assert.Equal("no-reason", Refused(claimed, EntryCommand.Vote(Verdict.NeedsChanges), Ann));
        Assert.Equal("no-reason", Refused(claimed, EntryCommand.Vote(Verdict.Decline, Changes), Ann));
        Assert.Equal("reasons", Refused(claimed, EntryCommand.Vote(Verdict.Decline, new ReasonGiven("i-say-so")), Ann));
        Assert.Equal("reasons", Refused(claimed, EntryCommand.Vote(Verdict.NeedsChanges, Changes with { Note = "\ud800" }), Ann));
        Assert.Equal("reasons", Refused(claimed, EntryCommand.Vote(Verdict.NeedsChanges, Changes with { End = 1 }), Ann));
        Assert.Equal("lease", Refused(claimed, EntryCommand.Vote(Verdict.Accept), Ben));
    }

    [Fact]
    public void Revisions_AreThree_AndWithinThirtyDays()
    {
        var back = Voted(Queued(), (Ann, Verdict.NeedsChanges, Changes), (Ben, Verdict.NeedsChanges, Changes));

        Assert.True(Lifecycle.Apply(back with { Revision = 3 }, EntryCommand.Revise("h2"), Context(Author)).IsDone);
        Assert.Equal("revisions", Refused(back with { Revision = 4 }, EntryCommand.Revise("h2"), Author));
        Assert.Equal("revise-days", Refused(back with { HandedBackAt = Noon.AddDays(-30.1) }, EntryCommand.Revise("h2"), Author));
        Assert.Equal("unchanged", Refused(back, EntryCommand.Revise("h1"), Author));
        Assert.Equal("author", Refused(back, EntryCommand.Revise("h2"), Ann));
    }

    [Fact]
    public void Appeal_IsOne_GoesToAnotherCurator_AndNeverEndsHarsher()
    {
        var declined = Do(Queued() with { State = EntryState.Escalated }, EntryCommand.Decide(Verdict.Decline, OffTopic), Cora);
        Assert.Equal("note", Refused(declined, EntryCommand.Appeal(" "), Author));
        var appealed = Do(declined, EntryCommand.Appeal("It is about the subject: see line 2."), Author);

        Assert.Equal("other-curator", Refused(appealed, EntryCommand.Decide(Verdict.Decline, OffTopic), Cora));
        Assert.Equal("harsher", Refused(appealed, EntryCommand.Decide(Verdict.Abuse, Advertising), Dan));
        Assert.True(Lifecycle.Apply(appealed, EntryCommand.Decide(Verdict.Accept), Context(Cora) with { OtherCurators = false }).IsDone);
        var again = Do(appealed, EntryCommand.Decide(Verdict.Decline, OffTopic), Dan);
        Assert.Equal("appeals", Refused(again, EntryCommand.Appeal("Once more."), Author));
    }

    [Fact]
    public void Outcomes_CountFinalDecisionsOnce_AndUndoWhatAnAppealWon()
    {
        var escalated = Queued() with { State = EntryState.Escalated };
        var declined = Lifecycle.Apply(escalated, EntryCommand.Decide(Verdict.Decline, OffTopic), Context(Cora));
        var appealed = Do(declined.Standing, EntryCommand.Appeal("Look again."), Author);
        var won = Lifecycle.Apply(appealed, EntryCommand.Decide(Verdict.Accept), Context(Dan));
        var lost = Lifecycle.Apply(appealed, EntryCommand.Decide(Verdict.Decline, OffTopic), Context(Dan));
        var back = Lifecycle.Apply(escalated, EntryCommand.Decide(Verdict.NeedsChanges, Changes), Context(Cora));

        Assert.Equal([OutcomeKind.Declined], Kinds(declined));
        Assert.Equal([OutcomeKind.AppealWon, OutcomeKind.Accepted], Kinds(won));
        Assert.Empty(Kinds(lost));
        Assert.Empty(Kinds(back));
    }

    [Fact]
    public void OwnersEntry_UnderTheOnePersonPolicy_IsAcceptedAtOnce_AndAStrangersIsNot()
    {
        var gated = Do(New(), EntryCommand.Submit("h1"), Author);
        var context = Context(Actor.Machine) with { Policy = ReviewPolicy.OnePerson };

        Assert.Equal(EntryState.Accepted, Lifecycle.Apply(gated, EntryCommand.PassGates(), context with { Author = new("author", OwnsDatanet: true) }).Standing.State);
        Assert.Equal(EntryState.Queued, Lifecycle.Apply(gated, EntryCommand.PassGates(), context).Standing.State);
        Assert.Equal("advice", Lifecycle.Apply(gated, EntryCommand.BlockByGates(["G07"]), context).Refusal!.Code);
    }

    [Fact]
    public void Gates_HandBackToTheDraft_WithTheirFindings()
    {
        var gated = Do(New(), EntryCommand.Submit("h1"), Author);
        var blocked = Lifecycle.Apply(gated, EntryCommand.BlockByGates(["G05", "G08"]), Context(Actor.Machine));

        Assert.Equal(EntryState.Draft, blocked.Standing.State);
        Assert.Equal(["G05", "G08"], blocked.Event!.Reasons.Select(reason => reason.Note));
        Assert.Equal(EntryState.Waitlisted, Do(gated, EntryCommand.PassGates(hasRoom: false), Actor.Machine).State);
    }

    [Fact]
    public void TrustedAuthor_NeedsOneReview_UnlessDrawnForASpotCheck()
    {
        var trusted = Context(Ann) with { Author = new("author", Tier.T3, 0.9) };
        var claimed = Lifecycle.Apply(Queued(), new(CommandKind.Claim), trusted).Standing;

        Assert.Equal(EntryState.Accepted, Lifecycle.Apply(claimed, EntryCommand.Vote(Verdict.Accept), trusted).Standing.State);
        Assert.Equal(EntryState.Queued, Lifecycle.Apply(claimed, EntryCommand.Vote(Verdict.Accept), trusted with { SpotCheck = true }).Standing.State);
    }

    [Fact]
    public void OverdueEntry_GoesToACurator_AndALeaseComesBack()
    {
        var queued = Queued();
        var claimed = Do(queued, new(CommandKind.Claim), Ann);

        Assert.Equal("early", Refused(queued, new(CommandKind.EscalateOverdue), Actor.Machine));
        Assert.Equal(EntryState.Escalated, Lifecycle.Apply(queued, new(CommandKind.EscalateOverdue), Context(Actor.Machine) with { At = Noon.AddDays(3) }).Standing.State);
        Assert.Equal("lease", Refused(claimed, new(CommandKind.ExpireLease), Actor.Machine));
        Assert.Equal(EntryState.Queued, Lifecycle.Apply(claimed, new(CommandKind.ExpireLease), Context(Actor.Machine) with { At = Noon.AddMinutes(15) }).Standing.State);
        Assert.Equal(Noon.AddMinutes(25), Lifecycle.Apply(claimed, new(CommandKind.Heartbeat), Context(Ann) with { At = Noon.AddMinutes(10) }).Standing.Lease!.Until);
    }

    [Fact]
    public void ForgottenRevision_IsADraftAgain_AndTheNextTextIsAnother()
    {
        var back = Voted(Queued(), (Ann, Verdict.NeedsChanges, Changes), (Ben, Verdict.NeedsChanges, Changes));
        var late = Context(Actor.Machine) with { At = back.HandedBackAt!.Value.AddDays(30.1) };
        Assert.Equal("early", Refused(back, new(CommandKind.Expire), Actor.Machine));
        Assert.Equal("machine", Refused(back, new(CommandKind.Expire), Author));

        var expired = Lifecycle.Apply(back, new(CommandKind.Expire), late);

        Assert.Equal((EntryState.Draft, 2, false), (expired.Standing.State, expired.Standing.Revision, expired.Standing.IsOpen));
        Assert.Empty(Kinds(expired));
        Assert.Equal("unchanged", Refused(expired.Standing, EntryCommand.Submit("h1"), Author));
        var again = Do(Do(expired.Standing, EntryCommand.Submit("h2"), Author), EntryCommand.PassGates(hasRoom: false), Actor.Machine);
        Assert.Equal((EntryState.Queued, 2), (again.State, again.Revision));
        Assert.Empty(again.CurrentVotes);
        Assert.Equal(["ann", "ben"], again.FormerReviewers);
    }

    [Fact]
    public void Improvement_TakesThePlaceOfAnEntry_AndCountsAgainstNobody()
    {
        var accepted = Voted(Queued(), (Ann, Verdict.Accept, null), (Ben, Verdict.Accept, null));
        Assert.Equal("machine", Refused(accepted, EntryCommand.Supersede("e2"), Cora));
        Assert.Equal("improvement", Refused(accepted, EntryCommand.Supersede(accepted.EntryId), Actor.Machine));

        var replaced = Lifecycle.Apply(accepted, EntryCommand.Supersede("e2"), Context(Actor.Machine));

        Assert.Equal((EntryState.Tombstoned, "e2"), (replaced.Standing.State, replaced.Event!.Evidence[EvidenceNames.ImprovedBy]));
        Assert.Empty(Kinds(replaced));
    }

    [Fact]
    public void Challenge_ThatNobodyTakesUp_Lapses_AndCostsNobodyAnything()
    {
        var accepted = Voted(Queued(), (Ann, Verdict.Accept, null), (Ben, Verdict.Accept, null));
        var challenged = Do(accepted, EntryCommand.Challenge(Changes), Cora);
        Assert.Equal("early", Refused(challenged, new(CommandKind.Lapse), Actor.Machine));
        Assert.Equal("machine", Refused(challenged, new(CommandKind.Lapse), Cora));

        var settled = Lifecycle.Apply(challenged, new(CommandKind.Lapse), Context(Actor.Machine) with { At = challenged.Since + Lifecycle.LongestChallenge });

        Assert.Equal((EntryState.Accepted, null), (settled.Standing.State, settled.Standing.QueuedAt));
        Assert.Empty(Kinds(settled));
    }

    [Fact]
    public void ReleasedEntry_IsChallenged_UpheldOrTakenOut_AndItsTextStays()
    {
        var released = Do(Voted(Queued(), (Ann, Verdict.Accept, null), (Ben, Verdict.Accept, null)), EntryCommand.Release("r1"), Cora);
        var challenged = Do(released, EntryCommand.Challenge(Changes), Ann);

        Assert.Equal("state", Refused(released, EntryCommand.Revise("h9"), Author));
        Assert.Equal(EntryState.Accepted, Do(challenged, new(CommandKind.Uphold), Cora).State);
        var removed = Lifecycle.Apply(challenged, EntryCommand.Tombstone(consentWithdrawn: false, Changes), Context(Cora));
        Assert.Equal([OutcomeKind.TombstonedForQuality], Kinds(removed));
        Assert.Empty(Kinds(Lifecycle.Apply(challenged, EntryCommand.Tombstone(consentWithdrawn: true, Changes), Context(Cora))));
        Assert.Equal("h1", removed.Standing.ContentHash);
    }

    [Fact]
    public void Standing_KeptAsPlainJson_ComesBackWhole()
    {
        var standing = Voted(Queued(), (Ann, Verdict.NeedsChanges, Changes)) with { Lease = new("ben", Noon), AppealedFrom = EntryState.Abuse };

        var text = System.Text.Json.JsonSerializer.Serialize(standing);
        var again = System.Text.Json.JsonSerializer.Deserialize<EntryStanding>(text)!;

        Assert.Equal(text, System.Text.Json.JsonSerializer.Serialize(again));
        Assert.Equal(standing.Votes[0].Reasons[0], again.Votes[0].Reasons[0]);
    }

    [Fact]
    public void Reasons_AreThere_ForEachNegativeVerdict_EachWithItsTexts()
    {
        foreach (var verdict in new[] { Verdict.NeedsChanges, Verdict.Decline, Verdict.Abuse })
        {
            Assert.True(ReasonCatalogue.For(verdict).Count() >= 6);
        }

        Assert.All(ReasonCatalogue.All, reason =>
        {
            Assert.All([reason.Title, reason.What, reason.WouldPass, reason.GoodExample], text => Assert.False(string.IsNullOrWhiteSpace(text)));
            Assert.All(reason.Verdict == Verdict.Abuse ? ["appeal"] : Array.Empty<string>(), word => Assert.Contains(word, reason.WouldPass, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("you are", reason.What, StringComparison.OrdinalIgnoreCase);
        });
    }

    private static Actor Reviewer(string id) => new(id, id, ActorRole.Reviewer) { Tier = Tier.T2, Accuracy = 0.85 };

    private static EntryStanding New() => new() { EntryId = "e1", AuthorId = "author" };

    private static CommandContext Context(Actor actor) => new(actor, Noon, ReviewPolicy.Default, new AuthorView("author"));

    private static EntryStanding Queued() => Do(Do(New(), EntryCommand.Submit("h1"), Author), EntryCommand.PassGates(), Actor.Machine);

    private static EntryStanding Do(EntryStanding standing, EntryCommand command, Actor actor)
    {
        var transition = Lifecycle.Apply(standing, command, Context(actor));
        Assert.Null(transition.Refusal);
        return transition.Standing;
    }

    private static string Refused(EntryStanding standing, EntryCommand command, Actor actor)
    {
        var transition = Lifecycle.Apply(standing, command, Context(actor));
        Assert.Same(standing, transition.Standing);
        Assert.Null(transition.Event);
        Assert.NotEmpty(transition.Refusal!.NextStep);
        return transition.Refusal.Code;
    }

    private static EntryStanding Voted(EntryStanding standing, params (Actor Reviewer, Verdict Verdict, ReasonGiven? Reason)[] votes) => Voted(standing, ReviewPolicy.Default, votes);

    private static EntryStanding Voted(EntryStanding standing, ReviewPolicy policy, params (Actor Reviewer, Verdict Verdict, ReasonGiven? Reason)[] votes)
    {
        foreach (var (reviewer, verdict, reason) in votes)
        {
            var context = Context(reviewer) with { Policy = policy };
            standing = Lifecycle.Apply(standing, new(CommandKind.Claim), context).Standing;
            standing = Lifecycle.Apply(standing, EntryCommand.Vote(verdict, reason is null ? [] : [reason]), context).Standing;
        }

        return standing;
    }

    private static IEnumerable<OutcomeKind> Kinds(Transition transition) => EntryOutcomes.Of(transition.Event!).Select(outcome => outcome.Kind);
}
