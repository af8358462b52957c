using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;

namespace OpenLedger.Studio.Tests.Datanets.Flow;

/// <summary>Tiers that come and go with time alone, and what other Datanets say.</summary>
public sealed class TierSweepTests : IDisposable
{
    private readonly DatanetsHouse _house = new();
    private int _number;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Tier_ComesWithTheFirstDay_AndGoesWithTheYears()
    {
        var (owner, omar) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var id = await _house.MakeAsync(owner, PolicyPreset.OpenCrowd);
        await _house.Members.JoinAsync(omar, id);
        await AcceptAsync(owner, omar, id, 3);
        Assert.Equal((0, Tier.T0), (await SweepAfterAsync(TimeSpan.FromHours(1)), TierOf(id, omar)));

        Assert.Equal((1, Tier.T1), (await SweepAfterAsync(TimeSpan.FromDays(1)), TierOf(id, omar)));
        Assert.Equal(0, await SweepAfterAsync(TimeSpan.FromMinutes(1)));

        Assert.Equal((1, Tier.T0), (await SweepAfterAsync(TimeSpan.FromDays(1_500)), TierOf(id, omar)));
    }

    [Fact]
    public async Task OtherDatanets_GiveAFirstImpression_AndOnesOwnNone()
    {
        var (owner, omar) = (await _house.EnterAsync("vera"), await _house.EnterAsync("omar"));
        var (first, second, own) = (await _house.MakeAsync(owner, PolicyPreset.OpenCrowd), await _house.MakeAsync(owner, PolicyPreset.OpenCrowd), await _house.MakeAsync(omar));
        for (var entry = 0; entry < 3; entry++)
        {
            Assert.Equal(EntryState.Accepted, (await _house.Entries.SubmitAsync(omar, own, DatanetsHouse.Numbered(++_number))).State);
        }

        await _house.Members.JoinAsync(omar, first);
        Assert.Null(_house.Members.CardOf(first, omar.Id).Elsewhere);
        await AcceptAsync(owner, omar, first, 4);

        await _house.Members.JoinAsync(omar, second);
        Assert.Equal(1.4 / 2.4, MeanIn(second), 0.001);

        await AcceptAsync(owner, omar, first, 1);
        await SweepAfterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1.5 / 2.5, MeanIn(second), 0.001);

        double MeanIn(string id) => _house.Members.CardOf(id, omar.Id).ReputationAt(_house.People.Clock.GetUtcNow()).Mean;
    }

    private Tier TierOf(string id, CurrentAccount person) => _house.Members.CardOf(id, person.Id).Tier;

    private async Task<int> SweepAfterAsync(TimeSpan span)
    {
        _house.People.Clock.Move(span);
        return (await _house.Sweep.SweepAsync(TestContext.Current.CancellationToken)).Moved;
    }

    private async Task AcceptAsync(CurrentAccount owner, CurrentAccount author, string id, int count)
    {
        for (var entry = 0; entry < count; entry++)
        {
            var answer = await _house.Entries.SubmitAsync(author, id, DatanetsHouse.Numbered(++_number));
            Assert.True(answer.IsDone, answer.Problem?.ToString());
            await _house.Entries.ApplyAsync(owner, answer.EntryId!, new EntryCommand(CommandKind.Escalate) { Note = "I look at it." });
            Assert.Equal(EntryState.Accepted, (await _house.Entries.ApplyAsync(owner, answer.EntryId!, EntryCommand.Decide(Verdict.Accept))).State);
        }
    }
}
