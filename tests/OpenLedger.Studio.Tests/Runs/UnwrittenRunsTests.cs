using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Store;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>The disk that holds runs and database is full: what the store refuses to take is not lost, and a page says it meanwhile.</summary>
public sealed class UnwrittenRunsTests
{
    [Fact]
    public async Task End_ThatTheStoreRefuses_CountsAtOnce_AndIsWrittenWhenThereIsRoom()
    {
        StoreDamage? damage = null;
        RunsHouse? broken = null;
        using var house = new RunsHouse((_, _, _) =>
        {
            damage = StoreDamage.OfRuns(FileOf(broken!));
            throw new IOException("No space left on device");
        });
        broken = house;
        RunCard? told = null;
        house.Feed.HasEnded += card => told = card;
        var id = house.Wish();

        house.Train(id);

        var worker = WorkerOf(house);
        Assert.False(await worker.TryAsync());
        var card = house.Desk.Find(id, house.Me)!;
        Assert.Equal((RunState.Failed, RunFailure.DiskFull, RunState.Running), (card.State, card.Failure, StoredState(house, id)));
        Assert.Equal(RunState.Failed, told!.State);
        Assert.NotNull(card.EndedAt);
        Assert.Equal(RunState.Failed, Assert.Single(house.Desk.All(house.Me)).State);
        Assert.Empty(house.Desk.Line(house.Me));

        damage!.Dispose();

        Assert.True(await worker.TryAsync());
        Assert.Equal(RunState.Failed, StoredState(house, id));
        Assert.Equal(card.EndedAt, house.Desk.Find(id, house.Me)!.EndedAt);
        Assert.Empty(house.Services.GetRequiredService<UnwrittenRuns>().Ends);
    }

    [Fact]
    public async Task RunThatGoesOn_AfterItsEndWasRefused_IsNotEndedAgain()
    {
        StoreDamage? damage = null;
        RunsHouse? broken = null;
        using var house = new RunsHouse((_, _, _) =>
        {
            if (damage is not null)
            {
                return RunsHouse.Outcome;
            }

            damage = StoreDamage.OfRuns(FileOf(broken!));
            throw new IOException("No space left on device");
        });
        broken = house;
        var id = house.Wish();
        house.Train(id);
        damage!.Dispose();

        Assert.Null((await house.Desk.GoOnAsync(id, house.Me)).Problem);
        Assert.Equal(RunState.Waiting, StoredState(house, id));
        house.Book.Update(id, card => card with { State = RunState.Running });
        Assert.Equal(RunState.Running, house.StateOf(id));

        Assert.True(await WorkerOf(house).TryAsync());
        house.Train(id);
        Assert.Equal(RunState.Finished, StoredState(house, id));
    }

    [Fact]
    public async Task Beginning_ThatTheStoreRefuses_IsTriedAgain()
    {
        using var house = new RunsHouse((_, _, _) => RunsHouse.Outcome);
        await house.StartAsync();
        var unwritten = house.Services.GetRequiredService<UnwrittenRuns>();
        RunId id;
        using (StoreDamage.OfRuns(FileOf(house)))
        {
            id = house.Wish();
            await Eventually.True(() => unwritten.Beginnings.Contains(id));
            Assert.Equal(RunState.Waiting, house.StateOf(id));
        }

        Assert.True(await WorkerOf(house).TryAsync());

        await Eventually.True(() => house.StateOf(id) == RunState.Finished);
        Assert.Empty(unwritten.Beginnings);
        await house.StopAsync();
    }

    private static string FileOf(RunsHouse house) => house.Services.GetRequiredService<DataFolder>().Database;

    private static UnwrittenWorker WorkerOf(RunsHouse house) => house.Services.GetServices<IHostedService>().OfType<UnwrittenWorker>().Single();

    private static RunState StoredState(RunsHouse house, RunId id)
    {
        using var context = house.Services.GetRequiredService<IDbContextFactory<StudioContext>>().CreateDbContext();
        return Enum.Parse<RunState>(context.Runs.Single(run => run.Id == id.Value).State);
    }
}
