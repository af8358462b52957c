using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Flow;

namespace OpenLedger.Studio.Tests.Datanets.Flow;

public sealed class EntrySweepTests : IDisposable
{
    private static readonly SweepOutcome Nothing = new(0, 0, 0, 0, 0);
    private static readonly ReasonGiven Reason = new(ReasonCatalogue.For(Verdict.NeedsChanges).First().Code, Note: "Which end?");

    private readonly DatanetsHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Lease_ThatRanOut_GivesTheEntryBack_Once()
    {
        var (_, owner, _, entry) = await MakeAsync();
        Assert.True((await _house.Entries.ApplyAsync(owner, entry, new EntryCommand(CommandKind.Claim))).IsDone);
        Assert.Equal(Nothing, await SweepAfterAsync(TimeSpan.FromMinutes(14)));

        Assert.Equal(Nothing with { Returned = 1 }, await SweepAfterAsync(TimeSpan.FromMinutes(1)));

        Assert.Equal(nameof(EntryState.Queued), StateOf(entry));
        Assert.Equal(0, _house.People.House.Read(context => context.Leases.Count()));
        Assert.Equal(Nothing, await SweepAfterAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Entry_ThatNobodyDecides_GoesToTheCurators_AfterThreeDays()
    {
        var (_, _, _, entry) = await MakeAsync();
        Assert.Equal(Nothing, await SweepAfterAsync(TimeSpan.FromDays(2.9)));

        Assert.Equal(Nothing with { Escalated = 1 }, await SweepAfterAsync(TimeSpan.FromDays(0.2)));

        Assert.Equal(nameof(EntryState.Escalated), StateOf(entry));
        Assert.Equal(Nothing, await SweepAfterAsync(TimeSpan.FromDays(40)));
    }

    [Fact]
    public async Task ForgottenRevision_IsADraftAgain_HeldAgainstNobody_AndCanBeHandedInAgain()
    {
        var (id, owner, author, entry) = await MakeAsync();
        await _house.Entries.ApplyAsync(owner, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });
        await _house.Entries.ApplyAsync(owner, entry, EntryCommand.Decide(Verdict.NeedsChanges, Reason));
        var before = _house.Members.CardOf(id, author.Id);
        Assert.Equal(Nothing, await SweepAfterAsync(TimeSpan.FromDays(29.9)));

        Assert.Equal(Nothing with { Expired = 1 }, await SweepAfterAsync(TimeSpan.FromDays(0.2)));

        var view = _house.Book.Find(author, entry)!;
        Assert.True(view.IsExpired);
        Assert.Equal("Which end?", Assert.Single(_house.Book.Reasons(entry)).Note);
        Assert.Null(_house.Book.Find(owner, entry));
        Assert.Equal((before.Outcomes.Count, before.Tier, before.FinallyDecided), (0, Tier.T0, _house.Members.CardOf(id, author.Id).FinallyDecided));
        Assert.Equal(0, _house.Book.Allowance(author, _house.Datanets.Find(author, id)!).Waiting);

        var again = await _house.Entries.SubmitAsync(author, id, DatanetsHouse.Numbered(2) with { EntryId = entry });
        Assert.Equal((null, EntryState.Queued), (again.Problem?.ToString(), again.State));
        Assert.Equal(2, _house.People.House.Read(context => context.EntryRevisions.Count(revision => revision.EntryId == entry)));
        Assert.Equal(Nothing, await SweepAfterAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Challenge_ThatNobodyTakesUp_Lapses()
    {
        var (_, owner, _, entry) = await MakeAsync();
        await _house.Entries.ApplyAsync(owner, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });
        await _house.Entries.ApplyAsync(owner, entry, EntryCommand.Decide(Verdict.Accept));
        Assert.True((await _house.Entries.ApplyAsync(owner, entry, EntryCommand.Challenge(Reason))).IsDone);

        Assert.Equal(Nothing with { Lapsed = 1 }, await SweepAfterAsync(TimeSpan.FromDays(30.1)));

        Assert.Equal(nameof(EntryState.Accepted), StateOf(entry));
    }

    private async Task<(string Id, CurrentAccount Owner, CurrentAccount Author, string Entry)> MakeAsync()
    {
        var (owner, author) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await _house.Members.JoinAsync(author, id);
        var answer = await _house.Entries.SubmitAsync(author, id, DatanetsHouse.Numbered(1));
        Assert.Equal((null, EntryState.Queued), (answer.Problem?.ToString(), answer.State));
        return (id, owner, author, answer.EntryId!);
    }

    private Task<SweepOutcome> SweepAfterAsync(TimeSpan span)
    {
        _house.People.Clock.Move(span);
        return _house.Sweep.SweepAsync(TestContext.Current.CancellationToken);
    }

    private string StateOf(string entry) => _house.People.House.Read(context => context.Entries.Single(row => row.Id == entry).State);
}
