using OpenLedger.Training;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>
/// Leads a search by one step after the other. What is intended is written down before it is done, and what has been done is read from
/// the runs, so that a search whose studio was killed goes on where it was.
/// </summary>
internal sealed class TuningLead(TuningBook book, RunBook runs, TrialRuns trials, RunFeed feed, TimeProvider clock, ILogger<TuningLead> logger)
{
    /// <summary>Does all that can be done now.</summary>
    public async Task AdvanceAsync(string id)
    {
        while (book.Find(id) is { State: TuningState.Running, DeletedAt: null } search && await StepAsync(search))
        {
            feed.Tell(default);
        }
    }

    /// <summary>One step; whether there is another to be made at once.</summary>
    private async Task<bool> StepAsync(TuningCard search)
    {
        if (search.Ending is { } winner)
        {
            return await EndAsync(search, winner);
        }

        if (search.Current is { } step)
        {
            return await FollowAsync(search, step);
        }

        var next = search.IsStopAsked ? new HalvingEnd(search.Search.Best?.Number) : Halving.Next(search.Search);
        await book.UpdateAsync(search.Id, card => next switch
        {
            HalvingTraining training => card with { Current = training },
            HalvingEnd { Best: { } best } => card with { Ending = best, Noise = NoiseOf(search, best) },
            _ => card with { State = card.IsStopAsked ? TuningState.Stopped : TuningState.Failed, EndedAt = clock.GetUtcNow(), Problem = card.Problem },
        });
        return true;
    }

    private async Task<bool> FollowAsync(TuningCard search, HalvingTraining step)
    {
        var run = RunOf(search, step.Number);
        if (run is { IsActive: true, DeletedAt: null })
        {
            return false;
        }

        var isBegun = search.Trials.First(trial => trial.Number == step.Number).Starts > 0;
        if (run is null && !isBegun && !search.IsStopAsked)
        {
            return await trials.BeginAsync(search, step) is { } problem && await DropAsync(search, step.Number, problem.ToString());
        }

        if (run is { State: RunState.Paused, DeletedAt: null } && !search.IsStopAsked && run.Halt is not { IsReached: true })
        {
            // Somebody paused the trial on its own page, which is to say the search.
            await book.UpdateAsync(search.Id, card => card with { State = TuningState.Paused });
            feed.Tell(default);
            return false;
        }

        if (run is { State: RunState.Paused, DeletedAt: null } && !search.IsStopAsked && run.Halt!.Share < step.Share)
        {
            await trials.TakeUpAsync(search, run, step);
            return false;
        }

        await book.UpdateAsync(search.Id, card => card with
        {
            Current = null,
            Problem = card.Problem ?? (run is { State: RunState.Failed } ? RunWords.Plain(run) : null),
            Trials = [.. card.Trials.Select(trial => trial.Number == step.Number ? Record(trial, run, step, card.IsStopAsked) : trial)],
        });
        return true;
    }

    private async Task<bool> DropAsync(TuningCard search, int number, string problem)
    {
        await book.UpdateAsync(search.Id, card => card with
        {
            Current = null,
            Problem = card.Problem ?? problem,
            Trials = [.. card.Trials.Select(trial => trial.Number == number ? trial with { IsDropped = true, Starts = trial.Starts + 1 } : trial)],
        });
        return true;
    }

    /// <summary>What a trial has come to.</summary>
    private HalvingTrial Record(HalvingTrial trial, RunCard? run, HalvingTraining step, bool isStopped)
    {
        if (run is null or { DeletedAt: not null } or { State: RunState.Failed } || (run.State == RunState.Stopped && !isStopped))
        {
            return trial with { IsDropped = true, Starts = trial.Starts + 1, Spent = Math.Max(trial.Spent, run?.Seconds ?? 0) };
        }

        var loss = LossOf(run);
        var share = run.State == RunState.Finished ? 1 : run.TotalSteps > 0 ? (double)run.Step / run.TotalSteps : trial.Share;
        var reached = trial with { Starts = trial.Starts + 1, Spent = Math.Max(trial.Spent, run.Seconds), Share = share, BestLoss = loss ?? trial.BestLoss };
        var isThere = run.State == RunState.Finished || (run.Halt is { IsReached: true } && run.TotalSteps > 0 && run.Step >= run.Halt.StepOf(run.TotalSteps));
        if (!isThere)
        {
            return reached;
        }

        var rungs = run.State == RunState.Finished ? Halving.Shares.Count : step.Rung + 1;
        while (reached.Losses.Count < rungs)
        {
            reached = reached.Reach(loss ?? double.NaN);
        }

        return reached;
    }

    private async Task<bool> EndAsync(TuningCard search, int winner)
    {
        if (RunOf(search, winner) is not { DeletedAt: null } run)
        {
            await book.UpdateAsync(search.Id, card => card with { Ending = null, Trials = [.. card.Trials.Select(trial => trial.Number == winner ? trial with { IsDropped = true } : trial)] });
            return true;
        }

        if (run.IsActive)
        {
            return false;
        }

        var folder = new Training.Runs.RunFolder(runs.Folders.PathOf(RunDesk.IdOf(run)));
        if (run.State == RunState.Finished && !search.IsAsked && !search.IsStopAsked && (search.EvalQuestions ?? search.KeptQuestions) is not null && File.Exists(folder.Recipe))
        {
            return await AskAsync(search, run);
        }

        var state = run.State == RunState.Finished || search.IsAsked ? RunState.Finished : RunState.Stopped;
        var kept = run with { State = state, Title = search.Title, TuningId = null, FoundBy = search.Id, Halt = null, Failure = RunFailure.None, Problem = null, ProblemParts = [], ProblemDetail = null };
        kept = kept with { Judgement = run.State == RunState.Finished ? run.Judgement : Judge(kept) };
        await book.EndAsync(search.Id, card => card with { State = TuningState.Finished, Ending = null, BestRun = run.Id, EndedAt = clock.GetUtcNow() }, run.Id, _ => kept);
        runs.Note(RunDesk.IdOf(run), RunEventKind.Kept, step: run.Step);
        feed.Ended(kept);
        feed.Tell(RunDesk.IdOf(run));
        return true;
    }

    private async Task<bool> AskAsync(TuningCard search, RunCard run)
    {
        try
        {
            await trials.AskAsync(search, run);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TrainingException)
        {
            // The questions are not what was searched for: the run is kept without them.
            logger.LogWarning(exception, "The best run of search {Search} could not be asked its questions", search.Id);
        }

        await book.UpdateAsync(search.Id, card => card with { IsAsked = true });
        return true;
    }

    private Training.Verdicts.RunJudgement Judge(RunCard run)
    {
        var id = RunDesk.IdOf(run);
        return RunJudging.Of(run, RunMetrics.ReadFrom(runs.Folders.FileOf(id, RunMetrics.FileName), 0).Metrics, RunBaseline.HeldOutLoss(runs.Folders.FileOf(id, RunBaseline.FileName)), RunRecipes.Read(runs.Folders, id));
    }

    /// <summary>The lowest held-out loss of a run: what it wrote down, or where that is not there, what was reported of it.</summary>
    private double? LossOf(RunCard run)
    {
        var measured = Curve(run);
        return measured.Count > 0 ? measured.Min() : run.BestHeldOutLoss;
    }

    private List<double> Curve(RunCard run) =>
        [.. RunMetrics.ReadFrom(runs.Folders.FileOf(RunDesk.IdOf(run), RunMetrics.FileName), 0).Metrics.Select(metric => metric.HeldOutLoss).OfType<double>()];

    private double? NoiseOf(TuningCard search, int best) => RunOf(search, best) is { } run ? Findings.NoiseOf(Curve(run)) : null;

    private RunCard? RunOf(TuningCard search, int number) => book.TrialsOf(search.Id).LastOrDefault(run => run.Trial == number);
}
