namespace OpenLedger.Studio.Features.Settings;

/// <summary>Removes what has rested in the trash long enough, every hour.</summary>
internal sealed class TrashSweeper(TrashDesk desk, TimeProvider clock, ILogger<TrashSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The studio stops.
        }
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        try
        {
            if (await desk.SweepAsync(clock.GetUtcNow(), stopping) is > 0 and var count)
            {
                logger.LogInformation("{Count} things left the trash for good", count);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Keepers are other features: whatever one of them meets, the studio goes on.
            logger.LogWarning(exception, "The trash could not be swept; it is tried again within the hour");
        }
    }
}
