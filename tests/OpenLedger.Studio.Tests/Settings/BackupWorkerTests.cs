using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using OpenLedger.Studio.Features.Settings;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Backups;
using OpenLedger.Studio.Tests.Store;

namespace OpenLedger.Studio.Tests.Settings;

public sealed class BackupWorkerTests : IDisposable
{
    private readonly SettingsHouse _house = new();
    private readonly BackupWorker _worker;
    private readonly BackupDesk _desk;

    public BackupWorkerTests()
    {
        _worker = new BackupWorker(_house.People.House.Data, _house.Settings, _house.People.Audit, _house.People.Clock, NullLogger<BackupWorker>.Instance);
        _desk = new BackupDesk(_worker, _house.People.House.Data, _house.People.Audit);
    }

    private CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _worker.Dispose();
        _house.Dispose();
    }

    [Theory]
    [InlineData("2026-03-02 03:00", null, true)]
    [InlineData("2026-03-02 02:59", "2026-03-01 03:00", false)]
    [InlineData("2026-03-02 03:00", "2026-03-01 03:00", true)]
    [InlineData("2026-03-02 03:10", "2026-03-02 03:00", false)]
    [InlineData("2026-03-02 12:00", "2026-02-20 03:00", true)]
    [InlineData("2026-03-02 01:00", "2026-02-28 03:00", true)]
    public void NightlyBackup_IsDueOncePerNight_AndLaterIfTheComputerWasOff(string now, string? last, bool isDue) =>
        Assert.Equal(isDue, BackupWorker.IsDue(At(now), 3, last is null ? null : At(last)));

    [Fact]
    public async Task Backups_AreMadeAndFoundWhole_AndOldOnesGo()
    {
        var ann = await _house.People.EnterAsync("Ann", Roles.Admin);
        await _house.Settings.ChangeAsync(ann.Id, KeepSettings.BackupsKept, "2");
        for (var i = 0; i < 3; i++)
        {
            _house.People.Clock.Move(TimeSpan.FromHours(1));
            await _worker.MakeAsync(new BackupWish(ann.Id, WithFiles: false), Cancellation);
        }

        var backups = _desk.All(ann);

        Assert.Null(_worker.State.Problem);
        Assert.Equal(2, backups.Count);
        Assert.Equal(BackupWriting.NameAt(_house.People.Clock.GetUtcNow()), backups[0].Name);
        Assert.Null(await _desk.CheckAsync(ann, backups[0].Name, Cancellation));
        Assert.Equal(3, _house.People.AuditLines().Count(line => line == "backup.make"));
    }

    [Fact]
    public async Task BackupThatFilledTheDisk_IsMade_AndTheNextComes()
    {
        var ann = await _house.People.EnterAsync("Ann", Roles.Admin);
        await _worker.StartAsync(Cancellation);
        using (StoreDamage.OfAudit(_house.People.House.Data.Database))
        {
            await MadeAsync(ann.Id);
        }

        _house.People.Clock.Move(TimeSpan.FromHours(1));
        await MadeAsync(ann.Id);

        await Eventually.True(() => _house.People.AuditLines().Contains("backup.make"));
        Assert.Equal(2, _desk.All(ann).Count);
        Assert.False(_worker.ExecuteTask!.IsCompleted);
        await _worker.StopAsync(Cancellation);

        async Task MadeAsync(string accountId)
        {
            _worker.Wish(new BackupWish(accountId, WithFiles: false));
            await Eventually.True(() => !_worker.State.IsWorking);
            Assert.Null(_worker.State.Problem);
            Assert.Equal(_house.People.Clock.GetUtcNow(), _worker.State.MadeAt);
        }
    }

    [Fact]
    public async Task FailedBackup_LeavesTheOnesBefore_AndSaysWhy()
    {
        var ann = await _house.People.EnterAsync("Ann", Roles.Admin);
        await _worker.MakeAsync(new BackupWish(ann.Id, WithFiles: false), Cancellation);
        _house.People.Clock.Move(TimeSpan.FromHours(1));

        // A place where it cannot be put: a folder lies there already.
        Directory.CreateDirectory(Path.Combine(_house.People.House.Data.Backups, BackupWriting.NameAt(_house.People.Clock.GetUtcNow())));
        await _worker.MakeAsync(new BackupWish(ann.Id, WithFiles: false), Cancellation);

        Assert.Contains("could not be made", _worker.State.Problem, StringComparison.Ordinal);
        Assert.False(_worker.State.IsWorking);
        Assert.Null(await _desk.CheckAsync(ann, Assert.Single(_desk.All(ann)).Name, Cancellation));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_house.People.House.Data.Backups), path => Path.GetFileName(path).StartsWith('.'));
    }

    [Fact]
    public async Task WhoIsNoAdmin_SeesTakesAndMakesNone()
    {
        var (ann, bob) = (await _house.People.EnterAsync("Ann", Roles.Admin), await _house.People.EnterAsync("Bob", Roles.Trainer));
        await _worker.MakeAsync(new BackupWish(ann.Id, WithFiles: false), Cancellation);
        var name = Assert.Single(_desk.All(ann)).Name;

        Assert.Empty(_desk.All(bob));
        Assert.NotNull(_desk.Make(bob, withFiles: true));
        Assert.NotNull(await _desk.DeleteAsync(bob, name));
        Assert.Null(await _desk.TakeAsync(bob, name));
        Assert.Null(await _desk.TakeAsync(ann, "../studio.db"));
        Assert.NotNull(await _desk.TakeAsync(ann, name));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
