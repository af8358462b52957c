using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Shell;

/// <summary>
/// The files that are arriving: a row each, and its bytes in <c>data/uploads/{Id}</c>. What the row says was received is on the disk;
/// what lies beyond it, after a stop at the wrong moment, does not count.
/// </summary>
internal sealed class UploadStore(DataFolder data, IDbContextFactory<StudioContext> contexts, WriteQueue queue, TimeProvider clock, ILogger<UploadStore> logger)
{
    private const string IdForm = "N";

    public string PathOf(UploadRow row) => Path.Combine(data.Uploads, row.Id);

    public async Task<UploadRow> AddAsync(string ownerId, string purpose, string name, long length)
    {
        var now = clock.GetUtcNow();
        var row = new UploadRow { Id = Guid.NewGuid().ToString(IdForm), OwnerId = ownerId, Purpose = purpose, FileName = name, Length = length, CreatedAt = now, TouchedAt = now };
        await queue.WriteAsync(context => context.Uploads.Add(row));
        return row;
    }

    /// <summary>Somebody's own upload; null where there is none of this id, or it is another's.</summary>
    public UploadRow? Find(string ownerId, string id)
    {
        if (!Guid.TryParseExact(id, IdForm, out _))
        {
            return null;
        }

        using var context = contexts.CreateDbContext();
        var row = context.Uploads.AsNoTracking().FirstOrDefault(upload => upload.Id == id && upload.OwnerId == ownerId);
        if (row is not null)
        {
            var file = new FileInfo(PathOf(row));
            row.Received = Math.Min(row.Received, file.Exists ? file.Length : 0);
        }

        return row;
    }

    public IReadOnlyList<UploadRow> All()
    {
        using var context = contexts.CreateDbContext();
        return context.Uploads.AsNoTracking().ToList();
    }

    public Task KeepAsync(UploadRow row, long received)
    {
        var (id, now) = (row.Id, clock.GetUtcNow());
        return queue.WriteAsync(context =>
        {
            if (context.Uploads.Find(id) is { } kept)
            {
                (kept.Received, kept.TouchedAt) = (received, now);
            }
        });
    }

    public async Task RemoveAsync(UploadRow row)
    {
        var id = row.Id;
        await queue.WriteAsync(context =>
        {
            if (context.Uploads.Find(id) is { } gone)
            {
                context.Uploads.Remove(gone);
            }
        });
        TryRemove(PathOf(row));
    }

    /// <summary>Removes files that belong to no upload any more.</summary>
    public void RemoveStrays()
    {
        var known = All().Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(data.Uploads).Where(file => !known.Contains(Path.GetFileName(file))))
        {
            TryRemove(file);
        }
    }

    private void TryRemove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(exception, "{File} could not be removed; it is tried again within the hour", file);
        }
    }
}
