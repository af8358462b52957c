using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Models;

/// <summary>The rows of the models that were added; every change stands in the audit log.</summary>
internal sealed class ModelBook(IDbContextFactory<StudioContext> contexts, WriteQueue queue, AuditLog audit, DataFolder data, TimeProvider clock)
{
    public IReadOnlyList<ModelRow> All()
    {
        using var context = contexts.CreateDbContext();
        var rows = context.Models.AsNoTracking().OrderBy(model => model.Name).ToList();

        // Relative to the data folder, so that it can be moved.
        rows.ForEach(row => row.Folder = Path.GetFullPath(row.Folder, data.Models));
        return rows;
    }

    public bool IsTaken(string id)
    {
        using var context = contexts.CreateDbContext();
        return context.Models.AsNoTracking().Any(model => model.Id == id);
    }

    public Task AddAsync(ModelRow row) => queue.WriteAsync(context =>
    {
        context.Models.Add(row);
        audit.Write(context, row.OwnerId, "model.add", row.Id, row.Origin);
    });

    public Task RenameAsync(string accountId, string id, string name) => ChangeAsync(accountId, "model.rename", id, row => row.Name = name);

    public Task DeleteAsync(string? accountId, string id)
    {
        var now = clock.GetUtcNow();
        return ChangeAsync(accountId, "model.delete", id, row => row.DeletedAt ??= now);
    }

    public Task RestoreAsync(string id) => ChangeAsync(null, "model.restore", id, row => row.DeletedAt = null);

    /// <summary>Forgets a model that rests in the trash.</summary>
    public Task RemoveAsync(string id) => queue.WriteAsync(context =>
    {
        if (context.Models.Find(id) is { DeletedAt: not null } row)
        {
            context.Models.Remove(row);
            audit.Write(context, null, "model.remove", id);
        }
    });

    private Task ChangeAsync(string? accountId, string action, string id, Action<ModelRow> change) => queue.WriteAsync(context =>
    {
        if (context.Models.Find(id) is { } row)
        {
            change(row);
            audit.Write(context, accountId, action, id);
        }
    });
}
