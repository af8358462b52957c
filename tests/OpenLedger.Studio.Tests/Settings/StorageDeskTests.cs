using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Tests.Settings;

public sealed class StorageDeskTests : IDisposable
{
    private const long Mega = 1_000_000;

    private readonly SettingsHouse _house = new();

    private CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Space_IsToldPerThingAndPerson_TheTrashToo_AndToOthersOnlyTheirOwn()
    {
        var (ann, bob) = (await _house.People.EnterAsync("Ann", Roles.Admin), await _house.People.EnterAsync("Bob", Roles.Trainer));
        Keep("small", bob.Id, 1);
        Keep("big", bob.Id, 5);
        Keep("hers", ann.Id, 2);
        _house.Shelf.Resting.Add(new TrashedThing("gone", "Gone", bob.Id, default, 3 * Mega));

        var all = _house.Storage.Measure(ann, Cancellation);
        var his = _house.Storage.Measure(bob, Cancellation);

        Assert.Equal(["big", "gone", "hers", "small"], all.Entries.Select(entry => entry.Thing.Id));
        Assert.Equal([("Bob", 9 * Mega), ("Ann", 2 * Mega)], all.People);
        Assert.Equal(11 * Mega, all.Bytes);
        Assert.DoesNotContain(his.Entries, entry => entry.Thing.OwnerId != bob.Id);
        Assert.True(all.DiskFree > 0 && all.DiskTotal >= all.DiskFree);
    }

    [Fact]
    public async Task Clearing_IsForTheOwnerAndAdmins_AndNotForWhatMustStay()
    {
        var (bob, eve) = (await _house.People.EnterAsync("Bob", Roles.Trainer), await _house.People.EnterAsync("Eve", Roles.Trainer));
        Keep("one", bob.Id, 1);
        _house.Shelf.Standing.Add(new StoredThing("busy", "Busy", bob.Id, Mega) { Stays = new Sentence("It goes.") });
        _house.Shelf.Standing.Add(new StoredThing("house", "House", null, Mega));

        Assert.Contains("not here", (await _house.Storage.ClearAsync(eve, StorageKinds.Runs, "one", Cancellation))?.Text, StringComparison.Ordinal);
        Assert.Contains("not here", (await _house.Storage.ClearAsync(bob, StorageKinds.Runs, "house", Cancellation))?.Text, StringComparison.Ordinal);
        Assert.Equal("It goes.", (await _house.Storage.ClearAsync(bob, StorageKinds.Runs, "busy", Cancellation))?.Text);
        Assert.Null(await _house.Storage.ClearAsync(bob, StorageKinds.Runs, "one", Cancellation));

        Assert.Equal(["busy", "house"], _house.Shelf.Standing.Select(thing => thing.Id));
        Assert.Equal(["storage.clear Runs"], _house.People.AuditLines());
    }

    [Fact]
    public async Task DiskQuota_HoldsForPeople_NotForAdmins_AndCanBeAnothersOwn()
    {
        var (ann, bob, eve) = (await _house.People.EnterAsync("Ann", Roles.Admin), await _house.People.EnterAsync("Bob", Roles.Trainer), await _house.People.EnterAsync("Eve", Roles.Trainer));
        Keep("bobs", bob.Id, 8);
        Keep("eves", eve.Id, 8);
        Assert.Null(_house.Quotas.DiskProblem(bob.Id, long.MaxValue / 2));

        await _house.Settings.ChangeAsync(ann.Id, QuotaSettings.Disk, "10");
        await _house.Settings.ChangeAsync(ann.Id, QuotaSettings.Disk, "100", eve.Id);

        Assert.Null(_house.Quotas.DiskProblem(bob.Id, 2 * Mega));
        Assert.Equal("This needs 2 MB, and 8 MB of your 10 MB of disk space are used. Clear something under Storage, or ask an admin for more.", _house.Quotas.DiskProblem(bob.Id, (2 * Mega) + 1)?.ToString());
        Assert.Null(_house.Quotas.DiskProblem(eve.Id, 50 * Mega));
        Assert.Null(_house.Quotas.DiskProblem(ann.Id, 500 * Mega));
    }

    [Fact]
    public async Task ExamplesQuota_CountsAllSetsOfAPerson_ButNotThoseInTheTrash()
    {
        var (ann, bob) = (await _house.People.EnterAsync("Ann", Roles.Admin), await _house.People.EnterAsync("Bob", Roles.Trainer));
        await _house.Settings.ChangeAsync(ann.Id, QuotaSettings.Examples, "100");
        _house.People.House.Queue.Write(context => context.Datasets.AddRange(
            new DatasetRow { Id = "a", OwnerId = bob.Id, Name = "A", Kind = "Chat", Rows = 60 },
            new DatasetRow { Id = "b", OwnerId = bob.Id, Name = "B", Kind = "Chat", Rows = 60, DeletedAt = _house.People.Clock.GetUtcNow() },
            new DatasetRow { Id = "c", OwnerId = ann.Id, Name = "C", Kind = "Chat", Rows = 60 }));

        Assert.Null(_house.Quotas.ExamplesProblem(bob.Id, 40));
        Assert.Contains("60 of the 100", _house.Quotas.ExamplesProblem(bob.Id, 41)?.ToString(), StringComparison.Ordinal);
    }

    private void Keep(string id, string owner, int megabytes) => _house.Shelf.Standing.Add(new StoredThing(id, $"Run {id}", owner, megabytes * Mega));
}
