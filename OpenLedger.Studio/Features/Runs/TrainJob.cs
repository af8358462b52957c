using Quartz;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>One run's turn: trains it on a thread of its own. The job carries the run's id as its name.</summary>
internal sealed class TrainJob(RunQueue queue, RunExecution execution) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (RunId.TryParse(context.JobDetail.Key.Name, out var id))
        {
            await Task.Factory.StartNew(() => Train(id, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private void Train(RunId id, CancellationToken hostStopping)
    {
        var turn = queue.Begin(id, hostStopping);
        try
        {
            execution.Execute(turn, hostStopping);
        }
        finally
        {
            turn.End();
        }
    }
}
