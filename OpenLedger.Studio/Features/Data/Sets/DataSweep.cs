namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>Once after the start: removes what imports left that the end of the studio cut short.</summary>
internal sealed partial class DataSweep(DatasetRemoval removal, ImportDesk imports, ILogger<DataSweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await removal.SweepAsync(imports.IsAtWork);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What an interrupted import left could not be removed; the next start tries again")]
    private partial void LogFailed(Exception exception);
}
