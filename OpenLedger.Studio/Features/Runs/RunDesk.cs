using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What a person wishes to have trained.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Model">The id of the base model.</param>
/// <param name="Examples">How many examples it learns from; for display.</param>
/// <param name="Recipe">All settings.</param>
internal sealed record RunWish(string Title, string Model, int Examples, TrainingRecipe Recipe)
{
    /// <summary>What was said about it before the start.</summary>
    public RunPrediction? Prediction { get; init; }

    /// <summary>The run whose adapter it goes on from.</summary>
    public string? FurtherOf { get; init; }

    /// <summary>Writes what the run needs into its folder and gives the recipe over it; null: the recipe as it is.</summary>
    public Func<string, TrainingRecipe>? Pin { get; init; }

    /// <summary>The search that it is a trial of.</summary>
    public string? TuningId { get; init; }

    /// <summary>Which trial of it.</summary>
    public int? Trial { get; init; }

    /// <summary>Where it rests first.</summary>
    public RunHalt? Halt { get; init; }
}

/// <summary>Where a wish went: an id, or the reason why not, with the next step.</summary>
internal readonly record struct RunReceipt(RunId? Id, Sentence? Problem)
{
    public static RunReceipt Gone { get; } = new(null, new Sentence("This run does not exist any more."));

    public static RunReceipt NotNow { get; } = new(null, new Sentence("This run cannot go on: it trains, waits or has finished."));

    public static RunReceipt NotYours { get; } = new(null, new Sentence("Only who may train can start a run. Ask an admin of this studio for the role of a trainer."));

    /// <summary>Why a run could not be written down.</summary>
    public static RunReceipt Of(Exception exception) => exception is RefusedException refused ? new(null, refused.Sentence) : NotWritten(exception);

    public static RunReceipt NotWritten(Exception exception) =>
        new(null, new Sentence("The run could not be written down: {0} Free some space on the disk of the data folder, or make it writable.", LibraryTexts.Of(exception)));
}

/// <summary>
/// The one door to the runs: it accepts wishes, writes them down, and lets them be looked at. Nothing long happens here. Whoever asks
/// comes along: what is not theirs does not exist for them.
/// </summary>
internal sealed partial class RunDesk(RunBook book, RunQueue queue, RunFeed feed, RunLimits limits, Sharing.RunApprovers approvers, TimeProvider clock)
{
    private const int LongestTitle = 120;

    /// <summary>Puts a run at the end of the line. It is only refused where a limit of the studio says so, or the disk.</summary>
    public Task<RunReceipt> StartAsync(RunWish wish, CurrentAccount me) =>
        !me.MayTrain ? Task.FromResult(RunReceipt.NotYours)
        : limits.Problem(me.Id) is { } problem ? Task.FromResult(new RunReceipt(null, problem))
        : StartAsync(wish, me.Id);

    /// <summary>The same for an account that nobody sits in front of, as of a search that goes on by itself.</summary>
    public async Task<RunReceipt> StartAsync(RunWish wish, string ownerId)
    {
        var now = clock.GetUtcNow();
        var draft = new RunCard
        {
            Id = string.Empty,
            OwnerId = ownerId,
            Title = Clean(wish.Title) ?? wish.Model,
            Model = wish.Model,
            Examples = wish.Examples,
            Prediction = wish.Prediction,
            FurtherOf = wish.FurtherOf,
            TuningId = wish.TuningId,
            Trial = wish.Trial,
            Halt = wish.Halt,
            CreatedAt = now,
            QueuedAt = now,
            State = RunState.Waiting,
        };
        try
        {
            var card = await book.CreateAsync(draft, folder => RecipeFile.Write(Path.Combine(folder, RunRecipes.WishName), wish.Pin?.Invoke(folder) ?? wish.Recipe));
            var id = IdOf(card);
            await queue.PutAsync(id, card.Order);
            feed.Tell(id);
            return new RunReceipt(id, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TrainingException)
        {
            return RunReceipt.Of(exception);
        }
    }

    /// <summary>A name for the next run about this subject: the first try, the second try ...</summary>
    public Sentence NextTitle(string subject, CurrentAccount me) =>
        new("{0}, try {1}", subject, All(me).Count(run => run.Title.StartsWith(subject, StringComparison.Ordinal)) + 1);

    /// <summary>Sets a run aside: it writes a checkpoint and gives the trainer to the next one.</summary>
    public Task<bool> PauseAsync(RunId id, CurrentAccount me) => EndAsync(id, RunState.Paused, me);

    /// <summary>Stops a run; what it learned is kept. A run that waits is taken out of the line.</summary>
    public Task<bool> StopAsync(RunId id, CurrentAccount me) => EndAsync(id, RunState.Stopped, me);

    /// <summary>Goes on with a run that was set aside, stopped or failed, from its last checkpoint.</summary>
    public async Task<RunReceipt> GoOnAsync(RunId id, CurrentAccount me)
    {
        if (Owned(id, me) is null)
        {
            return RunReceipt.Gone;
        }

        // What was approved is another model when it has learned more; an admin approves it anew by going on.
        var now = clock.GetUtcNow();
        var card = await book.QueueAsync(id, ended => ended.CanGoOn
            ? (me.IsAdmin ? ended : ended with { IsShared = false, Sharing = null }) with
            {
                State = RunState.Waiting, Problem = null, ProblemParts = [], ProblemDetail = null, Failure = RunFailure.None, QueuedAt = now, EndedAt = null, Attempts = 0, Halt = null, ArchivedAt = null,
            }
            : ended);
        if (card is not { State: RunState.Waiting })
        {
            return card is null ? RunReceipt.Gone : RunReceipt.NotNow;
        }

        book.Note(id, RunEventKind.Queued, me.Id);
        await queue.PutAsync(id, card.Order);
        feed.Tell(id);
        return new RunReceipt(id, null);
    }

    /// <summary>Begins a run again from its first step: for one whose checkpoint is damaged.</summary>
    public async Task<RunReceipt> BeginAgainAsync(RunId id, CurrentAccount me)
    {
        if (Owned(id, me) is not { CanGoOn: true })
        {
            return RunReceipt.Gone;
        }

        try
        {
            var folder = new Training.Runs.RunFolder(book.Folders.PathOf(id));
            if (Directory.Exists(folder.CheckpointFolder))
            {
                Directory.Delete(folder.CheckpointFolder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return RunReceipt.NotWritten(exception);
        }

        book.Note(id, RunEventKind.BegunAgain, me.Id);
        return await GoOnAsync(id, me);
    }

    /// <summary>Moves a waiting run before or behind its neighbour; of somebody who is no admin only among their own runs, so that nobody is overtaken by wish.</summary>
    public async Task<bool> MoveAsync(RunId id, bool forward, CurrentAccount me)
    {
        var mine = book.Line().Where(run => run.State == RunState.Waiting && me.MayChange(run.OwnerId)).ToList();
        var place = mine.FindIndex(run => run.Id == id.Value);
        var other = forward ? place - 1 : place + 1;
        if (place < 0 || other < 0 || other >= mine.Count || !await book.SwapAsync(id, IdOf(mine[other])))
        {
            return false;
        }

        await queue.PutAsync(id, mine[other].Order);
        await queue.PutAsync(IdOf(mine[other]), mine[place].Order);
        feed.Tell(id);
        feed.Tell(IdOf(mine[other]));
        return true;
    }

    /// <summary>Gives a run another name. An empty one changes nothing.</summary>
    public async Task<bool> RenameAsync(RunId id, string title, CurrentAccount me)
    {
        if (Owned(id, me) is null || Clean(title) is not { } clean)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        await book.UpdateAsync(id, card => card with { Title = clean, TouchedAt = now });
        book.Note(id, RunEventKind.Renamed, me.Id, detail: clean);
        feed.Tell(id);
        return true;
    }

    /// <summary>Takes a run out of the archive, into the list.</summary>
    public async Task<bool> BringBackAsync(RunId id, CurrentAccount me)
    {
        if (Owned(id, me) is null)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        await book.UpdateAsync(id, card => card with { ArchivedAt = null, TouchedAt = now });
        book.Note(id, RunEventKind.BroughtBack, me.Id);
        feed.Tell(id);
        return true;
    }

    /// <summary>Puts a run into the trash. A run that trains is left as it is: false.</summary>
    public async Task<bool> DeleteAsync(RunId id, CurrentAccount me)
    {
        return Owned(id, me) is not null && await TrashAsync(id) is { DeletedAt: not null };
    }

    /// <summary>The same where who may was asked before; the run as it is then, null where there is none.</summary>
    internal async Task<RunCard?> TrashAsync(RunId id)
    {
        await queue.RemoveAsync(id);
        var now = clock.GetUtcNow();
        var card = await book.UpdateAsync(id, rests => rests.State == RunState.Running || rests.DeletedAt is not null
            ? rests
            : rests with { State = rests.State == RunState.Waiting ? RunState.Stopped : rests.State, DeletedAt = now });
        feed.Tell(id);
        return card;
    }

    /// <summary>Adds a line to a run's log.</summary>
    internal void Note(RunId id, RunEventKind kind, string? who, int? step) => book.Note(id, kind, who, step);

    internal static RunId IdOf(RunCard card) => RunId.TryParse(card.Id, out var id) ? id : default;

    private async Task<bool> EndAsync(RunId id, RunState wanted, CurrentAccount me)
    {
        if (Owned(id, me) is null)
        {
            return false;
        }

        if (queue.Stop(id, wanted))
        {
            return true;
        }

        await queue.RemoveAsync(id);
        var card = await book.UpdateAsync(id, waiting => waiting.State == RunState.Waiting ? waiting with { State = wanted } : waiting);
        if (card?.State == wanted)
        {
            book.Note(id, wanted == RunState.Paused ? RunEventKind.Paused : RunEventKind.Stopped, me.Id);
        }
        else if (card is { State: RunState.Running } && !queue.Stop(id, wanted))
        {
            return false;
        }

        feed.Tell(id);
        return true;
    }

    private RunCard? Owned(RunId id, CurrentAccount me) =>
        book.Find(id) is { DeletedAt: null } card && me.MayChange(card.OwnerId) ? card : null;

    private static string? Clean(string title)
    {
        var text = new string([.. title.Where(letter => !char.IsControl(letter))]).Trim();
        return text.Length == 0 ? null : text.Length > LongestTitle ? text[..LongestTitle].TrimEnd() : text;
    }
}
