using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Features.Datanets.Review;

namespace OpenLedger.Studio.Tests.Datanets.Known;

public sealed class KnownDeskTests : IDisposable
{
    private readonly KnownHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task TooFewItems_AskNothing()
    {
        await _house.MakeAsync();
        await _house.MarkAsync(good: 3, other: 2);
        var waiting = _house.Put(1, EntryState.Queued);
        var rita = await _house.ReviewerAsync("rita");

        var item = (await _house.Review.NextAsync(rita, _house.Id, [])).Item!;

        Assert.Equal((null, waiting[0]), (item.KnownId, item.Id));
        Assert.False(_house.Desk.StateOf(rita, _house.Datanets.Datanets.Find(rita, _house.Id)!).IsQualifying);
    }

    [Fact]
    public async Task NewReviewer_SeesKnownItemsFirst_AndEntriesAfterTheTest()
    {
        await _house.MakeAsync();
        await _house.MarkAsync(good: 4, other: 4);
        var waiting = _house.Put(1, EntryState.Queued);
        var rita = await _house.ReviewerAsync("rita");
        var seen = new List<string>();
        for (var place = 0; place < 6; place++)
        {
            var known = (await _house.Review.NextAsync(rita, _house.Id, [])).Item!;
            Assert.NotNull(known.KnownId);
            Assert.NotEqual(known.KnownId, known.Id);
            Assert.Equal((null, 0), (known.Before, known.Votes.Count));
            seen.Add(known.KnownId);
            Assert.True((await _house.AnswerAsync(rita, known.KnownId, right: true)).IsRight);
        }

        Assert.Equal(6, seen.Distinct().Count());
        Assert.Equal((6, 6), (_house.CardOf(rita).QualificationItems, _house.CardOf(rita).QualificationRight));
        Assert.Equal(waiting[0], (await _house.Review.NextAsync(rita, _house.Id, [])).Item!.Id);
        Assert.Equal(0, _house.Datanets.People.House.Read(context => context.Leases.Count(lease => lease.ReviewerId != rita.Id)));
    }

    [Fact]
    public async Task WhoErrsInTheTest_SeesThoseAgain_AndPasses()
    {
        await _house.MakeAsync();
        await _house.MarkAsync(good: 3, other: 3);
        _house.Put(1, EntryState.Queued);
        var rita = await _house.ReviewerAsync("rita");
        var answers = 0;
        while ((await _house.Review.NextAsync(rita, _house.Id, [])).Item!.KnownId is { } known)
        {
            Assert.True(answers < 20, "The test does not end.");
            var feedback = await _house.AnswerAsync(rita, known, right: answers >= 3);
            Assert.Equal((answers >= 3, "It is as the guidelines say."), (feedback.IsRight, feedback.Why));
            answers++;
        }

        // Three right answers and two of the three seen anew: five of six are 0.83.
        Assert.Equal(8, answers);
        Assert.Equal((6, 3), (_house.CardOf(rita).Reviewing.Known.Items, _house.CardOf(rita).Reviewing.Known.GoodRight + _house.CardOf(rita).Reviewing.Known.BadRight));
    }

    [Fact]
    public async Task ManyItems_AreMixedIn_AtThePolicysRate_AndTheDrawIsRepeatable()
    {
        await _house.MakeAsync(qualification: 0);
        await _house.MarkAsync(good: 30, other: 30);
        _house.Put(1, EntryState.Queued);
        var rita = await _house.ReviewerAsync("rita");
        var datanet = _house.Datanets.Datanets.Find(rita, _house.Id)!;
        var known = 0;
        for (var turn = 0; turn < 400; turn++)
        {
            _house.Datanets.People.House.Queue.Write(context =>
            {
                var member = context.DatanetMembers.Find(_house.Id, rita.Id)!;
                var card = _house.CardOf(rita);
                member.Card = (card with { Reviewing = card.Reviewing with { Turns = turn } }).Json();
            });
            var (one, other) = _house.Datanets.People.House.Read(context => (KnownItems.Draw(context, rita.Id, datanet, []).Item, KnownItems.Draw(context, rita.Id, datanet, []).Item));
            Assert.Equal(one?.EntryId, other?.EntryId);
            known += one is null ? 0 : 1;
        }

        // One in ten among the first fifty: of 400 draws 40, with a standard deviation of 6.
        Assert.InRange(known, 20, 60);
    }

    [Fact]
    public async Task Items_AreMixedIn_WhereTheirCategoryHasEnough()
    {
        await _house.MakeAsync(qualification: 0);
        await _house.MarkAsync(good: 30, other: 30);
        await _house.MarkAsync(good: 29, other: 29, "Weather");
        _house.Put(1, EntryState.Queued);
        var rita = await _house.ReviewerAsync("rita");
        var datanet = _house.Datanets.Datanets.Find(rita, _house.Id)!;

        // With each that is before her the draw is another one, and one in ten brings a known item.
        var drawn = Enumerable.Range(0, 150)
            .Select(turn => _house.Datanets.People.House.Read(context => KnownItems.Draw(context, rita.Id, datanet, [.. Enumerable.Range(0, turn).Select(place => $"x{place}")]).Item))
            .Where(item => item is not null).ToList();

        Assert.True(_house.Desk.StateOf(rita, datanet).Mixes);
        Assert.InRange(drawn.Count, 1, 40);
        Assert.All(drawn, item => Assert.Equal("Knots", item!.Category));
    }

    [Fact]
    public async Task OwnEntry_IsNoKnownItemForItsAuthor()
    {
        await _house.MakeAsync();
        var (rita, sam) = (await _house.ReviewerAsync("rita"), await _house.ReviewerAsync("sam"));
        Assert.Null(await _house.Shelf.MarkAsync(_house.Owner, _house.Id, _house.Put(1, EntryState.Declined, author: rita.Id)[0], "It is as the guidelines say."));
        await _house.MarkAsync(good: 5, other: 1);

        var datanet = _house.Datanets.Datanets.Find(rita, _house.Id)!;

        // Without hers there is one to hand back among six, and a test needs two.
        Assert.Equal((6, false), (_house.Desk.StateOf(rita, datanet).Pool.Count, _house.Desk.StateOf(rita, datanet).IsQualifying));
        Assert.Equal((7, true), (_house.Desk.StateOf(sam, datanet).Pool.Count, _house.Desk.StateOf(sam, datanet).IsQualifying));
    }

    [Fact]
    public async Task Curators_AndAnEmptyQueue_SeeNoKnownItem()
    {
        await _house.MakeAsync(qualification: 0);
        await _house.MarkAsync(good: 30, other: 30);
        var rita = await _house.ReviewerAsync("rita");
        for (var turn = 0; turn < 40; turn++)
        {
            var without = Enumerable.Range(0, turn).Select(place => $"x{place}").ToList();
            Assert.Null((await _house.Review.NextAsync(rita, _house.Id, without)).Item);
            Assert.Null((await _house.Review.NextAsync(_house.Owner, _house.Id, without)).Item);
        }
    }

    [Fact]
    public async Task Answer_SentTwice_CountsOnce_AndBadGoldIsTakenBack()
    {
        await _house.MakeAsync();
        await _house.MarkAsync(good: 3, other: 3);
        var rita = await _house.ReviewerAsync("rita");
        var known = (await _house.Review.NextAsync(rita, _house.Id, [])).Item!.KnownId!;
        var ballot = new KnownBallot("one key", known, _house.IsGood(known) ? Verdict.NeedsChanges : Verdict.Accept);

        await _house.Desk.JudgeAsync(rita, _house.Id, ballot);
        Assert.False((await _house.Desk.JudgeAsync(rita, _house.Id, ballot))!.IsRight);
        Assert.Equal((1, 1), (_house.CardOf(rita).Reviewing.Known.Items, _house.CardOf(rita).Reviewing.Turns));

        Assert.True(await _house.Desk.ContestAsync(rita, _house.Id, known));
        Assert.Equal((0, 0), (_house.CardOf(rita).Reviewing.Known.Items, _house.CardOf(rita).QualificationItems));
        Assert.False(_house.Shelf.All(_house.Owner, _house.Id)[0].Item.IsInUse);

        Assert.Null(await _house.Shelf.UpholdAsync(_house.Owner, _house.Id, known));
        Assert.Equal(1, _house.CardOf(rita).Reviewing.Known.Items);
    }

    [Fact]
    public async Task Marking_IsForCurators_OfDecidedEntries_WithAReason()
    {
        await _house.MakeAsync();
        var (decided, waiting) = (_house.Put(2, EntryState.Accepted), _house.Put(1, EntryState.Queued));
        var rita = await _house.ReviewerAsync("rita");

        Assert.NotNull(await _house.Shelf.MarkAsync(rita, _house.Id, decided[0], "Because."));
        Assert.NotNull(await _house.Shelf.MarkAsync(_house.Owner, _house.Id, decided[0], " "));
        Assert.NotNull(await _house.Shelf.MarkAsync(_house.Owner, _house.Id, waiting[0], "Because."));
        Assert.Null(await _house.Shelf.MarkAsync(_house.Owner, _house.Id, decided[0], "Because."));

        Assert.Equal(decided[1], Assert.Single(_house.Shelf.Candidates(_house.Owner, _house.Id, isGood: true, 0)).Row.Id);
        Assert.Empty(_house.Shelf.All(rita, _house.Id));
        Assert.False(await _house.Desk.ContestAsync(rita, _house.Id, decided[0]));
        Assert.Null(await _house.Shelf.TakeOutAsync(_house.Owner, _house.Id, decided[0]));
        Assert.Empty(_house.Shelf.All(_house.Owner, _house.Id));
    }

    [Fact]
    public async Task Calibration_ShowsWhereTheyDiffer_ByCategory_ToThemselves()
    {
        await _house.MakeAsync();
        await _house.MarkAsync(good: 4, other: 4);
        var (rita, sam) = (await _house.ReviewerAsync("rita"), await _house.ReviewerAsync("sam"));
        for (var place = 0; place < 6; place++)
        {
            await _house.AnswerAsync(rita, (await _house.Review.NextAsync(rita, _house.Id, [])).Item!.KnownId!, right: place > 0);
        }

        var card = _house.Desk.Calibration(rita, _house.Id)!;

        Assert.Equal((6, 1), (card.All.Items, card.Differences.Count));
        Assert.Equal("It is as the guidelines say.", card.Differences[0].Why);
        Assert.Equal("Knots", Assert.Single(card.Categories).Category);
        Assert.Equal(0, _house.Desk.Calibration(sam, _house.Id)!.All.Items);
        Assert.Null(_house.Desk.Calibration(await _house.Datanets.EnterAsync("eve"), _house.Id));
    }

    [Fact]
    public async Task CuratorsDecision_TellsReviewersHowTheyJudge()
    {
        await _house.MakeAsync(preset: PolicyPreset.OpenCrowd);
        var waiting = _house.Put(1, EntryState.Queued);
        var rita = await _house.ReviewerAsync("rita");
        _house.Datanets.People.House.Queue.Write(context =>
        {
            var member = context.DatanetMembers.Find(_house.Id, rita.Id)!;
            member.Card = (_house.CardOf(rita) with { Tier = Tier.T2 }).Json();
        });
        Assert.Equal(waiting[0], (await _house.Review.NextAsync(rita, _house.Id, [])).Item?.Id);
        var before = _house.CardOf(rita).Accuracy;
        Assert.True((await _house.Review.VoteAsync(rita, new Ballot("a", waiting[0], Verdict.Accept, []) { Taken = TimeSpan.FromMilliseconds(200) })).IsDone);
        await _house.Datanets.Entries.ApplyAsync(_house.Owner, waiting[0], new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });
        var reason = new ReasonGiven(ReasonCatalogue.For(Verdict.Decline).First().Code, Note: "Not about boats.");
        Assert.True((await _house.Review.VoteAsync(_house.Owner, new Ballot("b", waiting[0], Verdict.Decline, [reason], Decides: true))).IsDone);

        var reviewing = _house.CardOf(rita).Reviewing;

        Assert.Equal((1, 1.0, 0.0), (reviewing.Decided.Items, reviewing.Decided.BadSeen, reviewing.Decided.BadRight));
        Assert.True(reviewing.Accuracy.Mean < before);
        Assert.Equal(1, reviewing.HastyShare);
        Assert.Equal("Not about boats.", Assert.Single(_house.Desk.Calibration(rita, _house.Id)!.Differences).Why);
    }
}
