using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Settings;

/// <summary>A feature's things, in memory: some stand, some rest in the trash.</summary>
internal sealed class Shelf : IStorageTenant, ITrashKeeper
{
    public List<StoredThing> Standing { get; } = [];

    public List<TrashedThing> Resting { get; } = [];

    public Sentence? Refusal { get; set; }

    public string Kind => StorageKinds.Runs;

    public Sentence Clearing { get; } = new Sentence("It goes.");

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation) => [.. Standing];

    public IReadOnlyList<TrashedThing> All() => [.. Resting];

    public Task<Sentence?> ClearAsync(string id, CancellationToken cancellation) => Take(() => Standing.RemoveAll(thing => thing.Id == id));

    public Task<Sentence?> RestoreAsync(string id, CancellationToken cancellation) => Take(() =>
    {
        Standing.AddRange(Resting.Where(thing => thing.Id == id).Select(thing => new StoredThing(thing.Id, thing.Name, thing.OwnerId, thing.Bytes)));
        Resting.RemoveAll(thing => thing.Id == id);
    });

    public Task<Sentence?> RemoveAsync(string id, CancellationToken cancellation) => Take(() => Resting.RemoveAll(thing => thing.Id == id));

    private Task<Sentence?> Take(Action change)
    {
        if (Refusal is null)
        {
            change();
        }

        return Task.FromResult(Refusal);
    }
}
