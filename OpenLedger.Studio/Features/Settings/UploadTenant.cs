using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>Files that arrived, or are arriving, and that nothing has taken yet.</summary>
internal sealed class UploadTenant(IDbContextFactory<StudioContext> contexts, Uploads uploads, TimeProvider clock) : IStorageTenant
{
    private static readonly TimeSpan Arriving = TimeSpan.FromMinutes(2);

    public string Kind => StorageKinds.Uploads;

    public Sentence Clearing { get; } = new Sentence("The file is removed for good. What was made of it stays.");

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        using var context = contexts.CreateDbContext();
        return [.. context.Uploads.AsNoTracking().AsEnumerable().Select(row => new StoredThing(row.Id, row.FileName, row.OwnerId, row.Received)
        {
            Stays = now - row.TouchedAt < Arriving ? new Sentence("It is arriving now.") : null,
        })];
    }

    public async Task<Sentence?> ClearAsync(string id, CancellationToken cancellation)
    {
        if (All(cancellation).FirstOrDefault(upload => upload.Id == id)?.OwnerId is { } owner)
        {
            await uploads.RemoveAsync(owner, id);
        }

        return null;
    }
}
