using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Review;

namespace OpenLedger.Studio.Tests.Datanets.Entries;

public sealed class SuggestedEditTests : IDisposable
{
    private const string Question = "How is a bowline tied?";

    private static readonly EntryContent Better = EntryContent.PromptResponse(Question, "Make a small loop, bring the end up through it, round the standing part and back down into the loop.");

    private readonly DatanetsHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Edit_IsTakenInOneStep_AndTheEventNamesBoth()
    {
        var (id, author, owner, entry) = await HandedBackAsync(Better);
        var view = _house.Book.Find(author, entry)!;
        var edit = Assert.Single(_house.Book.Suggestions(author, view));
        Assert.Equal(StoredEntry.Write(Better), StoredEntry.Write(edit.Content));

        var answer = await _house.Entries.SubmitAsync(author, id, edit.Taken(view));

        Assert.Equal((null, EntryState.Queued), (answer.Problem?.ToString(), answer.State));
        var thread = _house.Book.Thread(author, entry)!;
        Assert.Equal((2, Better.TextOf(PartRole.Response)), (thread.Entry.Row.Revision, thread.Entry.Content.TextOf(PartRole.Response)));
        var revised = thread.Events.Single(happened => happened.Command == CommandKind.Revise);
        Assert.Equal((author.Id, owner.Id), (revised.ActorId, revised.Evidence[EvidenceNames.SuggestedBy]));
        var decided = thread.Events.Single(happened => happened.Command == CommandKind.Decide);
        Assert.Equal(revised.Evidence[EvidenceNames.Content], decided.Evidence[EvidenceNames.Suggestion]);
        Assert.Empty(_house.Book.Suggestions(author, thread.Entry));
    }

    [Fact]
    public async Task Edit_ChangedFurther_StillNamesBoth_AndAnInventedOneNamesNobody()
    {
        var (id, author, owner, entry) = await HandedBackAsync(Better);
        var view = _house.Book.Find(author, entry)!;
        var taken = _house.Book.Suggestions(author, view)[0].Taken(view);
        var further = taken with { Content = EntryContent.PromptResponse(Question, Better.TextOf(PartRole.Response) + " Draw it tight.") };

        await _house.Entries.SubmitAsync(author, id, further);

        Assert.Equal(owner.Id, Revised(author, entry).Evidence[EvidenceNames.SuggestedBy]);
        var (_, _, _, other) = await HandedBackAsync(null, id);
        await _house.Entries.SubmitAsync(author, id, DatanetsHouse.Entry("What is a cleat for?", "A line is made fast on it, in turns that cross.") with { EntryId = other, Suggestion = taken.Suggestion });
        Assert.DoesNotContain(EvidenceNames.SuggestedBy, Revised(author, other).Evidence.Keys);
    }

    [Fact]
    public async Task Edit_IsForTheAuthor_AndGoesWithNeedsChangesAlone()
    {
        var (id, author, owner, entry) = await HandedBackAsync(Better);
        Assert.Empty(_house.Book.Suggestions(owner, _house.Book.Find(owner, entry)!));

        var answer = await _house.Entries.SubmitAsync(author, id, DatanetsHouse.Entry("What is a cleat for?", "A line is made fast on it, in turns that cross."));
        await EscalateAsync(owner, answer.EntryId!);
        var reason = new ReasonGiven(ReasonCatalogue.For(Verdict.Decline).First().Code);
        var ballot = new Ballot("decline", answer.EntryId!, Verdict.Decline, [reason], Decides: true) { Suggestion = Better };
        Assert.Equal(EntryState.Declined, (await new ReviewDesk(_house.People.House.Contexts, _house.People.House.Queue, _house.Datanets, _house.Entries, _house.People.Clock).VoteAsync(owner, ballot)).State);
        Assert.Equal(1, _house.People.House.Read(context => context.Reviews.Count(review => review.Suggestion != null)));
    }

    private EntryEvent Revised(CurrentAccount author, string entry) => _house.Book.Thread(author, entry)!.Events.Single(happened => happened.Command == CommandKind.Revise);

    private Task<EntryAnswer> EscalateAsync(CurrentAccount owner, string entry) =>
        _house.Entries.ApplyAsync(owner, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });

    private CurrentAccount? _owner;
    private CurrentAccount? _author;

    private async Task<(string Id, CurrentAccount Author, CurrentAccount Owner, string Entry)> HandedBackAsync(EntryContent? suggestion, string? id = null)
    {
        _owner ??= await _house.EnterAsync("vera");
        _author ??= await _house.EnterAsync("omar");
        id ??= await _house.MakeAsync(_owner, PolicyPreset.OpenCrowd);
        await _house.Members.JoinAsync(_author, id);
        var handed = suggestion is null ? DatanetsHouse.Entry("What does a fender do?", "It keeps the hull off the quay.") : DatanetsHouse.Entry(Question, "You make a loop and pull.");
        var entry = (await _house.Entries.SubmitAsync(_author, id, handed)).EntryId!;
        await EscalateAsync(_owner, entry);
        var desk = new ReviewDesk(_house.People.House.Contexts, _house.People.House.Queue, _house.Datanets, _house.Entries, _house.People.Clock);
        var reason = new ReasonGiven(ReasonCatalogue.For(Verdict.NeedsChanges).First().Code, Note: "Say each step.");
        var answer = await desk.VoteAsync(_owner, new Ballot(entry, entry, Verdict.NeedsChanges, [reason], Decides: true) { Suggestion = suggestion });
        Assert.Equal((null, EntryState.NeedsChanges), (answer.Problem?.ToString(), answer.State));
        return (id, _author, _owner, entry);
    }
}
