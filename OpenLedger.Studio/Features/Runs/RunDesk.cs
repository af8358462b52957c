using System.Globalization;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What a person wishes to have trained.</summary>
internal sealed record RunWish(string Title, string Model, int Examples, TrainingRecipe Recipe);

/// <summary>Where a wish went: an id, or the reason why not, with the next step.</summary>
internal readonly record struct RunReceipt(RunId? Id, string? Problem);

/// <summary>
/// The one door to the runs: it accepts wishes, writes them down, and lets them be looked at. Nothing long happens here.
/// </summary>
internal sealed class RunDesk(RunFolders folders, RunQueue queue, RunFeed feed, TimeProvider clock)
{
    /// <summary>What was asked for; the trainer makes the complete <c>recipe.json</c> of it when it begins.</summary>
    public const string WishName = "wish.json";

    public const string RecipeName = "recipe.json";

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    public RunReceipt Start(RunWish wish)
    {
        var now = clock.GetUtcNow();
        RunCard Card(RunId id) => new()
        {
            Id = id.Value,
            Title = wish.Title,
            Model = wish.Model,
            Examples = wish.Examples,
            CreatedAt = now,
            QueuedAt = now,
            State = RunState.Waiting,
        };
        try
        {
            return Queue(folders.Create(() => RunId.New(now), Card, folder => RecipeFile.Write(Path.Combine(folder, WishName), wish.Recipe)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TrainingException)
        {
            return new RunReceipt(null, $"The run could not be written down: {exception.Message} Free some space on the disk of the data folder, or make it writable.");
        }
    }

    /// <summary>A name for the next run about this subject: the first try, the second try ...</summary>
    public string NextTitle(string subject)
    {
        var number = folders.All().Count(run => run.Card.Title.StartsWith(subject, StringComparison.Ordinal)) + 1;
        return number <= Ordinals.Length ? $"{subject}, {Ordinals[number - 1]} try" : string.Create(CultureInfo.InvariantCulture, $"{subject}, try {number}");
    }

    /// <summary>Stops a run; it keeps what it learned. Nothing happens to a run that has ended.</summary>
    public void Stop(RunId id)
    {
        if (queue.Stop(id))
        {
            return;
        }

        folders.Update(id, card => card.State == RunState.Waiting ? card with { State = RunState.Stopped } : card);
        feed.Tell(id);
    }

    /// <summary>Goes on with a run that was stopped or failed, from its last checkpoint.</summary>
    public RunReceipt GoOn(RunId id)
    {
        var now = clock.GetUtcNow();
        var card = folders.Update(id, ended => ended.State is RunState.Stopped or RunState.Failed
            ? ended with { State = RunState.Waiting, Problem = null, QueuedAt = now, Attempts = 0 }
            : ended);
        return card is null ? new RunReceipt(null, "This run does not exist any more.") : Queue(id);
    }

    /// <summary>Removes a run and all that it learned. A run that trains is left as it is: false.</summary>
    public bool Delete(RunId id)
    {
        var card = folders.Update(id, waiting => waiting.State == RunState.Waiting ? waiting with { State = RunState.Stopped } : waiting);
        if (card is { State: RunState.Running })
        {
            return false;
        }

        folders.Delete(id);
        feed.Tell(id);
        return true;
    }

    public IReadOnlyList<RunCard> All() => [.. folders.All().Select(run => run.Card)];

    public RunCard? Find(RunId id) => folders.Read(id);

    /// <summary>How far the run is, while it trains.</summary>
    public RunProgress? ProgressOf(RunId id) => feed.LatestOf(id);

    /// <summary>What was measured since the last look.</summary>
    public (IReadOnlyList<RunMetric> Metrics, long Next, bool Restarted) MetricsOf(RunId id, long offset) =>
        RunMetrics.ReadFrom(folders.FileOf(id, RunMetrics.FileName), offset);

    /// <summary>The questions that were asked before and after, as far as they were.</summary>
    public IReadOnlyList<QuestionAnswers> AnswersOf(RunId id) => RunAnswers.Read(folders.FileOf(id, RunAnswers.FileName));

    /// <summary>The recipe as it lies in the folder; null where it is not there.</summary>
    public string? RecipeTextOf(RunId id) => folders.ReadText(id, RecipeName) ?? folders.ReadText(id, WishName);

    /// <summary>The recipe of a run, to begin another one with; null where it cannot be read.</summary>
    public TrainingRecipe? RecipeOf(RunId id)
    {
        try
        {
            return RecipeFile.Read(folders.FileOf(id, WishName)).Recipe;
        }
        catch (TrainingException)
        {
            return null;
        }
    }

    /// <summary>The folder that a chat takes the adapter from; null while there is none.</summary>
    public string? AdapterOf(RunId id)
    {
        var folder = folders.PathOf(id);
        return File.Exists(Path.Combine(folder, "adapter_config.json")) && File.Exists(Path.Combine(folder, "adapter_model.safetensors")) ? folder : null;
    }

    /// <summary>How many runs go before this one.</summary>
    public int AheadOf(RunCard waiting) =>
        folders.All().Count(run => run.Card.Id != waiting.Id && (run.Card.State == RunState.Running || (run.Card.State == RunState.Waiting && run.Card.QueuedAt < waiting.QueuedAt)));

    /// <summary>How fast the last finished run of this model was; null before the first.</summary>
    public RunSpeed? SpeedOf(string model) =>
        folders.All().Select(run => run.Card).FirstOrDefault(card => card.Model == model && card.Speed is not null)?.Speed;

    public RunSubscription Subscribe(RunId? id) => feed.Subscribe(id);

    private RunReceipt Queue(RunId id)
    {
        if (queue.TryAdd(id))
        {
            feed.Tell(id);
            return new RunReceipt(id, null);
        }

        var problem = string.Create(CultureInfo.InvariantCulture, $"{RunQueue.Capacity} runs wait already. Press \"Go on\" when some have ended.");
        folders.Update(id, card => card with { State = RunState.Stopped, Problem = problem });
        feed.Tell(id);
        return new RunReceipt(id, problem);
    }
}
