using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Models;

/// <summary>The rows of the adapters outside runs; every change stands in the audit log.</summary>
internal sealed class AdapterBook(IDbContextFactory<StudioContext> contexts, WriteQueue queue, AuditLog audit, DataFolder data, TimeProvider clock)
{
    public IReadOnlyList<AdapterRow> All()
    {
        using var context = contexts.CreateDbContext();
        var rows = context.Adapters.AsNoTracking().OrderBy(adapter => adapter.Name).ToList();

        // Relative to the data folder, so that it can be moved.
        rows.ForEach(row => row.Folder = Path.GetFullPath(row.Folder, data.Adapters));
        return rows;
    }

    public AdapterRow? Find(string id) => All().FirstOrDefault(row => row.Id == id);

    public bool IsTaken(string id)
    {
        using var context = contexts.CreateDbContext();
        return context.Adapters.AsNoTracking().Any(adapter => adapter.Id == id);
    }

    public Task AddAsync(AdapterRow row) => queue.WriteAsync(context =>
    {
        context.Adapters.Add(row);
        audit.Write(context, row.OwnerId, "adapter.import", row.Id, row.ModelId);
    });

    public Task RenameAsync(string accountId, string id, string name) => ChangeAsync(accountId, "adapter.rename", id, row => row.Name = name);

    public Task ShareAsync(string accountId, string id, bool isShared) => ChangeAsync(accountId, isShared ? "adapter.share" : "adapter.unshare", id, row => row.IsShared = isShared);

    public Task DeleteAsync(string? accountId, string id)
    {
        var now = clock.GetUtcNow();
        return ChangeAsync(accountId, "adapter.delete", id, row => row.DeletedAt ??= now);
    }

    public Task RestoreAsync(string id) => ChangeAsync(null, "adapter.restore", id, row => row.DeletedAt = null);

    /// <summary>Forgets an adapter that rests in the trash.</summary>
    public Task RemoveAsync(string id) => queue.WriteAsync(context =>
    {
        if (context.Adapters.Find(id) is { DeletedAt: not null } row)
        {
            context.Adapters.Remove(row);
            audit.Write(context, null, "adapter.remove", id);
        }
    });

    private Task ChangeAsync(string? accountId, string action, string id, Action<AdapterRow> change) => queue.WriteAsync(context =>
    {
        if (context.Adapters.Find(id) is { } row)
        {
            change(row);
            audit.Write(context, accountId, action, id);
        }
    });
}
