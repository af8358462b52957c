using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>
/// The trials of searches as runs. Of each search one run at a time is in the line, at its end: between two of its trials everybody
/// else gets a turn.
/// </summary>
internal sealed class TrialRuns(TuningBook book, RunDesk desk, RunBook runs, RunQueue queue, RunFeed feed, TimeProvider clock)
{
    /// <summary>Begins a trial; the reason where it cannot be written down.</summary>
    public async Task<Shell.Sentence?> BeginAsync(TuningCard search, HalvingTraining step)
    {
        var trial = search.Trials.First(trial => trial.Number == step.Number);
        var folder = book.PathOf(search.Id);
        var wish = new RunWish($"{search.Title} · {trial.Number}", search.Model, search.Examples, new TrainingRecipe())
        {
            TuningId = search.Id,
            Trial = trial.Number,
            Halt = HaltOf(trial, step),
            Prediction = PredictionOf(search, trial, step),
            Pin = run => Pin(folder, run, trial.Settings),
        };
        var receipt = await desk.StartAsync(wish, search.OwnerId);
        return receipt.Problem;
    }

    /// <summary>Puts a trial that rests into the line again; it goes on from its checkpoint.</summary>
    public async Task TakeUpAsync(TuningCard search, RunCard run, HalvingTraining step)
    {
        var trial = search.Trials.First(trial => trial.Number == step.Number);
        await PutAsync(run, rests => rests with
        {
            Halt = HaltOf(trial, step),
            Prediction = PredictionOf(search, trial, step),
        });
    }

    /// <summary>Has the winner asked the questions: it is trained to its end, so that this is all there is left to do.</summary>
    public async Task AskAsync(TuningCard search, RunCard run)
    {
        var folder = new Training.Runs.RunFolder(runs.Folders.PathOf(RunDesk.IdOf(run)));
        var recipe = RecipeFile.Read(folder.Recipe).OrThrow(folder.Recipe);
        RecipeFile.Write(folder.Recipe, recipe with { EvalQuestions = search.EvalQuestions, KeptQuestions = search.KeptQuestions });
        File.Delete(folder.AnswersBefore);
        await PutAsync(run, finished => finished with { Halt = null });
    }

    private async Task PutAsync(RunCard run, Func<RunCard, RunCard> change)
    {
        var id = RunDesk.IdOf(run);
        var now = clock.GetUtcNow();
        var queued = await runs.QueueAsync(id, rests => rests.IsActive || rests.DeletedAt is not null
            ? rests
            : change(rests) with { State = RunState.Waiting, QueuedAt = now, EndedAt = null, Attempts = 0, Problem = null, Failure = RunFailure.None });
        if (queued is { State: RunState.Waiting })
        {
            await queue.PutAsync(id, queued.Order);
            feed.Tell(id);
        }
    }

    /// <summary>Copies what the search trains on into the folder of a run, and writes down what was chosen for it.</summary>
    private static TrainingRecipe Pin(string search, string run, TrialSettings settings)
    {
        var path = Path.Combine(search, TuningDesk.WishName);
        var recipe = RecipeFile.Read(path).OrThrow(path);
        string Local(string file)
        {
            if (Path.GetDirectoryName(file) != search)
            {
                return file;
            }

            File.Copy(file, Path.Combine(run, Path.GetFileName(file)), overwrite: true);
            return Path.GetFileName(file);
        }

        var set = TrialRecipe.With(recipe, settings);
        set = set with { Data = [.. recipe.Data.Select(source => source with { Path = Local(source.Path) })] };
        set = recipe.RehearsalData is { } general ? set with { RehearsalData = Local(general) } : set;
        foreach (var name in new[] { DataPin.FileName, ReleasePin.FileName }.Where(name => File.Exists(Path.Combine(search, name))))
        {
            Local(Path.Combine(search, name));
        }

        var draft = Path.Combine(search, DataOptions.DraftName);
        if (File.Exists(draft) && RunDraftBook.Parse(File.ReadAllText(draft)) is { } chosen)
        {
            File.WriteAllText(Path.Combine(run, DataOptions.DraftName), RunDraftBook.Text(TrialRecipe.With(chosen, recipe, settings)));
        }

        return set;
    }

    private static RunHalt? HaltOf(HalvingTrial trial, HalvingTraining step) => new(step.Share, trial.Spent + step.AtMostSeconds);

    private static RunPrediction PredictionOf(TuningCard search, HalvingTrial trial, HalvingTraining step) =>
        new(null, search.StartSeconds + ((step.Share - trial.Share) * trial.Seconds), null);
}
