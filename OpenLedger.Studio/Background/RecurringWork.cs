namespace OpenLedger.Studio.Background;

/// <summary>
/// Work that comes round again and again while the studio runs. A turn that fails, in whatever way, is logged with the name of the work
/// and tried again at the next: only the end of the studio ends it.
/// </summary>
/// <param name="name">What is done, as the log says it: "Emptying the trash".</param>
/// <param name="between">How long from one turn to the next.</param>
/// <param name="clock">Whose time it is.</param>
/// <param name="logger">Where it is said that a turn failed.</param>
internal abstract class RecurringWork(string name, TimeSpan between, TimeProvider clock, ILogger logger) : BackgroundService
{
    protected TimeProvider Clock { get; } = clock;

    protected ILogger Logger { get; } = logger;

    /// <summary>Whether the first turn comes with the start of the studio; else after the first pause.</summary>
    protected virtual bool BeginsAtOnce => true;

    /// <summary>Does it once.</summary>
    protected abstract Task TurnAsync(CancellationToken stopping);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(between, Clock);
        try
        {
            if (BeginsAtOnce)
            {
                await TryAsync(stoppingToken);
            }

            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The studio stops.
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await TurnAsync(stopping);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // What it works with was closed under it: the next start goes on.
        }
        catch (Exception exception)
        {
            Logger.LogWarning(exception, "{Work} failed; it is tried again in {Pause}", name, between);
        }
    }
}
