using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>A search that a person wishes for.</summary>
/// <param name="Title">What its best run will be called.</param>
/// <param name="Model">The id of the base model.</param>
/// <param name="Examples">How many examples; for display.</param>
/// <param name="Budget">Seconds of training.</param>
/// <param name="Outlook">The trials.</param>
/// <param name="Recipe">The recipe that the trials vary.</param>
/// <param name="Pin">Writes the data into a folder and gives the recipe over it.</param>
internal sealed record TuningWish(string Title, string Model, int Examples, double Budget, TuningOutlook Outlook, TrainingRecipe Recipe, Func<string, TrainingRecipe> Pin);

/// <summary>The one door to the searches. Whoever asks comes along: what is not theirs does not exist for them.</summary>
internal sealed class TuningDesk(TuningBook book, RunBook runs, RunQueue queue, RunFeed feed, RunLimits limits, Quotas quotas, TrialRuns trials, TuningSignal signal, TimeProvider clock)
{
    public const string WishName = RunRecipes.WishName;

    private const string Making = ".making-";

    /// <summary>All that this person may see, newest first.</summary>
    public IReadOnlyList<TuningCard> All(CurrentAccount me) => [.. book.All().Where(card => me.MaySee(card.OwnerId, isShared: false))];

    public TuningCard? Find(string? id, CurrentAccount me) =>
        RunId.TryParse(id, out var known) && book.Find(known.Value) is { DeletedAt: null } card && me.MaySee(card.OwnerId, isShared: false) ? card : null;

    public static bool MayChange(TuningCard card, CurrentAccount me) => me.MayChange(card.OwnerId);

    /// <summary>The runs of a search by the numbers of their trials; the best is among them after it was kept.</summary>
    public IReadOnlyDictionary<int, RunCard> RunsOf(TuningCard card)
    {
        var all = runs.OfTuning(card.Id).AsEnumerable();
        if (RunId.TryParse(card.BestRun, out var best) && runs.Find(best) is { DeletedAt: null } kept)
        {
            all = all.Append(kept);
        }

        return all.Where(run => run.Trial is not null).GroupBy(run => run.Trial!.Value).ToDictionary(group => group.Key, group => group.Last());
    }

    /// <summary>Begins a search: its data is written down, then its row; the rest goes on by itself.</summary>
    public async Task<(string? Id, Sentence? Problem)> StartAsync(TuningWish wish, CurrentAccount me)
    {
        if (!me.MayTrain)
        {
            return (null, RunReceipt.NotYours.Problem);
        }

        var owner = me.Id;
        if ((wish.Outlook.Problem ?? limits.Problem(owner) ?? await quotas.DiskProblemAsync(owner, wish.Outlook.Disk)) is { } problem)
        {
            return (null, problem);
        }

        var now = clock.GetUtcNow();
        var id = RunId.New(now).Value;
        var making = book.PathOf(Making + id);
        try
        {
            Directory.CreateDirectory(making);
            RecipeFile.Write(Path.Combine(making, WishName), TrialRecipe.Comparable(wish.Pin(making)));
            Directory.Move(making, book.PathOf(id));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TrainingException)
        {
            return (null, RunReceipt.Of(exception).Problem);
        }

        await book.AddAsync(new TuningCard
        {
            Id = id,
            OwnerId = owner,
            Title = wish.Title,
            Model = wish.Model,
            State = TuningState.Running,
            CreatedAt = now,
            Examples = wish.Examples,
            Budget = wish.Budget,
            AskSeconds = wish.Outlook.AskSeconds,
            StartSeconds = wish.Outlook.StartSeconds,
            Trials = wish.Outlook.Trials,
            EvalQuestions = wish.Recipe.EvalQuestions,
            KeptQuestions = wish.Recipe.KeptQuestions,
        });
        signal.Tell(id);
        return (id, null);
    }

    /// <summary>Sets a search aside; the trial that trains writes a checkpoint.</summary>
    public async Task<bool> PauseAsync(string id, CurrentAccount me)
    {
        if (Owned(id, me) is not { State: TuningState.Running, Ending: null })
        {
            return false;
        }

        await book.UpdateAsync(id, card => card.State == TuningState.Running ? card with { State = TuningState.Paused } : card);
        await RestAsync(id);
        return true;
    }

    /// <summary>Goes on with a search that was set aside.</summary>
    public async Task<bool> GoOnAsync(string id, CurrentAccount me)
    {
        if (Owned(id, me) is not { State: TuningState.Paused } search)
        {
            return false;
        }

        if (search.Current is { } step && runs.OfTuning(id).LastOrDefault(run => run.Trial == step.Number) is { State: RunState.Paused, Halt: not { IsReached: true } } rests)
        {
            await trials.TakeUpAsync(search, rests, step);
        }

        await book.UpdateAsync(id, card => card.State == TuningState.Paused ? card with { State = TuningState.Running } : card);
        signal.Tell(id);
        feed.Tell(default);
        return true;
    }

    /// <summary>Ends a search with the best that it has found.</summary>
    public async Task<bool> StopAsync(string id, CurrentAccount me)
    {
        if (Owned(id, me) is not { IsActive: true })
        {
            return false;
        }

        await book.UpdateAsync(id, card => card.IsActive ? card with { State = TuningState.Running, IsStopAsked = true } : card);
        await RestAsync(id);
        signal.Tell(id);
        return true;
    }

    /// <summary>Puts a search and its trials into the trash; the run that it kept stays. One that goes on is left as it is: false.</summary>
    public async Task<bool> DeleteAsync(string id, CurrentAccount me)
    {
        var deleted = Owned(id, me) is not null && !runs.OfTuning(id).Any(run => run.State == RunState.Running) && await book.SetDeletedAsync(id, clock.GetUtcNow());
        feed.Tell(default);
        return deleted;
    }

    public RunSubscription Subscribe() => feed.Subscribe(null);

    /// <summary>Lets the trial that trains or waits rest.</summary>
    private async Task RestAsync(string id)
    {
        foreach (var run in runs.OfTuning(id).Where(run => run.IsActive))
        {
            var trial = RunDesk.IdOf(run);
            if (!queue.Stop(trial, RunState.Paused))
            {
                await queue.RemoveAsync(trial);
                var rested = await runs.UpdateAsync(trial, waiting => waiting.State == RunState.Waiting ? waiting with { State = RunState.Paused } : waiting);
                if (rested is { State: RunState.Running })
                {
                    queue.Stop(trial, RunState.Paused);
                }
            }
        }

        feed.Tell(default);
    }

    private TuningCard? Owned(string id, CurrentAccount me) => Find(id, me) is { } card && me.MayChange(card.OwnerId) ? card : null;
}
