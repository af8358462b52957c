using Quartz;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// The waiting runs in Quartz, which carries their ids and nothing else, and the handle by which the one that trains is stopped. The
/// truth is the Runs table: the queue is filled from it at every start. A place in line is a time long past: the earliest goes first.
/// </summary>
internal sealed class RunQueue(ISchedulerFactory schedulers)
{
    private readonly Lock _turn = new();
    private RunTurn? _current;

    /// <summary>Puts a run in its place, or in another place than it had.</summary>
    public async Task PutAsync(RunId id, double order)
    {
        var scheduler = await schedulers.GetScheduler().ConfigureAwait(false);
        var job = JobBuilder.Create<TrainJob>().WithIdentity(id.Value).Build();
        var trigger = TriggerBuilder.Create().WithIdentity(id.Value)
            .StartAt(DateTimeOffset.UnixEpoch.AddSeconds(order))
            .WithSimpleSchedule(once => once.WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
            .Build();
        await scheduler.ScheduleJob(job, trigger, ScheduleJobOptions.Replacing).ConfigureAwait(false);
    }

    /// <summary>Takes a waiting run out of the line.</summary>
    public async Task RemoveAsync(RunId id)
    {
        var scheduler = await schedulers.GetScheduler().ConfigureAwait(false);
        await scheduler.UnscheduleJob(new TriggerKey(id.Value)).ConfigureAwait(false);
    }

    /// <summary>Marks a run as the one that trains, until its turn has ended. Its token falls when a person or the host stops it.</summary>
    public RunTurn Begin(RunId id, CancellationToken hostStopping)
    {
        lock (_turn)
        {
            return _current = new RunTurn(this, id, CancellationTokenSource.CreateLinkedTokenSource(hostStopping));
        }
    }

    /// <summary>Asks the run to stop, and to be in this state then, if it is the one that trains.</summary>
    public bool Stop(RunId id, RunState wanted)
    {
        lock (_turn)
        {
            if (_current?.Id != id)
            {
                return false;
            }

            _current.Ask(wanted);
            return true;
        }
    }

    private void End(RunTurn turn)
    {
        lock (_turn)
        {
            _current = _current == turn ? null : _current;
        }
    }

    /// <summary>One run's time at the trainer.</summary>
    internal sealed class RunTurn(RunQueue queue, RunId id, CancellationTokenSource stop)
    {
        public RunId Id { get; } = id;

        public CancellationToken Stop { get; } = stop.Token;

        /// <summary>What a person wants it to be when it has stopped.</summary>
        public RunState Wanted { get; private set; } = RunState.Waiting;

        public void End()
        {
            queue.End(this);
            stop.Dispose();
        }

        internal void Ask(RunState wanted)
        {
            Wanted = wanted;
            stop.Cancel();
        }
    }
}
