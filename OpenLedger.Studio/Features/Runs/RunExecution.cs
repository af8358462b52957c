using OpenLedger.Training;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Trains one run and writes down how it ended. Whatever happens to it, nothing is thrown: the next run gets its turn.</summary>
internal sealed class RunExecution(RunFolders folders, RunFeed feed, Trainer trainer, TimeProvider clock, ILogger<RunExecution> logger)
{
    private const int AttemptsWithoutProgress = 3;

    public void Execute(RunId id, CancellationToken stop, CancellationToken hostStopping)
    {
        var lastStep = RunMetrics.LastStep(folders.FileOf(id, RunMetrics.FileName));
        var card = folders.Update(id, waiting => Begin(waiting, lastStep));
        if (card is not { State: RunState.Running })
        {
            feed.Rest(id);
            return;
        }

        var started = clock.GetTimestamp();
        var reporter = new RunReporter(id, feed, card, clock);
        var change = Run(id, reporter, stop, hostStopping);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        folders.Update(id, running => change(running with
        {
            Seconds = running.Seconds + seconds,
            Step = reporter.Step,
            TotalSteps = reporter.TotalSteps,
            Speed = reporter.SpeedOver(seconds) ?? running.Speed,
        }));
        feed.Rest(id);
    }

    private Func<RunCard, RunCard> Run(RunId id, RunReporter reporter, CancellationToken stop, CancellationToken hostStopping)
    {
        try
        {
            reporter.Begin();
            var outcome = trainer(folders.PathOf(id), reporter, stop);
            return card => card with { State = RunState.Finished, Before = outcome.Before, After = outcome.After, Step = outcome.Steps, Attempts = 0 };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The studio stops: the run goes on by itself at the next start. A person stopped it: it goes on when asked to.
            var state = hostStopping.IsCancellationRequested ? RunState.Waiting : RunState.Stopped;
            return card => card with { State = state, Attempts = 0 };
        }
        catch (TrainingException exception)
        {
            return card => card with { State = RunState.Failed, Problem = exception.Message, Attempts = 0 };
        }
        catch (Exception exception)
        {
            // The one catch-all of the feature.
            logger.LogError(exception, "Run {Run} met something unexpected", id);
            var problem = $"The trainer met something that it did not expect ({exception.GetType().Name}: {exception.Message}). "
                + $"Press \"Go on\" to try again from its last checkpoint. If it happens again, the output of the studio tells more about run {id}.";
            return card => card with { State = RunState.Failed, Problem = problem, Attempts = 0 };
        }
    }

    private static RunCard Begin(RunCard card, int lastStep)
    {
        if (!card.IsActive)
        {
            return card;
        }

        // Counts only ends without warning: every ordered end sets the number back.
        var attempts = lastStep > card.AttemptStep ? 1 : card.Attempts + 1;
        if (attempts > AttemptsWithoutProgress)
        {
            return card with
            {
                State = RunState.Failed,
                Attempts = 0,
                Problem = $"The studio ended {AttemptsWithoutProgress} times without warning after step {lastStep} of this run; most likely the memory ran out. "
                    + "Close other programs and press \"Go on\", or train again with a smaller batch size.",
            };
        }

        return card with { State = RunState.Running, Problem = null, Attempts = attempts, AttemptStep = lastStep };
    }
}
