using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>Deleted models: they come back until their days are over.</summary>
internal sealed class ModelTrash(ModelBook book) : ITrashKeeper
{
    public string Kind => StorageKinds.Models;

    public IReadOnlyList<TrashedThing> All() =>
        [.. book.All().Where(row => row.DeletedAt is not null).Select(row => new TrashedThing(row.Id, row.Name, row.OwnerId ?? string.Empty, row.DeletedAt!.Value, FolderSize.Of(row.Folder)))];

    public async Task<Sentence?> RestoreAsync(string id, CancellationToken cancellation)
    {
        await book.RestoreAsync(id);
        return null;
    }

    public async Task<Sentence?> RemoveAsync(string id, CancellationToken cancellation)
    {
        if (book.All().FirstOrDefault(row => row.Id == id && row.DeletedAt is not null) is not { } row)
        {
            return null;
        }

        // The row last: what is half removed stays in the trash and is removed again.
        return FolderCopy.TryRemove(row.Folder) is { } problem ? problem : await ForgetAsync(id);
    }

    private async Task<Sentence?> ForgetAsync(string id)
    {
        await book.RemoveAsync(id);
        return null;
    }
}

/// <summary>Deleted adapters.</summary>
internal sealed class AdapterTrash(AdapterBook book) : ITrashKeeper
{
    public string Kind => StorageKinds.Adapters;

    public IReadOnlyList<TrashedThing> All() =>
        [.. book.All().Where(row => row.DeletedAt is not null).Select(row => new TrashedThing(row.Id, row.Name, row.OwnerId, row.DeletedAt!.Value, FolderSize.Of(row.Folder)))];

    public async Task<Sentence?> RestoreAsync(string id, CancellationToken cancellation)
    {
        await book.RestoreAsync(id);
        return null;
    }

    public async Task<Sentence?> RemoveAsync(string id, CancellationToken cancellation)
    {
        if (book.Find(id) is not { DeletedAt: not null } row)
        {
            return null;
        }

        if (FolderCopy.TryRemove(row.Folder) is { } problem)
        {
            return problem;
        }

        await book.RemoveAsync(id);
        return null;
    }
}
