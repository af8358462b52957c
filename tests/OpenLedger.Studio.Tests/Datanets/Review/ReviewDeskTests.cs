using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;

namespace OpenLedger.Studio.Tests.Datanets.Review;

public sealed class ReviewDeskTests : IDisposable
{
    private static readonly string[] Topics = ["mooring at a quay", "reefing in strong wind", "reading a tide table", "cooking under way", "choosing an anchor"];

    private readonly DatanetsHouse _house = new();

    public ReviewDeskTests() => Desk = new ReviewDesk(_house.People.House.Contexts, _house.People.House.Queue, _house.Datanets, _house.Entries, _house.People.Clock);

    private ReviewDesk Desk { get; }

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task FiftyAtOnce_TakeEachEntry_Once()
    {
        var (id, _) = await MakeAsync(entries: 5);
        var crowd = new List<CurrentAccount>();
        for (var index = 0; index < 50; index++)
        {
            crowd.Add(await ReviewerAsync(id, $"r{index}"));
        }

        var turns = await Task.WhenAll(crowd.Select(each => Task.Run(() => Desk.NextAsync(each, id, []))));

        var taken = turns.Where(turn => turn.Item is not null).Select(turn => turn.Item!.Id).ToList();
        Assert.Equal(5, taken.Count);
        Assert.Equal(5, taken.Distinct().Count());
        Assert.All(turns, turn => Assert.Null(turn.Problem));
        Assert.Equal(5, _house.People.House.Read(context => context.Leases.Count()));
    }

    [Fact]
    public async Task Lease_ReturnsAfterFifteenMinutes_AndTheLateVoteIsRefused()
    {
        var (id, _) = await MakeAsync(entries: 1);
        var (rita, sam) = (await ReviewerAsync(id, "rita"), await ReviewerAsync(id, "sam"));
        var taken = (await Desk.NextAsync(rita, id, [])).Item!;

        Assert.Equal(taken.Id, (await Desk.NextAsync(rita, id, [])).Item?.Id);
        Assert.Null((await Desk.NextAsync(sam, id, [])).Item);
        _house.People.Clock.Move(TimeSpan.FromMinutes(15));

        Assert.Equal(taken.Id, (await Desk.NextAsync(sam, id, [])).Item?.Id);
        var late = await Desk.VoteAsync(rita, new Ballot("late", taken.Id, Verdict.Accept, []));
        Assert.False(late.IsDone);
        Assert.NotNull(late.NextStep);
        Assert.Equal(0, _house.People.House.Read(context => context.Reviews.Count()));
    }

    [Fact]
    public async Task Vote_SentTwice_CountsOnce()
    {
        var (id, _) = await MakeAsync(entries: 1);
        var rita = await ReviewerAsync(id, "rita");
        var ballot = new Ballot("one key", (await Desk.NextAsync(rita, id, [])).Item!.Id, Verdict.Accept, []);

        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Desk.VoteAsync(rita, ballot))));

        Assert.All(together, answer => Assert.True(answer.IsDone, answer.Problem?.ToString()));
        Assert.Equal(1, _house.People.House.Read(context => context.Reviews.Count()));
        Assert.Equal((1, 0), (_house.Members.CardOf(id, rita.Id).Reviewing.Turns, _house.Members.CardOf(id, rita.Id).ReviewsToday));
        Assert.Null((await Desk.NextAsync(rita, id, [])).Item);
    }

    [Fact]
    public async Task TwoAccepts_OfGoodReviewers_AreEnough_AndOneIsNot()
    {
        var (id, _) = await MakeAsync(entries: 1);
        var states = new List<EntryState?>();
        foreach (var name in new[] { "rita", "sam" })
        {
            var reviewer = await ReviewerAsync(id, name);
            var item = (await Desk.NextAsync(reviewer, id, [])).Item!;
            Assert.Empty(item.Votes);
            states.Add((await Desk.VoteAsync(reviewer, new Ballot(name, item.Id, Verdict.Accept, []))).State);
        }

        Assert.Equal([EntryState.Queued, EntryState.Accepted], states);
    }

    [Fact]
    public async Task OwnEntry_AndThatOfALinkedAccount_AreNotShown_AndRefused()
    {
        var (id, author) = await MakeAsync(entries: 1);
        var (rita, entry) = (await ReviewerAsync(id, "rita", cluster: "home"), _house.People.House.Read(context => context.Entries.Single().Id));
        Set(id, author.Id, card => card with { Tier = Tier.T2, Cluster = "home" }, DatanetRole.Reviewer);

        Assert.Null((await Desk.NextAsync(author, id, [])).Item);
        Assert.Null((await Desk.NextAsync(rita, id, [])).Item);
        Assert.False((await _house.Entries.ApplyAsync(author, entry, new EntryCommand(CommandKind.Claim))).IsDone);
        Assert.False((await _house.Entries.ApplyAsync(rita, entry, new EntryCommand(CommandKind.Claim))).IsDone);
        Assert.Equal(0, Desk.Counts(author, id).Waiting);
    }

    [Fact]
    public async Task Escalated_IsDecidedByACurator_WhoSeesTheVotes()
    {
        var (id, _) = await MakeAsync(entries: 1);
        var (rita, owner) = (await ReviewerAsync(id, "rita"), _owner!);
        var entry = (await Desk.NextAsync(rita, id, [])).Item!.Id;
        var reason = new ReasonGiven(ReasonCatalogue.For(Verdict.NeedsChanges).First().Code, Note: "Which end?");
        await Desk.VoteAsync(rita, new Ballot("first", entry, Verdict.NeedsChanges, [reason]));
        await _house.Entries.ApplyAsync(owner, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });

        Assert.NotNull((await Desk.NextEscalatedAsync(rita, id, [])).Problem);
        var shown = (await Desk.NextEscalatedAsync(owner, id, [])).Item!;
        Assert.Equal("Which end?", Assert.Single(shown.Votes).Reasons[0].Note);
        Assert.Equal(EntryState.NeedsChanges, (await Desk.VoteAsync(owner, new Ballot("second", entry, Verdict.NeedsChanges, [reason], Decides: true))).State);
        Assert.Equal(0, Desk.Counts(owner, id).Escalated);
    }

    [Fact]
    public async Task Skipped_WaitsForOthers_AndContributorsAreTurnedAway()
    {
        var (id, author) = await MakeAsync(entries: 1);
        var (rita, sam) = (await ReviewerAsync(id, "rita"), await ReviewerAsync(id, "sam"));
        var entry = (await Desk.NextAsync(rita, id, [])).Item!.Id;

        Assert.True((await Desk.SkipAsync(rita, entry, "I know who wrote it")).IsDone);

        Assert.Null((await Desk.NextAsync(rita, id, [entry])).Item);
        Assert.Equal(entry, (await Desk.NextAsync(sam, id, [])).Item?.Id);
        Assert.NotNull((await Desk.NextAsync(author, id, [])).NextStep);
    }

    [Fact]
    public async Task Revision_ComesToThoseWhoAskedForIt_WithWhatItSaidBefore()
    {
        var (id, author) = await MakeAsync(entries: 1);
        var reviewers = new[] { await ReviewerAsync(id, "rita"), await ReviewerAsync(id, "sam") };
        var reason = new ReasonGiven(ReasonCatalogue.For(Verdict.NeedsChanges).First().Code, Note: "Say more.");
        var states = new List<EntryState?>();
        foreach (var reviewer in reviewers)
        {
            states.Add((await Desk.VoteAsync(reviewer, new Ballot(reviewer.Id, (await Desk.NextAsync(reviewer, id, [])).Item!.Id, Verdict.NeedsChanges, [reason]))).State);
        }

        Assert.Equal([EntryState.Queued, EntryState.NeedsChanges], states);
        var entry = _house.Book.Mine(author, id, [EntryState.NeedsChanges], 0).Single();
        var revised = DatanetsHouse.Entry("What should I know about mooring at a quay?", "Put the fenders out first, then the bow line, then the stern line.") with { EntryId = entry.Row.Id };
        Assert.Equal(EntryState.Queued, (await _house.Entries.SubmitAsync(author, id, revised)).State);

        var again = (await Desk.NextAsync(reviewers[0], id, [])).Item!;

        Assert.Equal((2, entry.Content.Parts[1].Text), (again.Entry.Row.Revision, again.Before?.Parts[1].Text));
        Assert.Empty(again.Votes);
    }

    private CurrentAccount? _owner;

    private async Task<(string Id, CurrentAccount Author)> MakeAsync(int entries)
    {
        (_owner, var author) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(_owner, PolicyPreset.OpenCrowd);
        await _house.Members.JoinAsync(author, id);
        foreach (var topic in Topics.Take(entries))
        {
            var answer = await _house.Entries.SubmitAsync(author, id, DatanetsHouse.Entry($"What should I know about {topic}?", $"The first thing about {topic} is to take your time and to ask somebody who has done it."));
            Assert.Equal((null, EntryState.Queued), (answer.Problem?.ToString(), answer.State));
        }

        return (id, author);
    }

    /// <summary>A reviewer who was right seventeen times of twenty.</summary>
    private async Task<CurrentAccount> ReviewerAsync(string id, string name, string? cluster = null)
    {
        var reviewer = await _house.EnterAsync(name);
        await _house.Members.JoinAsync(reviewer, id);
        Set(id, reviewer.Id, card => card with { Tier = Tier.T2, Reviewing = new ReviewerCard { Decided = new ReviewerAccuracy(20, 8.5, 10, 8.5, 10) }, Cluster = cluster }, DatanetRole.Reviewer);
        return reviewer;
    }

    private void Set(string id, string account, Func<MemberCard, MemberCard> change, DatanetRole role) => _house.People.House.Queue.Write(context =>
    {
        var member = context.DatanetMembers.Find(id, account)!;
        (member.Card, member.Role) = (change(MemberCard.Read(member.Card)).Json(), role.ToString());
    });
}
