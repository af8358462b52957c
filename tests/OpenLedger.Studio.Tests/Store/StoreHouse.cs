using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Tests.Store;

/// <summary>A new store in a temporary data folder.</summary>
internal sealed class StoreHouse : IDisposable
{
    private readonly TemporaryFolder? _own;
    private readonly ServiceProvider _services;

    public StoreHouse(TemporaryFolder? folder = null)
    {
        _own = folder is null ? new TemporaryFolder() : null;
        Data = DataFolder.Open((folder ?? _own!).Path, StudioAddress.Default, TimeProvider.System);
        _services = new ServiceCollection().AddStore(Data.Database).BuildServiceProvider();
        StoreOpening.Open(Contexts, Data, TimeProvider.System);
    }

    public DataFolder Data { get; }

    public IDbContextFactory<StudioContext> Contexts => _services.GetRequiredService<IDbContextFactory<StudioContext>>();

    public WriteQueue Queue => _services.GetRequiredService<WriteQueue>();

    /// <summary>Reads with a context of its own.</summary>
    public T Read<T>(Func<StudioContext, T> ask)
    {
        using var context = Contexts.CreateDbContext();
        return ask(context);
    }

    public void Dispose()
    {
        _services.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Data.Dispose();
        _own?.Dispose();
    }
}
