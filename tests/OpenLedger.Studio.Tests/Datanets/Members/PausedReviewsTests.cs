using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Tests.Datanets.Known;

namespace OpenLedger.Studio.Tests.Datanets.Members;

/// <summary>A reviewer is too often wrong: their votes rest, and what hung on them lately goes before a curator.</summary>
public sealed class PausedReviewsTests : IDisposable
{
    private readonly KnownHouse _house = new();
    private int _number;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Pause_QuestionsWhatHungOnTheirVotes_OfSevenDays()
    {
        await _house.MakeAsync(qualification: 0, PolicyPreset.OpenCrowd);
        await _house.MarkAsync(good: 30, other: 30);
        var (rita, sam, omar) = (await _house.ReviewerAsync("rita"), await _house.ReviewerAsync("sam"), await _house.Datanets.EnterAsync("omar"));
        await _house.Datanets.Members.JoinAsync(omar, _house.Id);
        var old = await AcceptedAsync(omar, rita, sam);
        _house.Datanets.People.Clock.Move(TimeSpan.FromDays(7.5));
        var (hung, others) = (await AcceptedAsync(omar, rita, sam), await AcceptedAsync(omar, sam, _house.Owner));

        await PauseAsync(rita);

        Assert.True(_house.CardOf(rita).IsPaused);
        Assert.Equal([EntryState.Accepted, EntryState.Challenged, EntryState.Accepted], new[] { old, hung, others }.Select(StateOf));
        var links = _house.Datanets.People.House.Read(context => context.EntryEvents.OrderBy(happened => happened.Sequence).ToList()).ConvertAll(happened => new ChainLink(happened.Sequence, happened.PreviousHash, happened.Hash, happened.Content));
        Assert.Null(EventChain.FirstFault(links, _house.Id, null, CancellationToken.None));

        // Paused once, they are not asked for again.
        await AnswerAsync(rita, right: false);
        Assert.Equal(1, Questions(hung));
    }

    [Theory]
    [InlineData(Verdict.Accept, EntryState.Accepted)]
    [InlineData(Verdict.Decline, EntryState.Tombstoned)]
    public async Task Curator_SeesIt_AndSaysWhetherItStays(Verdict verdict, EntryState expected)
    {
        await _house.MakeAsync(qualification: 0, PolicyPreset.OpenCrowd);
        await _house.MarkAsync(good: 30, other: 30);
        var (rita, sam, omar) = (await _house.ReviewerAsync("rita"), await _house.ReviewerAsync("sam"), await _house.Datanets.EnterAsync("omar"));
        await _house.Datanets.Members.JoinAsync(omar, _house.Id);
        var entry = await AcceptedAsync(omar, rita, sam);
        await PauseAsync(rita);
        Assert.Equal(1, _house.Review.Counts(_house.Owner, _house.Id).Escalated);

        var item = (await _house.Review.NextEscalatedAsync(_house.Owner, _house.Id, [])).Item!;
        ReasonGiven[] reasons = verdict == Verdict.Accept ? [] : [new ReasonGiven(ReasonCatalogue.For(verdict).First().Code)];
        var answer = await _house.Review.VoteAsync(_house.Owner, new Ballot("decision", entry, verdict, reasons) { Settles = true });

        Assert.Equal((entry, Actor.MachineId, 2), (item.Id, item.Raised?.ActorId, item.Votes.Count));
        Assert.Equal((null, expected), (answer.Problem?.ToString(), answer.State));
        Assert.Equal(0, _house.Review.Counts(_house.Owner, _house.Id).Escalated);
    }

    /// <summary>An entry that two people have accepted.</summary>
    private async Task<string> AcceptedAsync(CurrentAccount author, params CurrentAccount[] reviewers)
    {
        var entry = (await _house.Datanets.Entries.SubmitAsync(author, _house.Id, DatanetsHouse.Numbered(++_number))).EntryId!;
        foreach (var reviewer in reviewers)
        {
            var answer = await _house.Review.TakeAndVoteAsync(reviewer, new Ballot($"{reviewer.Id} {entry}", entry, Verdict.Accept, []));
            Assert.True(answer.IsDone, answer.Problem?.ToString());
        }

        Assert.Equal(EntryState.Accepted, StateOf(entry));
        return entry;
    }

    /// <summary>A reviewer who was wrong so often that one more answer is one too many.</summary>
    private async Task PauseAsync(CurrentAccount reviewer)
    {
        _house.Datanets.People.House.Queue.Write(context =>
        {
            var member = context.DatanetMembers.Find(_house.Id, reviewer.Id)!;
            var card = MemberCard.Read(member.Card);
            member.Card = (card with { Reviewing = card.Reviewing with { Decided = new ReviewerAccuracy(40, 20, 20, 4.2, 20) } }).Json();
        });
        await AnswerAsync(reviewer, right: false);
    }

    private async Task AnswerAsync(CurrentAccount reviewer, bool right)
    {
        var answered = _house.Datanets.People.House.Read(context => context.GoldAnswers.Select(answer => answer.EntryId).ToList());
        var known = _house.Datanets.People.House.Read(context => context.Gold.First(item => !answered.Contains(item.EntryId)).EntryId);
        await _house.AnswerAsync(reviewer, known, right);
    }

    private int Questions(string entry) => _house.Datanets.People.House.Read(context => context.EntryEvents.Where(happened => happened.EntryId == entry).Select(happened => happened.Content).ToList())
        .Select(EventJson.TryRead).Count(happened => happened?.Command == CommandKind.Challenge);

    private EntryState StateOf(string entry) => Enum.Parse<EntryState>(_house.Datanets.People.House.Read(context => context.Entries.Single(row => row.Id == entry).State));
}
