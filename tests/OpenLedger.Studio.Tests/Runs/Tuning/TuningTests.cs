using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Features.Runs.Tuning;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Training;

namespace OpenLedger.Studio.Tests.Runs.Tuning;

/// <summary>Searches in the studio, from the wish to the run that is kept.</summary>
public class TuningTests
{
    private static double BestRate => TuningHouse.Space.Draw(9, 1).MinBy(settings => FakeTrials.LossOf(settings.LearningRate, FakeTrials.Steps))!.LearningRate;

    [Fact]
    public async Task Search_KeepsTheBest_AsARunLikeAnyOther()
    {
        var trials = new FakeTrials();
        using var house = new TuningHouse(trials);
        await house.Runs.StartAsync();

        var id = house.Start();
        await house.EndOf(id);

        var card = house.Card(id);
        Assert.Equal(TuningState.Finished, card.State);
        Assert.Equal([9, 3, 2], Enumerable.Range(1, 3).Select(rungs => card.Trials.Count(trial => trial.Losses.Count >= rungs)));
        Assert.True(RunId.TryParse(card.BestRun, out var best));
        var kept = house.Runs.Desk.Find(best, house.Runs.Me)!;
        Assert.Equal(("Bellmar, best settings", RunState.Finished, null, id), (kept.Title, kept.State, kept.TuningId, kept.FoundBy));
        Assert.NotNull(kept.Judgement);
        Assert.Equal(BestRate, house.Runs.Desk.WishOf(best)!.LearningRate);
        Assert.Equal(2, house.Runs.Desk.WishOf(best)!.LoraAlpha / house.Runs.Desk.WishOf(best)!.R);
        Assert.True(File.Exists(house.Runs.Folders.FileOf(best, "data-1.jsonl")));
        Assert.Equal("Bellmar", Assert.Single(house.Runs.Desk.DataOf(best)).Name);
        Assert.All(house.Runs.Book.OfTuning(id), run => Assert.True(run.State is RunState.Stopped or RunState.Finished));
        AssertNothingTwice(house, card);
        Assert.Contains(TuningStory.Of(card), sentence => sentence.ToString().Contains("trial 1", StringComparison.Ordinal));
        await house.Runs.StopAsync();
    }

    [Fact]
    public async Task Search_WhoseStudioIsKilled_GoesOn_AndFindsTheSame()
    {
        using var folder = new TemporaryFolder();
        string id;
        var stuck = new FakeTrials();
        var steps = 0;
        stuck.Before = (_, _, cancellation) =>
        {
            if (++steps > 13)
            {
                cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
            }
        };
        using (var killed = new TuningHouse(stuck, folder))
        {
            await killed.Runs.StartAsync();
            id = killed.Start();
            await Eventually.True(() => Volatile.Read(ref steps) > 13);
            await killed.Runs.StopAsync();
            foreach (var run in killed.Runs.Book.OfTuning(id).Where(run => run.State == RunState.Waiting))
            {
                killed.Runs.Book.Update(RunDesk.IdOf(run), waiting => waiting with { State = RunState.Running, Attempts = 1 });
            }
        }

        using var house = new TuningHouse(new FakeTrials(), folder);
        await house.Runs.StartAsync();
        await house.EndOf(id);

        var card = house.Card(id);
        Assert.Equal((TuningState.Finished, BestRate), (card.State, card.Search.Best!.Settings.LearningRate));
        Assert.Equal([9, 3, 2], Enumerable.Range(1, 3).Select(rungs => card.Trials.Count(trial => trial.Losses.Count >= rungs)));
        AssertNothingTwice(house, card);
        await house.Runs.StopAsync();
    }

    [Fact]
    public async Task OthersRuns_GetTheirTurn_BetweenTwoTrials()
    {
        var trials = new FakeTrials();
        using var gate = new ManualResetEventSlim();
        trials.Before = (_, _, _) => gate.Wait(TimeSpan.FromSeconds(20), CancellationToken.None);
        using var house = new TuningHouse(trials);
        var vera = house.Runs.Person("vera", Roles.Trainer);
        await house.Runs.StartAsync();
        var id = house.Start();
        await Eventually.True(() => trials.Turns.Count == 1);

        var hers = house.Runs.Wish("Vera's", vera);
        Assert.Single(house.Runs.Book.OfTuning(id), run => run.IsActive);
        gate.Set();
        await house.EndOf(id);

        Assert.Equal(hers.Value, trials.Turns[1]);
        await house.Runs.StopAsync();
    }

    [Fact]
    public async Task Pause_LetsTheSearchRest_AndStop_KeepsTheBestSoFar()
    {
        var trials = new FakeTrials();
        var seen = 0;
        trials.Before = (_, _, cancellation) =>
        {
            if (++seen == 6)
            {
                cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
            }
        };
        using var house = new TuningHouse(trials);
        await house.Runs.StartAsync();
        var id = house.Start();
        await Eventually.True(() => Volatile.Read(ref seen) == 6);

        Assert.True(await house.Desk.PauseAsync(id, house.Runs.Me));
        await Eventually.True(() => house.Runs.Book.OfTuning(id).All(run => !run.IsActive));
        Assert.Equal(TuningState.Paused, house.Card(id).State);
        var turns = trials.Turns.Count;
        Assert.True(await house.Desk.GoOnAsync(id, house.Runs.Me));
        await Eventually.True(() => trials.Turns.Count > turns);
        await house.Desk.StopAsync(id, house.Runs.Me);
        await house.EndOf(id);

        var card = house.Card(id);
        Assert.Equal(TuningState.Finished, card.State);
        Assert.True(RunId.TryParse(card.BestRun, out var best));
        Assert.Null(house.Runs.Desk.Find(best, house.Runs.Me)!.TuningId);
        AssertNothingTwice(house, card);
        await house.Runs.StopAsync();
    }

    [Fact]
    public async Task Trial_PausedOnItsOwnPage_PausesTheSearch()
    {
        var trials = new FakeTrials { Before = (_, _, cancellation) => cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(20)) };
        using var house = new TuningHouse(trials);
        await house.Runs.StartAsync();
        var id = house.Start();
        await Eventually.True(() => house.Runs.Book.OfTuning(id).Any(run => run.State == RunState.Running));

        await house.Runs.Desk.PauseAsync(RunDesk.IdOf(house.Runs.Book.OfTuning(id)[0]), house.Runs.Me);

        await Eventually.True(() => house.Card(id).State == TuningState.Paused);
        await house.Runs.StopAsync();
    }

    [Fact]
    public async Task Trials_ThatBreakOff_AreLeftOut_AndASearchOfOnlySuchSaysWhy()
    {
        var trials = new FakeTrials { Before = (recipe, _, _) => { if (recipe.LearningRate > 2e-3) { throw new TrainingException("It broke."); } } };
        using var house = new TuningHouse(trials);
        await house.Runs.StartAsync();

        var some = house.Start();
        await house.EndOf(some);
        Assert.Equal(TuningState.Finished, house.Card(some).State);
        Assert.Equal(house.Card(some).Trials.Where(trial => trial.Settings.LearningRate > 2e-3).Select(trial => trial.Number), house.Card(some).Trials.Where(trial => trial.IsDropped).Select(trial => trial.Number));

        trials.Before = (_, _, _) => throw new TrainingException("Nothing works.");
        var none = house.Start();
        await house.EndOf(none);
        Assert.Equal((TuningState.Failed, "Nothing works."), (house.Card(none).State, house.Card(none).Problem));
        await house.Runs.StopAsync();
    }

    [Fact]
    public async Task Search_OutOfTime_EndsWithWhatItHas()
    {
        var trials = new FakeTrials { Before = (_, _, _) => Thread.SpinWait(200_000) };
        using var house = new TuningHouse(trials);
        await house.Runs.StartAsync();

        var id = house.Start(TuningHouse.Wish(budget: 0.05));
        await house.EndOf(id);

        var card = house.Card(id);
        Assert.Contains(card.Trials, trial => trial.Starts == 0);
        Assert.InRange(card.Search.Spent, 0, 1);
        await house.Runs.StopAsync();
    }

    [Fact]
    public async Task DeletedSearch_RestsInTheTrashWithItsTrials_AndItsBestRunStays()
    {
        using var house = new TuningHouse(new FakeTrials());
        await house.Runs.StartAsync();
        var id = house.Start();
        await house.EndOf(id);
        var trash = house.Runs.Services.GetServices<ITrashKeeper>().ToDictionary(keeper => keeper.Kind);

        Assert.True(await house.Desk.DeleteAsync(id, house.Runs.Me));
        Assert.Single(house.Runs.Desk.All(house.Runs.Me));
        Assert.Equal((1, 0), (trash[StorageKinds.Searches].All().Count, trash[StorageKinds.Runs].All().Count));

        await trash[StorageKinds.Searches].RestoreAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(9, house.Runs.Desk.All(house.Runs.Me).Count);
        Assert.NotNull(house.Desk.Find(id, house.Runs.Me));

        await house.Desk.DeleteAsync(id, house.Runs.Me);
        await trash[StorageKinds.Searches].RemoveAsync(id, TestContext.Current.CancellationToken);
        Assert.Empty(house.Runs.Book.Trash());
        Assert.Single(house.Runs.Folders.All());
        Assert.False(Directory.Exists(house.Book.PathOf(id)));
        await house.Runs.StopAsync();
    }

    [Fact]
    public async Task Search_TakesSpaceWithItsTrials_WhichAreNoRunsBeside_AndCanGo()
    {
        using var house = new TuningHouse(new FakeTrials());
        await house.Runs.StartAsync();
        var tenants = house.Runs.Services.GetServices<IStorageTenant>().ToDictionary(tenant => tenant.Kind);
        IReadOnlyList<StoredThing> Kept(string kind) => tenants[kind].All(TestContext.Current.CancellationToken);
        var id = house.Start();
        Assert.NotNull(Kept(StorageKinds.Searches).Single().Stays);
        Assert.NotNull(await tenants[StorageKinds.Searches].ClearAsync(id, TestContext.Current.CancellationToken));
        await house.EndOf(id);

        var search = Kept(StorageKinds.Searches).Single();
        var trials = house.Runs.Book.OfTuning(id).Sum(run => house.Runs.Folders.SizeOf(RunDesk.IdOf(run)));
        Assert.True(trials > 0 && search.Bytes > trials, $"{search.Bytes} of {trials}");
        Assert.Equal((house.Card(id).BestRun, null), (Kept(StorageKinds.Runs).Single().Id, search.Stays));

        Assert.Null(await tenants[StorageKinds.Searches].ClearAsync(id, TestContext.Current.CancellationToken));
        Assert.Empty(Kept(StorageKinds.Searches));
        Assert.Single(house.Runs.Services.GetServices<ITrashKeeper>().Single(keeper => keeper.Kind == StorageKinds.Searches).All());
        Assert.Single(Kept(StorageKinds.Runs));
        await house.Runs.StopAsync();
    }

    [Fact]
    public async Task Search_CountsAsOneRun_AndIsNobodyElses()
    {
        using var house = new TuningHouse(new FakeTrials(), settings: new Dictionary<string, string?> { ["Studio:RunsPerPersonPerDay"] = "2" });
        var (vera, ada) = (house.Runs.Person("vera", Roles.Trainer), house.Runs.Person("ada", Roles.Trainer));
        await house.Runs.StartAsync();
        var id = house.Start(by: vera);
        await house.EndOf(id);

        Assert.NotNull((await house.Runs.Desk.StartAsync(RunsHouse.Asked("second"), vera)).Id);
        Assert.Contains("2 runs", (await house.Desk.StartAsync(TuningHouse.Wish(), vera)).Problem!.ToString(), StringComparison.Ordinal);
        Assert.Null(house.Desk.Find(id, ada));
        Assert.False(await house.Desk.DeleteAsync(id, ada));
        Assert.Null((await house.Desk.StartAsync(TuningHouse.Wish(), house.Runs.Person("eve", Roles.Viewer))).Id);
        await house.Runs.StopAsync();
    }

    /// <summary>Every trial went on from its checkpoint: no step of it was made twice.</summary>
    private static void AssertNothingTwice(TuningHouse house, TuningCard card)
    {
        foreach (var run in house.Desk.RunsOf(card).Values)
        {
            var log = File.ReadAllText(house.Runs.Folders.FileOf(RunDesk.IdOf(run), "fake-log.txt")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(step => int.Parse(step, CultureInfo.InvariantCulture));
            Assert.Equal(Enumerable.Range(1, run.Step), log);
        }
    }
}
