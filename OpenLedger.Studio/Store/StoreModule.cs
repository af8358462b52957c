using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace OpenLedger.Studio.Store;

/// <summary>Registers the one store.</summary>
internal static class StoreModule
{
    public static IServiceCollection AddStore(this IServiceCollection services, string file)
    {
        services.AddDbContextFactory<StudioContext>(options => Configure(options, file));
        services.AddSingleton<WriteQueue>();

        // Identity asks for a context of its own and saves by itself; it is led through the queue.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<StudioContext>>().CreateDbContext().Through(provider.GetRequiredService<WriteQueue>()));
        return services;
    }

    public static void Configure(DbContextOptionsBuilder options, string file) =>
        options.UseSqlite(StoreConnection.Of(file)).AddInterceptors(new StoreConnection());
}

/// <summary>For <c>dotnet ef</c> alone: which model the migrations are made from.</summary>
internal sealed class MigrationDesign : IDesignTimeDbContextFactory<StudioContext>
{
    public StudioContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<StudioContext>();
        StoreModule.Configure(options, Path.Combine(Path.GetTempPath(), StoreConnection.FileName));
        return new StudioContext(options.Options);
    }
}
