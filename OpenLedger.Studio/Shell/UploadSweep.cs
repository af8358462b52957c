namespace OpenLedger.Studio.Shell;

/// <summary>Removes forgotten uploads, at the start and every hour.</summary>
internal sealed class UploadSweep(Uploads uploads, TimeProvider clock, ILogger<UploadSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        do
        {
            await SweepAsync();
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private async Task SweepAsync()
    {
        try
        {
            await uploads.SweepAsync();
        }
        catch (Exception exception)
        {
            // A sweep that fails must not end the studio; the next one comes within the hour.
            logger.LogWarning(exception, "Forgotten uploads could not be removed");
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
