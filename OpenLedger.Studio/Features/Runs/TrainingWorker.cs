namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// At every start: heals what a stop left behind, and fills the queue from the store. What was running when the studio ended, however
/// it ended, goes on by itself.
/// </summary>
internal sealed class TrainingWorker(RunBook book, RunHealing healing, RunQueue queue) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await healing.HealAsync();
        foreach (var card in book.Line())
        {
            if (RunId.TryParse(card.Id, out var id))
            {
                await queue.PutAsync(id, card.State == RunState.Running ? 0 : card.Order);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
