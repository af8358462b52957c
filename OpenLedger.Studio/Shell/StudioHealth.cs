using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Shell;

/// <summary>What the parts of the studio that are looked after are called on a page.</summary>
internal static class HealthWords
{
    public const string Database = "database";
    public const string Disk = "disk";
    public const string Worker = "worker";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Database] = "Database",
        [Disk] = "Space on the disk",
        [Worker] = "Work in the background",
    };

    public static string Of(string name) => All.GetValueOrDefault(name, name);
}

/// <summary>The database answers, and its writer takes a turn.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<StudioContext> contexts, WriteQueue queue) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var store = await contexts.CreateDbContextAsync(cancellationToken);
            _ = store.Settings.Count();
            await queue.WriteAsync(_ => { }, cancellationToken).WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", exception);
        }
    }
}

/// <summary>There is room to write checkpoints and the log.</summary>
internal sealed class DiskHealth(DataFolder data, FreeSpace free) : IHealthCheck
{
    private const long Little = 2_000_000_000;
    private const long None = 100_000_000;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(free(data.Path) switch
        {
            < None => HealthCheckResult.Unhealthy("The disk of the data folder is full."),
            < Little => HealthCheckResult.Degraded("The disk of the data folder is nearly full."),
            _ => HealthCheckResult.Healthy(),
        });
}

/// <summary>Nothing that works in the background has broken off; what has nothing more to do may end.</summary>
internal sealed class WorkerHealth(IServiceProvider services, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var ended = services.GetServices<IHostedService>().OfType<BackgroundService>().FirstOrDefault(worker => worker.ExecuteTask is { IsFaulted: true });
        return Task.FromResult(ended is null || lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(
                "Something that works in the background has broken off. Start the studio anew; its log says what it was.",
                data: new Dictionary<string, object>(StringComparer.Ordinal) { ["worker"] = ended.GetType().Name }));
    }
}
