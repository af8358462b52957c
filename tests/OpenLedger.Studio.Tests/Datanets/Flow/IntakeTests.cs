using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Flow;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;

namespace OpenLedger.Studio.Tests.Datanets.Flow;

public sealed class IntakeTests : IDisposable
{
    private const int Room = 20;

    private readonly DatanetsHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task WhatGoesBeyondTheRoom_Waits_AndADecisionLetsTheNextIn_InFairOrder()
    {
        var (id, owner) = await MakeAsync(PolicyPreset.SmallTeam);
        var (busy, quiet) = (await JoinAsync(id, "omar"), await JoinAsync(id, "nina"));
        var many = await BringAsync(busy, id, 1, Room + 3);
        var one = (await BringAsync(quiet, id, 100, 1)).Single();

        Assert.Equal(Room, many.Count(answer => answer.State == EntryState.Queued));
        Assert.All([.. many.Skip(Room), one], answer => Assert.Equal(EntryState.Waitlisted, answer.State));
        Assert.Equal(new EntryWait(1, null), Waits(quiet, id)[one.EntryId!]);
        Assert.Equal([2, 3, 4], Waits(busy, id).Values.Select(wait => wait.Place).Order());

        Assert.Equal(EntryState.Accepted, await AcceptAsync(owner, id));

        Assert.Equal(EntryState.Queued, _house.Book.Find(quiet, one.EntryId!)!.State);
        var next = Waits(busy, id)[many[Room].EntryId!];
        Assert.Equal((1, Math.Round((Room + 1) * 7.0)), (next.Place, Math.Round(next.Wait!.Value.TotalDays)));
    }

    [Fact]
    public async Task Withdrawing_MakesRoomToo_AndTheSweepFillsWhatIsLeft()
    {
        var (id, _) = await MakeAsync(PolicyPreset.SmallTeam);
        var author = await JoinAsync(id, "omar");
        var brought = await BringAsync(author, id, 1, Room + 2);

        Assert.True((await _house.Entries.WithdrawAsync(author, brought[0].EntryId!)).IsDone);

        Assert.Equal(EntryState.Queued, _house.Book.Find(author, brought[Room].EntryId!)!.State);
        Assert.Equal(EntryState.Waitlisted, _house.Book.Find(author, brought[Room + 1].EntryId!)!.State);

        // As if the studio had ended between the two: the entry is gone from the queue, and nobody was let in.
        _house.People.House.Queue.Write(context => context.Entries.Single(row => row.Id == brought[1].EntryId).DeletedAt = _house.People.Clock.GetUtcNow());
        Assert.Equal(1, (await _house.Sweep.SweepAsync(TestContext.Current.CancellationToken)).Admitted);
        Assert.Equal(EntryState.Queued, _house.Book.Find(author, brought[Room + 1].EntryId!)!.State);
        Assert.Empty(Waits(author, id));
    }

    [Fact]
    public async Task Newcomers_HaveAShareOfTheQueue_ThatOthersDoNotFill()
    {
        var (id, owner) = await MakeAsync(PolicyPreset.SmallTeam);
        var (known, fresh) = (await JoinAsync(id, "omar"), await JoinAsync(id, "nina"));
        _house.People.House.Queue.Write(context =>
        {
            var member = context.DatanetMembers.Find(id, known.Id)!;
            member.Card = (MemberCard.Read(member.Card) with { Tier = OpenLedger.Datanets.Policies.Tier.T1 }).Json();
        });

        var kept = (int)(Room * 0.3);
        Assert.Equal(Room - kept, (await BringAsync(known, id, 1, Room)).Count(answer => answer.State == EntryState.Queued));
        Assert.Equal(EntryState.Queued, (await BringAsync(fresh, id, 100, 1)).Single().State);
        Assert.Equal(kept, Waits(known, id).Count);
        Assert.Equal(EntryState.Accepted, await AcceptAsync(owner, id));
    }

    [Fact]
    public async Task OnePerson_NeverWaits()
    {
        var (id, owner) = await MakeAsync(PolicyPreset.JustMe);

        Assert.All(await BringAsync(owner, id, 1, Room + 10), answer => Assert.Equal(EntryState.Accepted, answer.State));
        Assert.Empty(Waits(owner, id));
        Assert.True((await _house.Sweep.SweepAsync(TestContext.Current.CancellationToken)).IsNothing);
    }

    [Fact]
    public async Task Pace_CountsWhatWasReviewedAndDecided_InSevenDays()
    {
        var (id, owner) = await MakeAsync(PolicyPreset.SmallTeam);
        var author = await JoinAsync(id, "omar");
        await BringAsync(owner, id, 200, 1);
        await BringAsync(author, id, 1, 3);
        Assert.Equal(0, Pace(id));
        await AcceptAsync(owner, id);
        await AcceptAsync(owner, id);

        Assert.Equal(2 / 7.0, Pace(id), 9);
        _house.People.Clock.Move(TimeSpan.FromDays(7));
        Assert.Equal(0, Pace(id));
    }

    private async Task<(string Id, CurrentAccount Owner)> MakeAsync(PolicyPreset preset)
    {
        var owner = await _house.EnterAsync("vera");
        return (await _house.MakeAsync(owner, preset), owner);
    }

    private async Task<CurrentAccount> JoinAsync(string id, string name)
    {
        var account = await _house.EnterAsync(name);
        await _house.Members.JoinAsync(account, id);
        return account;
    }

    private async Task<List<EntryAnswer>> BringAsync(CurrentAccount author, string id, int from, int count)
    {
        var answers = new List<EntryAnswer>();
        for (var number = from; number < from + count; number++)
        {
            _house.People.Clock.Move(TimeSpan.FromSeconds(1));
            var answer = await _house.Entries.SubmitAsync(author, id, DatanetsHouse.Numbered(number));
            Assert.True(answer.IsDone, $"{answer.Problem} {string.Join(' ', answer.Findings.Select(finding => finding.Rule))}");
            answers.Add(answer);
        }

        return answers;
    }

    private async Task<EntryState?> AcceptAsync(CurrentAccount curator, string id)
    {
        var desk = new ReviewDesk(_house.People.House.Contexts, _house.People.House.Queue, _house.Datanets, _house.Entries, _house.People.Clock);
        var turn = await desk.NextAsync(curator, id, []);
        return (await desk.VoteAsync(curator, new Ballot(Guid.NewGuid().ToString("N"), turn.Item!.Id, Verdict.Accept, []))).State;
    }

    private IReadOnlyDictionary<string, EntryWait> Waits(CurrentAccount account, string id) => _house.Book.Waits(account, _house.Datanets.Find(account, id)!);

    private double Pace(string id) => _house.People.House.Read(context => IntakePace.DecisionsPerDay(context, id, _house.People.Clock.GetUtcNow()));
}
