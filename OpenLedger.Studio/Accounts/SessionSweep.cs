namespace OpenLedger.Studio.Accounts;

/// <summary>Ends every hour the sessions of browsers that nobody has used for as long as their cookie lives.</summary>
internal sealed class SessionSweep(SessionBook sessions, TimeProvider clock, ILogger<SessionSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        try
        {
            do
            {
                await SweepAsync();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The studio stops.
        }
    }

    private async Task SweepAsync()
    {
        try
        {
            if (await sessions.EndIdleAsync() is > 0 and var count)
            {
                logger.LogInformation("{Count} sessions that nobody used for long are over", count);
            }
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "Old sessions could not be ended; it is tried again within the hour");
        }
    }
}
