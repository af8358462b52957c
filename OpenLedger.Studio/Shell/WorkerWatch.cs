namespace OpenLedger.Studio.Shell;

/// <summary>Says loudly in the log when work in the background has broken off: the studio goes on without it, so that nothing else tells.</summary>
internal sealed class WorkerWatch(IServiceProvider services, IHostApplicationLifetime lifetime, ILogger<WorkerWatch> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var worker in services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            _ = WatchAsync(worker);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WatchAsync(BackgroundService worker)
    {
        try
        {
            await (worker.ExecuteTask ?? Task.CompletedTask);
        }
        catch (Exception exception)
        {
            if (!lifetime.ApplicationStopping.IsCancellationRequested)
            {
                logger.LogCritical(exception, "{Worker} has broken off; all else goes on without it. Start the studio anew", worker.GetType().Name);
            }
        }
    }
}
