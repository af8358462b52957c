using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Trust;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;

namespace OpenLedger.Studio.Tests.Datanets.Members;

/// <summary>What the page promises of a small team: one review decides.</summary>
public sealed class SmallTeamTests : IDisposable
{
    private readonly DatanetsHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData(Verdict.Accept, 0, EntryState.Accepted)]
    [InlineData(Verdict.NeedsChanges, 0, EntryState.NeedsChanges)]
    [InlineData(Verdict.NeedsChanges, 60, EntryState.NeedsChanges)]
    [InlineData(Verdict.Decline, 60, EntryState.Declined)]
    [InlineData(Verdict.Abuse, 0, EntryState.Escalated)]
    public async Task OneReview_Decides_WhateverTheAuthorHasBroughtBefore(Verdict verdict, int acceptedBefore, EntryState expected)
    {
        var (id, author, desk) = await MakeAsync(acceptedBefore);
        var rita = await ReviewerAsync(id);
        var entry = await _house.Entries.SubmitAsync(author, id, DatanetsHouse.Numbered(1));
        Assert.Equal((null, EntryState.Queued), (entry.Problem?.ToString(), entry.State));

        ReasonGiven[] reasons = verdict == Verdict.Accept ? [] : [new ReasonGiven(ReasonCatalogue.For(verdict).First().Code, Note: "Say which end.")];
        var answer = await desk.TakeAndVoteAsync(rita, new Ballot("only one", entry.EntryId!, verdict, reasons));

        Assert.Equal((null, expected), (answer.Problem?.ToString(), answer.State));
    }

    /// <summary>Also where the one who reviews has often been wrong, as long as their votes count.</summary>
    [Fact]
    public async Task AVoteOfLittleWeight_IsEnough_AndSaysNothingOfWhoeverCastIt()
    {
        var (id, author, desk) = await MakeAsync(acceptedBefore: 0);
        var rita = await ReviewerAsync(id, new ReviewerAccuracy(10, 1, 5, 1, 5));
        var before = _house.Members.CardOf(id, rita.Id).Accuracy;
        Assert.True(before < 0.6);
        var entry = (await _house.Entries.SubmitAsync(author, id, DatanetsHouse.Numbered(1))).EntryId!;

        Assert.Equal(EntryState.Accepted, (await desk.TakeAndVoteAsync(rita, new Ballot("only one", entry, Verdict.Accept, []))).State);
        Assert.Equal(before, _house.Members.CardOf(id, rita.Id).Accuracy);
    }

    [Fact]
    public async Task Contributors_DoNotReviewOfThemselves()
    {
        var (id, author, desk) = await MakeAsync(acceptedBefore: 60);

        Assert.False(_house.Datanets.Find(author, id)!.MayReview);
        Assert.NotNull((await desk.NextAsync(author, id, [])).Problem);
    }

    private async Task<(string Id, CurrentAccount Author, ReviewDesk Desk)> MakeAsync(int acceptedBefore)
    {
        var (owner, author) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var (id, now) = (await _house.MakeAsync(owner, PolicyPreset.SmallTeam), _house.People.Clock.GetUtcNow());
        await _house.Members.JoinAsync(author, id);
        _house.People.House.Queue.Write(context =>
        {
            var member = context.DatanetMembers.Find(id, author.Id)!;
            var before = Enumerable.Range(0, acceptedBefore).Select(entry => new ContributorOutcome($"before {entry}", OutcomeKind.Accepted, now.AddDays(-30))).ToList();
            member.Since = now.AddDays(-60);
            member.Card = MemberCard.Read(member.Card).With(before, member.Since, now, isCurator: false, new QualificationPolicy(0, 0)).Json();
        });
        return (id, author, new ReviewDesk(_house.People.House.Contexts, _house.People.House.Queue, _house.Datanets, _house.Entries, _house.People.Clock));
    }

    private async Task<CurrentAccount> ReviewerAsync(string id, ReviewerAccuracy seen = default)
    {
        var reviewer = await _house.EnterAsync("rita");
        await _house.Members.JoinAsync(reviewer, id);
        _house.People.House.Queue.Write(context =>
        {
            var member = context.DatanetMembers.Find(id, reviewer.Id)!;
            (member.Role, member.Card) = (nameof(DatanetRole.Reviewer), (MemberCard.Read(member.Card) with { Reviewing = new ReviewerCard { Decided = seen } }).Json());
        });
        return reviewer;
    }
}
