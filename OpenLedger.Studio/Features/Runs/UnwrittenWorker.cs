using OpenLedger.Studio.Background;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Offers the store every ten seconds what it refused to take about runs.</summary>
internal sealed class UnwrittenWorker(UnwrittenRuns unwritten, RunBook book, RunQueue queue, RunFeed feed, TimeProvider clock, ILogger<UnwrittenWorker> logger)
    : RecurringWork("Writing what was refused about runs", TimeSpan.FromSeconds(10), clock, logger)
{
    protected override bool BeginsAtOnce => false;

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
                    Logger.LogInformation("How run {Run} ended is on the disk now", id);
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
            Logger.LogDebug(exception, "The store still refuses what is to be written about runs");
            return false;
        }
    }

    /// <summary>What is refused again was said when it happened, and is on the pages.</summary>
    protected override Task TurnAsync(CancellationToken stopping) => TryAsync();
}
