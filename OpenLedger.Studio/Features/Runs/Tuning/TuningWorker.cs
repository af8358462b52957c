namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>Leads the searches, one after the other, whenever a trial has ended or a person asked for something, and at every start.</summary>
internal sealed class TuningWorker(TuningLead lead, TuningBook book, TuningSignal signal, RunFeed feed, TimeProvider clock, ILogger<TuningWorker> logger) : BackgroundService
{
    // A trial that somebody cancels or deletes while it waits tells nobody.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Hear(RunCard run)
        {
            if (run.TuningId is { } id)
            {
                signal.Tell(id);
            }
        }

        feed.HasEnded += Hear;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await LeadAllAsync();
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(signal.Calls.WaitToReadAsync(waiting.Token).AsTask(), Task.Delay(Between, clock, waiting.Token));
                await waiting.CancelAsync();
                while (signal.Calls.TryRead(out _))
                {
                    // All searches are looked at anyway.
                }
            }
        }
        finally
        {
            feed.HasEnded -= Hear;
        }
    }

    private async Task LeadAllAsync()
    {
        try
        {
            foreach (var search in book.All().Where(search => search.State == TuningState.Running))
            {
                await LeadAsync(search.Id);
            }
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Which searches go on could not be read; it is tried again in a moment");
        }
    }

    private async Task LeadAsync(string id)
    {
        try
        {
            await lead.AdvanceAsync(id);
        }
        catch (Exception exception)
        {
            // Whatever one search meets, the others go on; it is tried again.
            logger.LogError(exception, "Search {Search} could not go on", id);
        }
    }
}
