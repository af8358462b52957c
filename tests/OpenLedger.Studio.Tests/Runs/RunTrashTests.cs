using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using RunFolder = OpenLedger.Training.Runs.RunFolder;

namespace OpenLedger.Studio.Tests.Runs;

public sealed class RunTrashTests : IDisposable
{
    private readonly RunsHouse _house = new((_, _, _) => RunsHouse.Outcome);

    private ITrashKeeper Trash => _house.Services.GetServices<ITrashKeeper>().Single(keeper => keeper.Kind == StorageKinds.Runs);

    private IStorageTenant Tenant(string kind) => _house.Services.GetServices<IStorageTenant>().Single(tenant => tenant.Kind == kind);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task DeletedRun_RestsInTheTrash_AndComesBack()
    {
        var id = _house.Wish("Bellmar");
        Assert.True(await _house.Desk.DeleteAsync(id, _house.Me));

        var thing = Assert.Single(Trash.All());
        Assert.Equal((id.Value, "Bellmar", _house.Me.Id), (thing.Id, thing.Name, thing.OwnerId));
        Assert.True(thing.Bytes > 0);
        Assert.Empty(Tenant(StorageKinds.Runs).All(default));

        Assert.Null(await Trash.RestoreAsync(id.Value, default));
        Assert.Equal("Bellmar", _house.Desk.Find(id, _house.Me)?.Title);
        Assert.Empty(Trash.All());
    }

    [Fact]
    public async Task DeletedRun_RemovedForGood_LeavesNeitherRowNorFolder_AndOtherRunsStay()
    {
        var (gone, stays) = (_house.Wish("one"), _house.Wish("two"));
        await _house.Desk.DeleteAsync(gone, _house.Me);

        Assert.Null(await Trash.RemoveAsync(gone.Value, default));
        Assert.Null(await Trash.RemoveAsync(stays.Value, default));

        Assert.False(Directory.Exists(_house.Folders.PathOf(gone)));
        Assert.Null(_house.Book.Find(gone));
        Assert.NotNull(_house.Book.Find(stays));
    }

    [Fact]
    public async Task Storage_ShowsRuns_AndClearsTheStatesOfFinishedOnesOnly()
    {
        var (finished, waiting) = (_house.Wish("one"), _house.Wish("two"));
        _house.Train(finished);
        foreach (var id in new[] { finished, waiting })
        {
            var folder = new RunFolder(_house.Folders.PathOf(id));
            Directory.CreateDirectory(folder.CheckpointFolder);
            await File.WriteAllBytesAsync(folder.Checkpoint, new byte[1_000], TestContext.Current.CancellationToken);
        }

        var thing = Assert.Single(Tenant(StorageKinds.Checkpoints).All(default));
        Assert.Equal((finished.Value, 1_000), (thing.Id, thing.Bytes));
        Assert.Null(await Tenant(StorageKinds.Checkpoints).ClearAsync(finished.Value, default));
        Assert.Null(await Tenant(StorageKinds.Checkpoints).ClearAsync(waiting.Value, default));

        Assert.False(Directory.Exists(new RunFolder(_house.Folders.PathOf(finished)).CheckpointFolder));
        Assert.True(File.Exists(new RunFolder(_house.Folders.PathOf(waiting)).Checkpoint));
        Assert.Equal(2, Tenant(StorageKinds.Runs).All(default).Count);
    }

    [Fact]
    public async Task Storage_ClearsARunIntoTheTrash_ButNotTheOneThatTrains()
    {
        var (rests, trains) = (_house.Wish("one"), _house.Wish("two"));
        _house.Book.Update(trains, card => card with { State = RunState.Running });

        Assert.Null(await Tenant(StorageKinds.Runs).ClearAsync(rests.Value, default));
        Assert.NotNull(await Tenant(StorageKinds.Runs).ClearAsync(trains.Value, default));

        Assert.Equal(rests.Value, Assert.Single(Trash.All()).Id);
    }
}
