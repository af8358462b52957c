using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>What sets take on the disk: their examples in the store, and the rows that were kept aside.</summary>
internal sealed class DatasetStorage(IDbContextFactory<StudioContext> contexts, WriteQueue queue, DatasetRemoval removal, TimeProvider clock) : IStorageTenant
{
    public string Kind => StorageKinds.Datasets;

    public Sentence Clearing => new("The set goes into the trash. Runs that learned from it keep their own copy.");

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation)
    {
        using var context = contexts.CreateDbContext();
        var rows = context.Datasets.AsNoTracking().Where(row => row.DeletedAt == null)
            .Select(row => new { row.Id, row.Name, row.OwnerId, Bytes = context.Examples.Where(example => example.DatasetId == row.Id).Sum(example => (long)example.Content.Length) })
            .ToList();
        return [.. rows.Select(row => new StoredThing(row.Id, row.Name, row.OwnerId, row.Bytes + FolderSize.Of(removal.FolderOf(row.Id) ?? string.Empty, cancellation)) { Link = $"/data/{row.Id}" })];
    }

    public Task<Sentence?> ClearAsync(string id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return queue.WriteAsync(
            context =>
            {
                if (context.Datasets.FirstOrDefault(row => row.Id == id && row.DeletedAt == null) is { } row)
                {
                    row.DeletedAt = now;
                }

                return (Sentence?)null;
            },
            cancellation);
    }
}
