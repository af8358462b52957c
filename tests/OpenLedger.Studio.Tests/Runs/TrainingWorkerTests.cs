using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.Runs;

public class TrainingWorkerTests
{
    private static readonly Trainer UntilStopped = (folder, progress, cancellation) =>
    {
        progress.Report(At(3));
        cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
        cancellation.ThrowIfCancellationRequested();
        throw new InvalidOperationException("Nobody stopped the run.");
    };

    [Fact]
    public async Task Wish_IsTrained_AndItsScoresAreKept()
    {
        using var house = new RunsHouse((folder, progress, _) =>
        {
            progress.Report(At(20));
            return RunsHouse.Outcome;
        });
        await house.StartAsync();

        var id = house.Wish();

        await Eventually.True(() => house.StateOf(id) == RunState.Finished);
        var card = house.Desk.Find(id, house.Me)!;
        Assert.Equal((34, 93, 20), (card.After!.NewRight, card.Before!.KeptRight, card.Step));
        Assert.True(File.Exists(house.Folders.FileOf(id, "wish.json")));
        Assert.Null(house.Desk.ProgressOf(id));
        await house.StopAsync();
    }

    [Fact]
    public async Task Runs_TrainOneAfterTheOther_InTheOrderOfTheirWishes()
    {
        var order = new List<string>();
        using var house = new RunsHouse((folder, _, _) =>
        {
            lock (order)
            {
                order.Add(Path.GetFileName(folder));
            }

            return RunsHouse.Outcome;
        });
        RunId[] ids = [house.Wish("one"), house.Wish("two"), house.Wish("three")];

        await house.StartAsync();

        await Eventually.True(() => ids.All(id => house.StateOf(id) == RunState.Finished));
        Assert.Equal(ids.Select(id => id.Value), order);
        await house.StopAsync();
    }

    [Fact]
    public async Task Stop_ByAPerson_KeepsTheRunStopped_UntilItIsAskedToGoOn()
    {
        using var house = new RunsHouse(UntilStopped);
        await house.StartAsync();
        var id = house.Wish();
        await Eventually.True(() => house.Desk.ProgressOf(id)?.Step == 3);

        await house.Desk.StopAsync(id, house.Me);

        await Eventually.True(() => house.StateOf(id) == RunState.Stopped);
        Assert.Equal(3, house.Desk.Find(id, house.Me)!.Step);
        await house.Desk.GoOnAsync(id, house.Me);
        await Eventually.True(() => house.StateOf(id) == RunState.Running);
        await house.StopAsync();
    }

    [Fact]
    public async Task StopOfTheStudio_LeavesTheRunWaiting_SoThatItGoesOnAtTheNextStart()
    {
        using var house = new RunsHouse(UntilStopped);
        await house.StartAsync();
        var id = house.Wish();
        await Eventually.True(() => house.StateOf(id) == RunState.Running);

        await house.StopAsync();

        Assert.Equal(RunState.Waiting, house.StateOf(id));
    }

    [Fact]
    public async Task RunThatWasTraining_WhenTheStudioWasKilled_GoesOnByItself()
    {
        using var folder = new TemporaryFolder();
        RunId id;
        using (var killed = new RunsHouse((_, _, _) => RunsHouse.Outcome, folder))
        {
            id = killed.Wish();
            killed.Book.Update(id, card => card with { State = RunState.Running, Attempts = 1 });
        }

        using var house = new RunsHouse((_, _, _) => RunsHouse.Outcome, folder);
        await house.StartAsync();

        await Eventually.True(() => house.StateOf(id) == RunState.Finished);
        await house.StopAsync();
    }

    [Fact]
    public void RunThatEndsTheStudioAgainAndAgain_IsNotTriedForEver()
    {
        using var house = new RunsHouse((_, _, _) => throw new InvalidOperationException("It must not be tried again."));
        var id = house.Wish();
        house.Book.Update(id, card => card with { State = RunState.Running, Attempts = 5 });

        house.Train(id);

        var card = house.Desk.Find(id, house.Me)!;
        Assert.Equal(RunState.Failed, card.State);
        Assert.Contains("smaller batch size", card.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problem_OfOneRun_IsTold_AndTheNextGetsItsTurn()
    {
        var tries = 0;
        using var house = new RunsHouse((_, _, _) => Interlocked.Increment(ref tries) switch
        {
            1 => throw new TrainingException("entries.jsonl, row 3: the answer is missing. Write one."),
            2 => throw new InvalidOperationException("broken"),
            _ => RunsHouse.Outcome,
        });
        RunId[] ids = [house.Wish(), house.Wish(), house.Wish()];
        await house.StartAsync();

        await Eventually.True(() => house.StateOf(ids[2]) == RunState.Finished);

        Assert.Equal("entries.jsonl, row 3: the answer is missing. Write one.", house.Desk.Find(ids[0], house.Me)!.Problem);
        Assert.Contains("did not expect", house.Desk.Find(ids[1], house.Me)!.Problem, StringComparison.Ordinal);
        await house.StopAsync();
    }

    [Fact]
    public async Task Pause_GivesTheTrainerToTheNext_AndTheRunGoesOnAtTheEndOfTheLine()
    {
        var trains = new List<string>();
        using var house = new RunsHouse((folder, progress, cancellation) =>
        {
            lock (trains)
            {
                trains.Add(Path.GetFileName(folder));
            }

            return trains.Count == 1 ? UntilStopped(folder, progress, cancellation) : RunsHouse.Outcome;
        });
        await house.StartAsync();
        var paused = house.Wish("paused");
        await Eventually.True(() => house.Desk.ProgressOf(paused)?.Step == 3);
        var next = house.Wish("next");

        Assert.True(await house.Desk.PauseAsync(paused, house.Me));

        await Eventually.True(() => house.StateOf(next) == RunState.Finished);
        Assert.Equal(RunState.Paused, house.StateOf(paused));
        Assert.Null((await house.Desk.GoOnAsync(paused, house.Me)).Problem);
        await Eventually.True(() => house.StateOf(paused) == RunState.Finished);
        Assert.Equal([paused.Value, next.Value, paused.Value], trains);
        Assert.Equal(
            [RunEventKind.Queued, RunEventKind.Started, RunEventKind.Paused, RunEventKind.Queued, RunEventKind.Started, RunEventKind.Finished],
            house.Desk.EventsOf(paused).Select(line => line.Kind));
        await house.StopAsync();
    }

    [Fact]
    public async Task Line_KeepsItsOrder_OverARestart()
    {
        using var folder = new TemporaryFolder();
        RunId[] ids;
        using (var first = new RunsHouse((_, _, _) => RunsHouse.Outcome, folder))
        {
            ids = [first.Wish("one"), first.Wish("two"), first.Wish("three")];
            Assert.True(await first.Desk.MoveAsync(ids[2], forward: true, first.Me));
            Assert.True(await first.Desk.MoveAsync(ids[2], forward: true, first.Me));
        }

        var order = new List<string>();
        using var house = new RunsHouse(
            (run, _, _) =>
            {
                lock (order)
                {
                    order.Add(Path.GetFileName(run));
                }

                return RunsHouse.Outcome;
            },
            folder);
        await house.StartAsync();

        await Eventually.True(() => ids.All(id => house.StateOf(id) == RunState.Finished));
        Assert.Equal([ids[2].Value, ids[0].Value, ids[1].Value], order);
        await house.StopAsync();
    }

    [Fact]
    public async Task Move_WhileAnotherTrains_ChangesWhoIsNext()
    {
        using var gate = new ManualResetEventSlim();
        var order = new List<string>();
        using var house = new RunsHouse((run, _, _) =>
        {
            lock (order)
            {
                order.Add(Path.GetFileName(run));
            }

            gate.Wait(TimeSpan.FromSeconds(20), CancellationToken.None);
            return RunsHouse.Outcome;
        });
        await house.StartAsync();
        RunId[] ids = [house.Wish("one"), house.Wish("two"), house.Wish("three")];
        await Eventually.True(() => house.StateOf(ids[0]) == RunState.Running);

        Assert.True(await house.Desk.MoveAsync(ids[2], forward: true, house.Me));
        gate.Set();

        await Eventually.True(() => ids.All(id => house.StateOf(id) == RunState.Finished));
        Assert.Equal([ids[0].Value, ids[2].Value, ids[1].Value], order);
        await house.StopAsync();
    }

    [Fact]
    public async Task Failures_AreCalledByTheirCause()
    {
        using var house = new RunsHouse((folder, _, _) => throw (Path.GetFileName(folder).Length > 0 ? new IOException("No space left on device") : new InvalidOperationException()));
        var id = house.Wish();
        await house.StartAsync();

        await Eventually.True(() => house.StateOf(id) == RunState.Failed);

        var card = house.Desk.Find(id, house.Me)!;
        Assert.Equal(RunFailure.DiskFull, card.Failure);
        Assert.Contains("Make room", card.Problem, StringComparison.Ordinal);
        Assert.Contains("No space left", card.ProblemDetail, StringComparison.Ordinal);
        await house.StopAsync();
    }

    [Fact]
    public async Task RunStoppedOrDeletedWhileItWaits_IsNotTrained()
    {
        var trained = new List<string>();
        using var house = new RunsHouse((folder, _, _) =>
        {
            trained.Add(Path.GetFileName(folder));
            return RunsHouse.Outcome;
        });
        RunId[] ids = [house.Wish(), house.Wish(), house.Wish()];
        await house.Desk.StopAsync(ids[0], house.Me);
        Assert.True(await house.Desk.DeleteAsync(ids[1], house.Me));

        await house.StartAsync();

        await Eventually.True(() => house.StateOf(ids[2]) == RunState.Finished);
        Assert.Equal([ids[2].Value], trained);
        Assert.Equal(RunState.Stopped, house.StateOf(ids[0]));
        Assert.Null(house.StateOf(ids[1]));
        await house.StopAsync();
    }

    private static RunProgress At(int step) => new(RunPhase.Training, step, 20, 1, 1e-3, 1, 1000, null, TimeSpan.FromSeconds(1), null);
}
