using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Evaluations;

namespace OpenLedger.Studio.Features.Datanets.Flow;

/// <summary>Sweeps the Datanets at the start and every minute.</summary>
internal sealed partial class EntrySweepWorker(EntrySweep sweep, EvaluationDesk evaluations, GateShelf gates, TimeProvider clock, ILogger<EntrySweepWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What it reads first must not hold up the start of the others.
        await Task.Yield();
        using var timer = new PeriodicTimer(Between, clock);
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
            if (await sweep.SweepAsync(stopping) is { IsNothing: false } done)
            {
                LogSwept(done);
            }

            await evaluations.RenewAsync(stopping);
            gates.Renew(stopping);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The store was closed while it was asked: the next start goes on.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Datanets were swept: {Done}")]
    private partial void LogSwept(SweepOutcome done);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Datanets could not be swept; it is tried again in a minute")]
    private partial void LogFailed(Exception exception);
}
