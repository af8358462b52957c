using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>What the models that were added take on the disk.</summary>
internal sealed class ModelStorage(ModelBook book, RunDesk runs, TrashRest rest) : IStorageTenant
{
    public string Kind => StorageKinds.Models;

    public Sentence Clearing => new Sentence("{0} Runs and adapters of it stay, but cannot be used until it is back.", rest.Told);

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation) =>
        [.. book.All().Where(row => row.DeletedAt is null).Select(row => new StoredThing(row.Id, row.Name, row.OwnerId, FolderSize.Of(row.Folder, cancellation))
        {
            Link = $"/models/{Uri.EscapeDataString(row.Id)}",
            Stays = Stays(row.Id),
        })];

    public async Task<Sentence?> ClearAsync(string id, CancellationToken cancellation)
    {
        if (Stays(id) is { } reason)
        {
            return reason;
        }

        await book.DeleteAsync(null, id);
        return null;
    }

    private Sentence? Stays(string id) => runs.ActiveOn(id) is > 0 and var active ? ModelSentences.InUse(active) : null;
}

/// <summary>What imported adapters take on the disk.</summary>
internal sealed class AdapterStorage(AdapterBook book, TrashRest rest) : IStorageTenant
{
    public string Kind => StorageKinds.Adapters;

    public Sentence Clearing => rest.Told;

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation) =>
        [.. book.All().Where(row => row.DeletedAt is null).Select(row => new StoredThing(row.Id, row.Name, row.OwnerId, FolderSize.Of(row.Folder, cancellation))
        {
            Link = $"/models/{Uri.EscapeDataString(row.ModelId)}",
        })];

    public async Task<Sentence?> ClearAsync(string id, CancellationToken cancellation)
    {
        await book.DeleteAsync(null, id);
        return null;
    }
}
