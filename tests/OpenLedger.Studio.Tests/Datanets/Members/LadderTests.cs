using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Tests.Datanets.Known;

namespace OpenLedger.Studio.Tests.Datanets.Members;

/// <summary>From a newcomer to somebody who reviews, by what they do alone: no tier is written here.</summary>
public sealed class LadderTests : IDisposable
{
    private readonly KnownHouse _house = new();
    private int _number;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Newcomer_WhoseEntriesAreGood_ReviewsAfterAWeek_WhereNobodyCanBeTested()
    {
        await _house.MakeAsync(qualification: 20, PolicyPreset.OpenCrowd);
        var (eve, rita) = (await JoinAsync("eve"), await _house.ReviewerAsync("rita"));
        Assert.NotNull((await _house.Review.NextAsync(eve, _house.Id, [])).Problem);

        await ClimbAsync(eve, async entry =>
        {
            // Whoever was appointed reviews from the first hour on.
            await AcceptAsync(rita, entry);
            await AcceptAsync(_house.Owner, entry);
        });

        Assert.Equal(Tier.T2, _house.CardOf(eve).Tier);
        var ivo = await JoinAsync("ivo");
        var waiting = (await _house.Datanets.Entries.SubmitAsync(ivo, _house.Id, DatanetsHouse.Numbered(++_number))).EntryId!;
        var item = (await _house.Review.NextAsync(eve, _house.Id, [])).Item!;
        Assert.Equal((waiting, true), (item.Id, _house.Datanets.Datanets.Find(eve, _house.Id)!.MayReview));
        Assert.True((await _house.Review.VoteAsync(eve, new Ballot("eve's first", waiting, Verdict.Accept, []))).IsDone);
        Assert.Equal(EntryState.Accepted, (await _house.Review.TakeAndVoteAsync(rita, new Ballot("and rita's", waiting, Verdict.Accept, []))).State);
        Assert.Equal(1, _house.CardOf(eve).ReviewsOn(_house.Datanets.People.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Newcomer_WhereThereAreKnownItems_TakesTheTestFirst()
    {
        await _house.MakeAsync(qualification: 6, PolicyPreset.OpenCrowd);
        await _house.MarkAsync(good: 4, other: 4);
        var eve = await JoinAsync("eve");
        await ClimbAsync(eve, async entry =>
        {
            await _house.Datanets.Entries.ApplyAsync(_house.Owner, entry, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });
            Assert.Equal(EntryState.Accepted, (await _house.Datanets.Entries.ApplyAsync(_house.Owner, entry, EntryCommand.Decide(Verdict.Accept))).State);
        });
        var waiting = _house.Put(1, EntryState.Queued);
        var before = _house.Datanets.Datanets.Find(eve, _house.Id)!;
        Assert.Equal((Tier.T1, false, true), (_house.CardOf(eve).Tier, before.MayReview, before.MayQualify));

        for (var place = 0; place < 6; place++)
        {
            var known = (await _house.Review.NextAsync(eve, _house.Id, [])).Item!.KnownId;
            Assert.NotNull(known);
            Assert.True((await _house.AnswerAsync(eve, known, right: true)).IsRight);
        }

        Assert.Equal(Tier.T2, _house.CardOf(eve).Tier);
        Assert.Equal(waiting[0], (await _house.Review.NextAsync(eve, _house.Id, [])).Item?.Id);
    }

    [Fact]
    public async Task Test_IsForWhoeverHasTheEntries_AndOpensNothingElse()
    {
        await _house.MakeAsync(qualification: 6, PolicyPreset.OpenCrowd);
        await _house.MarkAsync(good: 4, other: 4);
        var newcomer = await JoinAsync("ivo");
        var known = _house.Datanets.People.House.Read(context => context.Gold.First().EntryId);

        Assert.False(_house.Datanets.Datanets.Find(newcomer, _house.Id)!.MayQualify);
        Assert.NotNull((await _house.Review.NextAsync(newcomer, _house.Id, [])).NextStep);
        Assert.Null(await _house.Desk.JudgeAsync(newcomer, _house.Id, new KnownBallot("key", known, Verdict.Accept)));
    }

    [Fact]
    public async Task OwnerAlone_Decides_AndThePageSaysWhy()
    {
        await _house.MakeAsync(qualification: 20, PolicyPreset.OpenCrowd);
        var eve = await JoinAsync("eve");
        Assert.Equal(1, _house.Datanets.Datanets.FewReviewers(_house.Datanets.Datanets.Find(eve, _house.Id)!));
        var entry = (await _house.Datanets.Entries.SubmitAsync(eve, _house.Id, DatanetsHouse.Numbered(++_number))).EntryId!;

        Assert.Equal(EntryState.Accepted, (await _house.Review.TakeAndVoteAsync(_house.Owner, new Ballot("alone", entry, Verdict.Accept, []))).State);

        await _house.ReviewerAsync("rita");
        Assert.Null(_house.Datanets.Datanets.FewReviewers(_house.Datanets.Datanets.Find(eve, _house.Id)!));
    }

    [Fact]
    public async Task Reviewers_AreCounted_WithThoseWhoEarnedIt_AndWithoutTheAuthor()
    {
        await _house.MakeAsync(qualification: 20, PolicyPreset.OpenCrowd);
        var (eve, rita) = (await JoinAsync("eve"), await _house.ReviewerAsync("rita"));
        Assert.Equal((2, 1), (Count(), Count(rita)));

        // Only how a card of such a tier begins is looked at.
        Assert.All(Enum.GetValues<Tier>(), tier => Assert.StartsWith(WhoReviews.CardBegin(tier), new MemberCard { Tier = tier }.Json(), StringComparison.Ordinal));
        Change(eve, card => card with { Tier = Tier.T2 });
        Assert.Equal((3, 2, 2), (Count(), Count(eve), Count(rita)));
        Change(eve, card => card with { Cluster = "home" });
        Change(rita, card => card with { Cluster = "home" });
        Assert.Equal((2, 1), (Count(), Count(rita)));
        Change(rita, card => card with { Cluster = null, IsPaused = true });
        Assert.Equal(2, Count());
    }

    private int Count(CurrentAccount? author = null) => _house.Datanets.People.House.Read(context =>
        WhoReviews.Count(context, _house.Id, ReviewPolicy.Default, author is null ? null : (author.Id, _house.CardOf(author).Cluster ?? author.Id), 5));

    private void Change(CurrentAccount person, Func<MemberCard, MemberCard> change) => _house.Datanets.People.House.Queue.Write(context =>
    {
        var member = context.DatanetMembers.Find(_house.Id, person.Id)!;
        member.Card = change(MemberCard.Read(member.Card)).Json();
    });

    private async Task<CurrentAccount> JoinAsync(string name)
    {
        var person = await _house.Datanets.EnterAsync(name);
        Assert.Null(await _house.Datanets.Members.JoinAsync(person, _house.Id));
        return person;
    }

    private async Task AcceptAsync(CurrentAccount reviewer, string entry)
    {
        var answer = await _house.Review.TakeAndVoteAsync(reviewer, new Ballot($"{reviewer.Id} {entry}", entry, Verdict.Accept, []));
        Assert.True(answer.IsDone, answer.Problem?.ToString());
    }

    /// <summary>Twenty-nine entries in seven days, each accepted on its day.</summary>
    private async Task ClimbAsync(CurrentAccount author, Func<string, Task> acceptAsync)
    {
        var reached = new List<Tier>();
        for (var day = 0; day < 7; day++)
        {
            for (var turn = 0; turn < (day == 0 ? 5 : 4); turn++)
            {
                _house.Datanets.People.Clock.Move(TimeSpan.FromSeconds(1));
                var answer = await _house.Datanets.Entries.SubmitAsync(author, _house.Id, DatanetsHouse.Numbered(++_number));
                Assert.Equal((null, EntryState.Queued), (answer.Problem?.ToString(), answer.State));
                await acceptAsync(answer.EntryId!);
            }

            reached.Add(_house.CardOf(author).Tier);
            _house.Datanets.People.Clock.Move(TimeSpan.FromDays(1));
        }

        Assert.Equal((Tier.T0, Tier.T1), (reached[0], reached[1]));
        Assert.Equal(29, _house.CardOf(author).Accepted);
    }
}
