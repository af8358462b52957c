using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Features.Datanets.Threads;
using OpenLedger.Studio.Tests.Datanets.Known;

namespace OpenLedger.Studio.Tests.Datanets.Threads;

public sealed class ThreadDeskTests : IDisposable
{
    private static readonly ReasonGiven Unclear = new("unclear-question");

    private readonly KnownHouse _house = new();

    private ThreadDesk Desk => new(_house.Datanets.People.House.Contexts, _house.Datanets.People.House.Queue, _house.Datanets.Book, _house.Datanets.Datanets, _house.Datanets.People.Clock);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Messages_GoBetweenAuthorReviewerAndCurator_WhoAreWhatTheyAre()
    {
        var (author, entry, rita) = await HandedBackAsync();

        Assert.Null(await Desk.SayAsync(author, entry, "  Which of the two ends do you mean? "));
        Assert.Null(await Desk.SayAsync(rita, entry, "The one that is made fast."));
        Assert.Null(await Desk.SayAsync(_house.Owner, entry, "Both would be good."));

        Assert.Equal(
            [(MessagePart.Author, "Which of the two ends do you mean?"), (MessagePart.Reviewer, "The one that is made fast."), (MessagePart.Curator, "Both would be good.")],
            Desk.Of(author, entry).Select(message => (message.Part, message.Text)));
        Assert.Equal(3, Desk.Of(rita, entry).Count);
        Assert.Equal(3, Desk.Of(_house.Owner, entry).Count);
    }

    [Fact]
    public async Task WhoHasNotVoted_ReadsTheAuthorAlone_AndWhoHasNoPartNothing()
    {
        var (author, entry, rita) = await HandedBackAsync();
        var (sam, other) = (await _house.ReviewerAsync("sam"), await _house.Datanets.EnterAsync("other"));
        await _house.Datanets.Members.JoinAsync(other, _house.Id);
        await Desk.SayAsync(author, entry, "Which end?");
        await Desk.SayAsync(rita, entry, "The one that is made fast.");

        Assert.Equal(["Which end?"], Desk.Of(sam, entry).Select(message => message.Text));
        Assert.False(Desk.MayWrite(sam, _house.Datanets.Book.Find(sam, entry)!));
        Assert.NotNull(await Desk.SayAsync(sam, entry, "I think so too."));
        Assert.Empty(Desk.Of(other, entry));
        Assert.NotNull(await Desk.SayAsync(other, entry, "Me too."));
        Assert.Equal(2, Desk.Of(author, entry).Count);
    }

    [Fact]
    public async Task Message_ThatIsTooLongOrTooMany_IsRefused()
    {
        var (author, entry, _) = await HandedBackAsync();

        Assert.NotNull(await Desk.SayAsync(author, entry, " "));
        Assert.NotNull(await Desk.SayAsync(author, entry, "\ud800"));
        Assert.NotNull(await Desk.SayAsync(author, entry, new string('a', EntryMessage.LongestText + 1)));
        Assert.Null(await Desk.SayAsync(author, entry, new string('a', EntryMessage.LongestText)));
        for (var number = 1; number < ThreadDesk.MostADay; number++)
        {
            Assert.Null(await Desk.SayAsync(author, entry, $"Number {number}."));
        }

        Assert.NotNull(await Desk.SayAsync(author, entry, "One more."));
        _house.Datanets.People.Clock.Move(TimeSpan.FromHours(25));
        Assert.Null(await Desk.SayAsync(await _house.Datanets.People.AgainAsync(author.Id), entry, "One more."));
    }

    [Fact]
    public async Task TakenBack_TheThreadIsErased_AndNobodyWritesInIt()
    {
        var (author, entry, rita) = await HandedBackAsync("It is a code, not a typing error.");
        await Desk.SayAsync(rita, entry, "Which code?");
        Assert.Equal("It is a code, not a typing error.", _house.Datanets.Book.Find(author, entry)!.Card.Note);

        Assert.True((await _house.Datanets.Entries.WithdrawAsync(author, entry)).IsDone);

        Assert.Empty(Desk.Of(author, entry));
        Assert.Equal(0, _house.Datanets.People.House.Read(context => context.EntryMessages.Count()));
        Assert.Null(_house.Datanets.Book.Find(author, entry)!.Card.Note);
        Assert.NotNull(await Desk.SayAsync(author, entry, "Still there?"));
    }

    [Fact]
    public async Task NoteAndMessagesOfTheAuthor_StandBesideTheTextOnTheReviewersDesk()
    {
        var (author, entry, rita) = await HandedBackAsync("It is a code.");
        await Desk.SayAsync(author, entry, "I look it up.");
        await Desk.SayAsync(rita, entry, "Good.");
        var revised = DatanetsHouse.Entry("What is a splice?", "Two ropes whose strands are woven into each other, without a knot.") with { EntryId = entry, Note = "Now with the reason." };
        Assert.True((await _house.Datanets.Entries.SubmitAsync(author, _house.Id, revised)).IsDone);

        var item = (await _house.Review.NextAsync(await _house.ReviewerAsync("sam"), _house.Id, [])).Item!;

        Assert.Equal(["Now with the reason.", "I look it up."], item.Said);
        var refused = await _house.Datanets.Entries.SubmitAsync(author, _house.Id, DatanetsHouse.Numbered(1) with { Note = new string('a', HandIn.LongestNote + 1) });
        Assert.True(refused is { IsDone: false, NextStep: not null });
    }

    /// <summary>An entry that a reviewer has asked to change.</summary>
    private async Task<(CurrentAccount Author, string Entry, CurrentAccount Reviewer)> HandedBackAsync(string? note = null)
    {
        await _house.MakeAsync();
        var author = await _house.Datanets.EnterAsync("omar");
        await _house.Datanets.Members.JoinAsync(author, _house.Id);
        var entry = (await _house.Datanets.Entries.SubmitAsync(author, _house.Id, DatanetsHouse.Entry("What is a splice?", "A join of two ropes.") with { Note = note })).EntryId!;
        var rita = await _house.ReviewerAsync("rita");
        Assert.Equal(entry, (await _house.Review.NextAsync(rita, _house.Id, [])).Item?.Id);
        var answer = await _house.Review.VoteAsync(rita, new Ballot("first", entry, Verdict.NeedsChanges, [Unclear]));
        Assert.Equal((null, EntryState.NeedsChanges), (answer.Problem?.ToString(), answer.State));
        return (author, entry, rita);
    }
}
