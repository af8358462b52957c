using Microsoft.Data.Sqlite;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>
/// Removes what imports left that the end of the studio cut short; and once a day what was deleted or changed in sets so long ago that
/// nobody takes it back any more.
/// </summary>
internal sealed partial class DataSweep(DatasetRemoval removal, ImportDesk imports, TimeProvider clock, ILogger<DataSweep> logger) : BackgroundService
{
    // As long as the trash keeps things.
    public static readonly TimeSpan Rest = TimeSpan.FromDays(30);

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenSweeps, clock);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
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
            await removal.SweepAsync(imports.IsAtWork);
            await removal.ForgetAsync(clock.GetUtcNow() - Rest);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The store was closed while it was asked: the next start sweeps again.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is no longer needed of the sets could not be removed; it is tried again tomorrow")]
    private partial void LogFailed(Exception exception);
}
