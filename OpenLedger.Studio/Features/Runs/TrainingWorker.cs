namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// Takes the waiting runs one after the other and trains each on a thread of its own. What was running when the studio ended,
/// however it ended, goes on by itself.
/// </summary>
internal sealed class TrainingWorker(RunFolders folders, RunQueue queue, RunExecution execution) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        foreach (var (id, card) in folders.All().OrderBy(run => run.Card.QueuedAt))
        {
            if (card.IsActive)
            {
                queue.TryAdd(id);
            }
        }

        try
        {
            await foreach (var id in queue.TakeAllAsync(stoppingToken))
            {
                await Task.Factory.StartNew(() => Train(id, stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The studio stops.
        }
    }

    private void Train(RunId id, CancellationToken hostStopping)
    {
        using var turn = queue.Begin(id, hostStopping);
        execution.Execute(id, turn.Stop, hostStopping);
    }
}
