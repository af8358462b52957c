using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Features.Runs.Sharing;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Runs.Sharing;

public sealed class RunArchiverTests
{
    private static readonly Trainer Never = (_, _, _) => throw new InvalidOperationException("Nothing is trained here.");

    [Fact]
    public async Task Runs_ThatNobodyTouches_AreArchived_AndComeBackWithOneClick()
    {
        using var house = new RunsHouse(Never);
        var (stale, shared, waiting, trial) = (house.Wish("stale"), house.Wish("shared"), house.Wish("waiting"), house.Wish("trial"));
        house.Book.Update(stale, card => card with { State = RunState.Finished });
        house.Book.Update(shared, card => card with { State = RunState.Finished, IsShared = true });
        house.Book.Update(trial, card => card with { State = RunState.Finished, TuningId = "search" });
        var clock = new ManualClock();
        clock.Move(TimeProvider.System.GetUtcNow() - clock.GetUtcNow() + TimeSpan.FromDays(89));
        using var archiver = new RunArchiver(house.Book, house.Services.GetRequiredService<StudioSettings>(), clock, NullLogger<RunArchiver>.Instance);

        Assert.Equal(0, await archiver.SweepAsync(TestContext.Current.CancellationToken));
        clock.Move(TimeSpan.FromDays(2));
        Assert.Equal(1, await archiver.SweepAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await archiver.SweepAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["stale"], house.Desk.All(house.Me).Where(run => run.ArchivedAt is not null).Select(run => run.Title));
        Assert.True(house.Folders.Exists(stale));
        Assert.True(await house.Desk.BringBackAsync(stale, house.Me));
        Assert.Null(house.Desk.Find(stale, house.Me)!.ArchivedAt);
        Assert.Equal(RunState.Waiting, house.StateOf(waiting));
    }

    [Fact]
    public async Task Zero_ArchivesNothing()
    {
        using var house = new RunsHouse(Never, settings: new Dictionary<string, string?> { [RunSettings.ArchiveDays.Key] = "0" });
        house.Book.Update(house.Wish(), card => card with { State = RunState.Failed, CreatedAt = DateTimeOffset.UnixEpoch, QueuedAt = DateTimeOffset.UnixEpoch });
        using var archiver = new RunArchiver(house.Book, house.Services.GetRequiredService<StudioSettings>(), TimeProvider.System, NullLogger<RunArchiver>.Instance);

        Assert.Equal(0, await archiver.SweepAsync(TestContext.Current.CancellationToken));
    }
}
