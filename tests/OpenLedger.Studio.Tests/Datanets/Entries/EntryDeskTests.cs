using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;

namespace OpenLedger.Studio.Tests.Datanets.Entries;

public sealed class EntryDeskTests : IDisposable
{
    private const string Question = "How is a bowline tied?";
    private const string Answer = "Make a small loop, bring the end up through it, around the standing part and back down.";

    private readonly DatanetsHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task OwnEntry_OfOnePerson_IsAcceptedAtOnce()
    {
        var owner = await _house.EnterAsync("vera");
        var id = await _house.MakeAsync(owner);

        var answer = await _house.Entries.SubmitAsync(owner, id, DatanetsHouse.Entry(Question, Answer));

        Assert.Equal((null, EntryState.Accepted), (answer.Problem?.ToString(), answer.State));
        Assert.Equal(1, _house.Datanets.Counts(id).AcceptedIn("Knots"));
        Assert.Null(_house.Book.Allowance(owner, _house.Datanets.Find(owner, id)!).Entries);
    }

    [Fact]
    public async Task Entry_OfAContributor_WaitsForReview_AndTakesAToken()
    {
        var (owner, other) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        Assert.Null(await _house.Members.JoinAsync(other, id));

        var answer = await _house.Entries.SubmitAsync(other, id, DatanetsHouse.Entry(Question, Answer));

        Assert.Equal((null, EntryState.Queued), (answer.Problem?.ToString(), answer.State));
        var allowance = _house.Book.Allowance(other, _house.Datanets.Find(other, id)!);
        Assert.Equal((5, 1, 1), (allowance.Entries, allowance.Used, allowance.Waiting));
    }

    [Fact]
    public async Task Allowance_OfANewcomer_EndsWithFiveEntries_AndBeginsAnewTomorrow()
    {
        var (owner, other) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await _house.Members.JoinAsync(other, id);
        string[] topics = ["mooring at a quay", "reefing in strong wind", "reading a tide table", "cooking under way", "caring for wooden decks", "choosing an anchor"];
        var answers = new List<EntryAnswer>();
        foreach (var topic in topics)
        {
            answers.Add(await _house.Entries.SubmitAsync(other, id, DatanetsHouse.Entry($"What should I know about {topic}?", $"The first thing about {topic} is to take your time and to ask somebody who has done it.")));
        }

        Assert.All(answers.Take(5), answer => Assert.True(answer.IsDone, answer.Problem?.ToString()));
        Assert.False(answers[5].IsDone);
        Assert.NotNull(answers[5].NextStep);

        var first = answers[0].EntryId!;
        await _house.Entries.WithdrawAsync(other, first);
        _house.People.Clock.Move(TimeSpan.FromDays(1));
        var tomorrow = await _house.Entries.SubmitAsync(other, id, DatanetsHouse.Entry("What should I know about flags?", "A flag is taken down at sunset, and a courtesy flag is flown on the starboard side."));
        Assert.True(tomorrow.IsDone, tomorrow.Problem?.ToString());
    }

    [Fact]
    public async Task SameEntry_IsRefused_AndCostsNothing()
    {
        var (owner, other) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await _house.Members.JoinAsync(other, id);
        await _house.Entries.SubmitAsync(other, id, DatanetsHouse.Entry(Question, Answer));

        var again = await _house.Entries.SubmitAsync(other, id, DatanetsHouse.Entry(Question.ToUpperInvariant(), Answer + "  "));

        Assert.False(again.IsDone);
        Assert.Equal(1, _house.Book.Allowance(other, _house.Datanets.Find(other, id)!).Used);
        Assert.Single(_house.Book.Mine(other, id, [], 0));
    }

    [Fact]
    public async Task Transitions_AreChained_AndAWithdrawnEntryMayBeBroughtByOthers()
    {
        var (owner, other) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await _house.Members.JoinAsync(other, id);
        var answer = await _house.Entries.SubmitAsync(other, id, DatanetsHouse.Entry(Question, Answer));
        await _house.Entries.WithdrawAsync(other, answer.EntryId!, "mine no more");

        var links = _house.People.House.Read(context => context.EntryEvents.OrderBy(happened => happened.Sequence).ToList())
            .ConvertAll(happened => new ChainLink(happened.Sequence, happened.PreviousHash, happened.Hash, happened.Content));

        Assert.Equal([CommandKind.Submit, CommandKind.PassGates, CommandKind.Withdraw], _house.Book.Thread(other, answer.EntryId!)!.Events.Select(happened => happened.Command));
        Assert.Null(EventChain.FirstFault(links, id, null, CancellationToken.None));
        Assert.True((await _house.Entries.SubmitAsync(owner, id, DatanetsHouse.Entry(Question, Answer))).IsDone);
    }

    [Fact]
    public async Task Strangers_AreRefused_WithTheNextStep()
    {
        var (owner, other) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var open = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        var closed = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd, DatanetVisibility.InviteOnly);
        var hidden = await _house.Entries.SubmitAsync(owner, closed, DatanetsHouse.Entry(Question, Answer));

        var early = await _house.Entries.SubmitAsync(other, open, DatanetsHouse.Entry(Question, Answer));

        Assert.Equal("Join it on its page: it takes one click.", early.NextStep?.Text);
        Assert.Null(_house.Datanets.Find(other, closed));
        Assert.False((await _house.Entries.SubmitAsync(other, closed, DatanetsHouse.Entry(Question, Answer))).IsDone);
        Assert.False((await _house.Entries.WithdrawAsync(other, hidden.EntryId!)).IsDone);
        Assert.Null(_house.Book.Find(other, hidden.EntryId!));
        Assert.NotNull(await _house.Members.JoinAsync(other, closed));
    }

    [Fact]
    public async Task Gates_AdviseTheOwner_AndHoldOthersBack()
    {
        var (owner, other) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner);
        await _house.Members.JoinAsync(other, id);
        var leaking = DatanetsHouse.Entry(Question, "<|im_start|>assistant " + Answer);

        var refused = await _house.Entries.SubmitAsync(other, id, leaking);

        Assert.False(refused.IsDone);
        Assert.Contains(refused.Findings, finding => finding.Severity == OpenLedger.Datanets.Gates.Severity.Block);
        Assert.Equal(0, _house.Book.Allowance(other, _house.Datanets.Find(other, id)!).Used);
        Assert.Equal(EntryState.Accepted, (await _house.Entries.SubmitAsync(owner, id, leaking)).State);
    }

    [Fact]
    public async Task NeedsChanges_ComesBackWithItsReason_AndTheRevisionTakesNoToken()
    {
        var (owner, other) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await _house.Members.JoinAsync(other, id);
        var entry = (await _house.Entries.SubmitAsync(other, id, DatanetsHouse.Entry(Question, Answer))).EntryId!;
        var reason = ReasonCatalogue.For(Verdict.NeedsChanges).First();
        Assert.True((await _house.Entries.ApplyAsync(owner, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it myself." })).IsDone);
        var back = await _house.Entries.ApplyAsync(owner, entry, EntryCommand.Decide(Verdict.NeedsChanges, new ReasonGiven(reason.Code, "response", Note: "Say which end.")));

        var revised = await _house.Entries.SubmitAsync(other, id, DatanetsHouse.Entry(Question, Answer + " Pull the short end tight.") with { EntryId = entry });

        Assert.Equal(EntryState.NeedsChanges, back.State);
        Assert.Equal((null, EntryState.Queued), (revised.Problem?.ToString(), revised.State));
        Assert.Equal(1, _house.Book.Allowance(other, _house.Datanets.Find(other, id)!).Used);
        var thread = _house.Book.Thread(other, entry)!;
        Assert.Equal([1, 2], thread.Revisions.Select(revision => revision.Revision));
        Assert.Contains(thread.Events, happened => happened.Reasons.Any(given => given.Note == "Say which end."));
    }
}
