namespace OpenLedger.Studio.Shell;

/// <summary>What files that are arriving, or wait to be used, take on the disk.</summary>
internal sealed class UploadStorage(UploadStore store) : IStorageTenant
{
    public string Kind => StorageKinds.Uploads;

    public Sentence Clearing => new Sentence("It is given up: whoever brings it begins anew. Forgotten ones are removed by themselves after a day.");

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation) =>
        [.. store.All().Select(row => new StoredThing(row.Id, row.FileName, row.OwnerId, FolderSize.Of(store.PathOf(row), cancellation)))];

    public async Task<Sentence?> ClearAsync(string id, CancellationToken cancellation)
    {
        if (store.All().FirstOrDefault(row => row.Id == id) is { } row)
        {
            await store.RemoveAsync(row);
        }

        return null;
    }
}
