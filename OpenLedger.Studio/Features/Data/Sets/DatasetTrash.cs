using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>Deleted sets, which rest for some days.</summary>
internal sealed class DatasetTrash(IDbContextFactory<StudioContext> contexts, WriteQueue queue, DatasetRemoval removal) : ITrashKeeper
{
    public string Kind => StorageKinds.Datasets;

    public IReadOnlyList<TrashedThing> All()
    {
        using var context = contexts.CreateDbContext();
        return
        [
            .. context.Datasets.AsNoTracking().Where(row => row.DeletedAt != null)
                .Select(row => new TrashedThing(
                    row.Id, row.Name, row.OwnerId, row.DeletedAt!.Value, context.Examples.Where(example => example.DatasetId == row.Id).Sum(example => (long)example.Content.Length))),
        ];
    }

    public Task<Sentence?> RestoreAsync(string id, CancellationToken cancellation) => queue.WriteAsync(
        context =>
        {
            if (context.Datasets.FirstOrDefault(row => row.Id == id && row.DeletedAt != null) is { } row)
            {
                row.DeletedAt = null;
            }

            return (Sentence?)null;
        },
        cancellation);

    public async Task<Sentence?> RemoveAsync(string id, CancellationToken cancellation)
    {
        bool rests;
        using (var context = contexts.CreateDbContext())
        {
            rests = context.Datasets.Any(row => row.Id == id && row.DeletedAt != null);
        }

        if (rests)
        {
            await removal.RemoveAsync(id);
        }

        return null;
    }
}
