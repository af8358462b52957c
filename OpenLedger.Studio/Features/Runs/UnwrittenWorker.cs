namespace OpenLedger.Studio.Features.Runs;

/// <summary>Offers the store every ten seconds what it refused to take about runs.</summary>
internal sealed class UnwrittenWorker(UnwrittenRuns unwritten, RunBook book, RunQueue queue, RunFeed feed, TimeProvider clock, ILogger<UnwrittenWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    /// <summary>Offers all of it once; false where the store still refuses.</summary>
    public async Task<bool> TryAsync()
    {
        try
        {
            foreach (var (name, end) in unwritten.Ends)
            {
                // A change of nothing: the book writes what it knows better than the store.
                if (RunId.TryParse(name, out var id) && await book.UpdateAsync(id, card => card) is not null)
                {
                    logger.LogInformation("How run {Run} ended is on the disk now", id);
                    feed.Tell(id);
                }

                unwritten.Forget(name, end);
            }

            foreach (var id in unwritten.Beginnings)
            {
                // Forgotten first: its turn may come, and be refused again, before the next line.
                var card = book.Find(id);
                unwritten.Forget(id);
                if (card is { IsActive: true, DeletedAt: null })
                {
                    await queue.PutAsync(id, card.Order);
                }
            }

            return true;
        }
        catch (Exception exception)
        {
            // It was said when it happened, and it is on the pages.
            logger.LogDebug(exception, "The store still refuses what is to be written about runs");
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The studio stops: a run that stands in the store as training goes on at the next start.
        }
    }
}
