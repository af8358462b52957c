using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Trust;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Features.Datanets.Review;
using OpenLedger.Studio.Tests.Datanets.Known;

namespace OpenLedger.Studio.Tests.Datanets.Releases;

/// <summary>What a manifest says of the reviews behind it: no more than is known.</summary>
public sealed class ReleaseQualityTests : IDisposable
{
    private readonly KnownHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Quality_WhereNothingWasMeasured_IsNotSaid()
    {
        await _house.MakeAsync();

        Assert.Null(_house.Datanets.People.House.Read(context => ReleaseQuality.Of(context, _house.Id)));
    }

    [Fact]
    public async Task FirstAnswersToKnownItems_AreTheGoldAccuracy()
    {
        await _house.MakeAsync();
        await _house.MarkAsync(good: 3, other: 3);
        var rita = await _house.ReviewerAsync("rita");
        var known = _house.Datanets.People.House.Read(context => context.Gold.Select(item => item.EntryId).ToList());
        for (var place = 0; place < 4; place++)
        {
            await _house.AnswerAsync(rita, known[place], right: place > 0);
        }

        // What is seen again says what somebody has learned, and contested items say nothing.
        await _house.AnswerAsync(rita, known[0], right: true);
        Assert.Equal(0.75, Quality().GoldAccuracy);
        Assert.True(await _house.Desk.ContestAsync(rita, _house.Id, known[0]));
        Assert.Equal((1.0, null, null), (Quality().GoldAccuracy, Quality().SpotCheckErrorRate, Quality().Ci95));
    }

    [Fact]
    public async Task SecondLooks_AtTrustedAuthorsEntries_AreTheErrorRate()
    {
        await _house.MakeAsync(preset: PolicyPreset.OpenCrowd);
        var (rita, sam, omar) = (await _house.ReviewerAsync("rita"), await _house.ReviewerAsync("sam"), await _house.Datanets.EnterAsync("omar"));
        await _house.Datanets.Members.JoinAsync(omar, _house.Id);
        _house.Datanets.People.House.Queue.Write(context =>
        {
            var (row, member) = (context.Datanets.Find(_house.Id)!, context.DatanetMembers.Find(_house.Id, omar.Id)!);
            var card = DatanetCard.Read(row.Card);
            row.Card = (card with { Policy = PolicyJson.Text(card.Rules with { SpotCheckT3 = 1 }) }).Json();
            var before = Enumerable.Range(0, 200).Select(entry => new ContributorOutcome($"before {entry}", OutcomeKind.Accepted, member.Since)).ToList();
            member.Card = (MemberCard.Read(member.Card) with { Tier = Tier.T3, Outcomes = before, Accepted = before.Count, FinallyDecided = before.Count }).Json();
        });
        await VoteAsync(1, (rita, Verdict.Accept), (sam, Verdict.Accept));
        var declined = await VoteAsync(2, (rita, Verdict.Accept), (sam, Verdict.Decline));
        await _house.Datanets.Entries.ApplyAsync(_house.Owner, declined, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });
        await _house.Datanets.Entries.ApplyAsync(_house.Owner, declined, EntryCommand.Decide(Verdict.Decline, new ReasonGiven(ReasonCatalogue.For(Verdict.Decline).First().Code)));
        await VoteAsync(3, (rita, Verdict.Accept));

        // One of two; what waits for its second look says nothing yet.
        var quality = Quality();
        Assert.Equal((null, 0.5), (quality.GoldAccuracy, quality.SpotCheckErrorRate));
        Assert.InRange(quality.Ci95!.Value, 0.3, 0.5);

        async Task<string> VoteAsync(int number, params (CurrentAccount Reviewer, Verdict Verdict)[] votes)
        {
            var entry = (await _house.Datanets.Entries.SubmitAsync(omar, _house.Id, DatanetsHouse.Numbered(number))).EntryId!;
            foreach (var (reviewer, verdict) in votes)
            {
                ReasonGiven[] reasons = verdict == Verdict.Accept ? [] : [new ReasonGiven(ReasonCatalogue.For(verdict).First().Code)];
                var answer = await _house.Review.TakeAndVoteAsync(reviewer, new Ballot($"{reviewer.Id} {entry}", entry, verdict, reasons));
                Assert.True(answer.IsDone, answer.Problem?.ToString());
            }

            return entry;
        }
    }

    private OpenLedger.Datanets.Releases.ManifestQuality Quality() => _house.Datanets.People.House.Read(context => ReleaseQuality.Of(context, _house.Id))!;
}
