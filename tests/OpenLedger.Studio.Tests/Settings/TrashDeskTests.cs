using OpenLedger.Studio.Features.Settings;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Tests.Settings;

public sealed class TrashDeskTests : IDisposable
{
    private readonly SettingsHouse _house = new();

    private CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task DeletedThing_ComesBack_ForItsOwner_AndIsNotThereForOthers()
    {
        var (bob, eve) = (await _house.People.EnterAsync("Bob", Roles.Trainer), await _house.People.EnterAsync("Eve", Roles.Trainer));
        Delete("one", bob.Id);

        Assert.Empty(_house.Trash.All(eve));
        Assert.NotNull(await _house.Trash.RestoreAsync(eve, StorageKinds.Runs, "one", Cancellation));
        Assert.NotNull(await _house.Trash.RemoveAsync(eve, StorageKinds.Runs, "one", Cancellation));
        Assert.Single(_house.Trash.All(bob));
        Assert.Null(await _house.Trash.RestoreAsync(bob, StorageKinds.Runs, "one", Cancellation));

        Assert.Equal("one", Assert.Single(_house.Shelf.Standing).Id);
        Assert.Equal(["trash.restore Runs"], _house.People.AuditLines());
    }

    [Fact]
    public async Task Thing_RestsThirtyDays_AndThenGoes()
    {
        var bob = await _house.People.EnterAsync("Bob", Roles.Trainer);
        Delete("old", bob.Id);
        _house.People.Clock.Move(TimeSpan.FromDays(1));
        Delete("young", bob.Id);

        _house.People.Clock.Move(TimeSpan.FromDays(29) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await _house.Trash.SweepAsync(_house.People.Clock.GetUtcNow(), Cancellation));
        _house.People.Clock.Move(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await _house.Trash.SweepAsync(_house.People.Clock.GetUtcNow(), Cancellation));

        Assert.Equal("young", Assert.Single(_house.Shelf.Resting).Id);
    }

    [Fact]
    public async Task Days_AreASetting_ThatCountsAtOnce()
    {
        var ann = await _house.People.EnterAsync("Ann", Roles.Admin);
        Delete("one", ann.Id);
        _house.People.Clock.Move(TimeSpan.FromDays(3));
        await _house.Settings.ChangeAsync(ann.Id, KeepSettings.TrashDays, "2");

        Assert.Equal(1, await _house.Trash.SweepAsync(_house.People.Clock.GetUtcNow(), Cancellation));
    }

    [Fact]
    public async Task WhatCannotGo_StaysInTheTrash_AndSaysWhy()
    {
        var bob = await _house.People.EnterAsync("Bob", Roles.Trainer);
        Delete("one", bob.Id);
        Delete("two", bob.Id);
        _house.Shelf.Refusal = new Sentence("It goes.");

        Assert.Equal(_house.Shelf.Refusal, await _house.Trash.EmptyAsync(bob, Cancellation));
        Assert.Equal(2, _house.Shelf.Resting.Count);
        _house.Shelf.Refusal = null;
        Assert.Null(await _house.Trash.EmptyAsync(bob, Cancellation));
        Assert.Empty(_house.Shelf.Resting);
    }

    private void Delete(string id, string owner) => _house.Shelf.Resting.Add(new TrashedThing(id, $"Run {id}", owner, _house.People.Clock.GetUtcNow(), 1_000));
}
