using OpenLedger.Training;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Trains one run and writes down how it ended. Whatever happens to it, nothing is thrown: the next run gets its turn.</summary>
internal sealed class RunExecution(RunBook book, UnwrittenRuns unwritten, RunFeed feed, Trainer trainer, TimeProvider clock, ILogger<RunExecution> logger)
{
    private const int AttemptsWithoutProgress = 5;

    public void Execute(RunQueue.RunTurn turn, CancellationToken hostStopping)
    {
        var id = turn.Id;
        using var scope = logger.BeginScope("Run {Run}", id);
        try
        {
            var lastStep = RunMetrics.LastStep(book.Folders.FileOf(id, RunMetrics.FileName));
            var card = book.Update(id, waiting => Begin(waiting, lastStep));
            if (card is not { State: RunState.Running })
            {
                feed.Rest(id);
                return;
            }

            feed.Tell(id);
            book.Note(id, lastStep > 0 ? RunEventKind.WentOn : RunEventKind.Started, step: lastStep > 0 ? lastStep : null);
            logger.LogInformation("Run {Run} trains from step {Step}", id, lastStep);
            Train(turn, card, hostStopping);
            logger.LogInformation("Run {Run} left the trainer", id);
        }
        catch (Exception exception)
        {
            // The store itself failed (its disk is full, say). The row stays as it was, and the run gets another turn in a while.
            logger.LogError(exception, "That run {Run} begins could not be written down; it is tried again", id);
            unwritten.AddBeginning(id);
        }

        feed.Rest(id);
    }

    private void Train(RunQueue.RunTurn turn, RunCard card, CancellationToken hostStopping)
    {
        var id = turn.Id;
        var started = clock.GetTimestamp();
        var reporter = new RunReporter(turn, feed, card, clock);
        var change = Run(turn, reporter, hostStopping);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        var now = clock.GetUtcNow();
        RunCard End(RunCard running)
        {
            var end = change(running with
            {
                Seconds = running.Seconds + seconds,
                Step = reporter.Step,
                TotalSteps = reporter.TotalSteps,
                PeakMemory = Math.Max(running.PeakMemory ?? 0, reporter.PeakMemory) is > 0 and var peak ? peak : null,
                Speed = reporter.SpeedOver(seconds) ?? running.Speed,
                BestHeldOutLoss = reporter.BestHeldOutLoss,
                Attempts = 0,
            });
            return end with { EndedAt = end.State == RunState.Waiting ? null : now };
        }

        // The log and the verdict come first: whoever sees the new state finds both.
        var judgement = Judge(id, End(card));
        Note(id, End(card));
        if (Write(id, card, running => End(running) with { Judgement = judgement }) is { } ended)
        {
            Tell(ended);
        }
    }

    /// <summary>Writes down how a run ended. Where the store refuses, it counts all the same, and is offered to it again.</summary>
    private RunCard? Write(RunId id, RunCard card, Func<RunCard, RunCard> end)
    {
        try
        {
            return book.Update(id, end);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "How run {Run} ended could not be written down; it is tried again", id);
            unwritten.AddEnd(id, end);
            return end(card);
        }
    }

    // Whoever hears of it may stumble; the run has ended all the same.
    private void Tell(RunCard ended)
    {
        try
        {
            feed.Ended(ended);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Not everybody was told that run {Run} ended", ended.Id);
        }
    }

    private RunJudgement? Judge(RunId id, RunCard ended)
    {
        try
        {
            return ended.State is not (RunState.Finished or RunState.Stopped)
                ? ended.Judgement
                : RunJudging.Of(ended, RunMetrics.ReadFrom(book.Folders.FileOf(id, RunMetrics.FileName), 0).Metrics, RunBaseline.HeldOutLoss(book.Folders.FileOf(id, RunBaseline.FileName)), RecipeOf(id));
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "What run {Run} came to could not be judged", id);
            return null;
        }
    }

    private void Note(RunId id, RunCard ended)
    {
        var kind = ended.State switch
        {
            RunState.Finished => RunEventKind.Finished,
            RunState.Failed => RunEventKind.Failed,
            RunState.Paused => RunEventKind.Paused,
            RunState.Stopped => RunEventKind.Stopped,
            _ => RunEventKind.Interrupted,
        };
        book.Note(id, kind, step: ended.Step > 0 ? ended.Step : null, detail: ended.State == RunState.Failed ? RunWords.Plain(ended) : null);
    }

    private Func<RunCard, RunCard> Run(RunQueue.RunTurn turn, RunReporter reporter, CancellationToken hostStopping)
    {
        var folder = book.Folders.PathOf(turn.Id);
        try
        {
            reporter.Begin();
            var outcome = trainer(folder, reporter, turn.Stop);
            return card => card with
            {
                State = RunState.Finished,
                Before = outcome.Before,
                After = outcome.After,
                BestHeldOutLoss = outcome.BestHeldOutLoss ?? card.BestHeldOutLoss,
                Step = outcome.Steps,
                Failure = RunFailure.None,
                Problem = null,
            };
        }
        catch (OperationCanceledException) when (turn.Stop.IsCancellationRequested)
        {
            // The studio stops: the run goes on by itself at the next start. A person stopped it: it goes on when asked to.
            var state = hostStopping.IsCancellationRequested && turn.Wanted == RunState.Waiting ? RunState.Waiting : turn.Wanted;
            return card => card with { State = state, Halt = reporter.IsHalted && state == RunState.Paused ? card.Halt! with { IsReached = true } : card.Halt };
        }
        catch (Exception exception)
        {
            if (exception is not TrainingException)
            {
                // The one catch-all of the feature.
                logger.LogError(exception, "Run {Run} met something unexpected", turn.Id);
            }

            var recipe = RecipeOf(turn.Id);
            return card => RunFailures.Describe(card with { State = RunState.Failed }, exception, recipe);
        }
    }

    private Training.Recipes.TrainingRecipe? RecipeOf(RunId id) => RunRecipes.Read(book.Folders, id);

    private static RunCard Begin(RunCard card, int lastStep)
    {
        if (!card.IsActive || card.DeletedAt is not null)
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
                Failure = RunFailure.EndedWithoutWarning,
                Problem = "The studio ended {0} times without warning after step {1} of this run; most likely the memory ran out. Close other programs and go on, or train again with a smaller batch size.",
                ProblemParts = [AttemptsWithoutProgress.ToString(System.Globalization.CultureInfo.InvariantCulture), lastStep.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            };
        }

        return card with { State = RunState.Running, Problem = null, ProblemParts = [], ProblemDetail = null, Failure = RunFailure.None, Attempts = attempts, AttemptStep = lastStep };
    }
}
