using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>A run's place in the line.</summary>
/// <param name="Ahead">Runs that go before it.</param>
/// <param name="Wait">How long that will take; null where one of them does not say.</param>
public readonly record struct RunPlace(int Ahead, TimeSpan? Wait);

/// <content>What can be seen of runs.</content>
internal sealed partial class RunDesk
{
    /// <summary>All runs that this person may see, newest first.</summary>
    public IReadOnlyList<RunCard> All(CurrentAccount me) => [.. book.All().Where(run => me.MaySee(run.OwnerId, run.IsShared))];

    /// <summary>The run that trains and those that wait, in order. Of runs that are not for this person only the place is told.</summary>
    public IReadOnlyList<RunCard> Line(CurrentAccount me) => [.. book.Line().Where(run => me.MaySee(run.OwnerId, run.IsShared))];

    /// <summary>A run; null where it does not exist for this person. Who is asked to approve its sharing may look at it first.</summary>
    public RunCard? Find(RunId id, CurrentAccount me) =>
        book.Find(id) is { DeletedAt: null } card
        && (me.MaySee(card.OwnerId, card.IsShared) || (card.Sharing is { Stage: Sharing.SharingStage.Asked } && approvers.May(card, me))) ? card : null;

    /// <summary>What this person has started, against what this studio allows.</summary>
    public RunRoom RoomOf(CurrentAccount me) => limits.Of(me.Id);

    /// <summary>How many runs of a model wait or train, whoever owns them.</summary>
    public int ActiveOn(string model) => book.Line().Count(run => run.Model == model);

    /// <summary>Whether this person may stop, rename or delete a run.</summary>
    public static bool MayChange(RunCard card, CurrentAccount me) => me.MayChange(card.OwnerId);

    /// <summary>How far the run is, while it trains.</summary>
    public RunProgress? ProgressOf(RunId id) => feed.LatestOf(id);

    /// <summary>What was measured since the last look.</summary>
    public (IReadOnlyList<RunMetric> Metrics, long Next, bool Restarted) MetricsOf(RunId id, long offset) =>
        RunMetrics.ReadFrom(book.Folders.FileOf(id, RunMetrics.FileName), offset);

    /// <summary>All that was measured.</summary>
    public IEnumerable<RunMetric> AllMetricsOf(RunId id)
    {
        for (long offset = 0; MetricsOf(id, offset) is { Metrics.Count: > 0, Restarted: false } bite; offset = bite.Next)
        {
            foreach (var metric in bite.Metrics)
            {
                yield return metric;
            }
        }
    }

    /// <summary>The held-out loss before the first step.</summary>
    public double? HeldOutBefore(RunId id) => RunBaseline.HeldOutLoss(book.Folders.FileOf(id, RunBaseline.FileName));

    /// <summary>The questions that were asked before and after, as far as they were.</summary>
    public IReadOnlyList<QuestionAnswers> AnswersOf(RunId id) => RunAnswers.Read(book.Folders.FileOf(id, RunAnswers.FileName));

    /// <summary>The answers to the same few questions over the run.</summary>
    public IReadOnlyList<RunSample> SamplesOf(RunId id) => RunSamples.Read(new RunFolder(book.Folders.PathOf(id)).Samples);

    /// <summary>What happened to the run, oldest first.</summary>
    public IReadOnlyList<RunEvent> EventsOf(RunId id) => RunEvents.Read(book.Folders.FileOf(id, RunEvents.FileName));

    /// <summary>The steps of which an adapter was kept, rising.</summary>
    public IReadOnlyList<int> CheckpointsOf(RunId id) => new RunCheckpoints(new RunFolder(book.Folders.PathOf(id))).Steps();

    /// <summary>The folder of the adapter after so many steps; null where it was not kept.</summary>
    public string? CheckpointOf(RunId id, int step) =>
        CheckpointsOf(id).Contains(step) ? new RunCheckpoints(new RunFolder(book.Folders.PathOf(id))).PathOf(step) : null;

    /// <summary>The recipe as it lies in the folder; null where it is not there.</summary>
    public string? RecipeTextOf(RunId id) => book.Folders.ReadText(id, RunRecipes.RecipeName) ?? book.Folders.ReadText(id, RunRecipes.WishName);

    /// <summary>The complete recipe of a run; null where it cannot be read.</summary>
    public TrainingRecipe? RecipeOf(RunId id) => RunRecipes.Read(book.Folders, id);

    /// <summary>What was asked for, to begin another run with; null where it cannot be read.</summary>
    public TrainingRecipe? WishOf(RunId id) => RunRecipes.Wish(book.Folders, id);

    /// <summary>What was chosen on the page of the new run; null where it was begun otherwise.</summary>
    public string? DraftOf(RunId id) => book.Folders.ReadText(id, DataOptions.DraftName);

    /// <summary>The releases of Datanets that it learns from.</summary>
    public IReadOnlyList<ReleasePin> ReleasesOf(RunId id) => ReleasePin.Read(book.Folders.ReadText(id, ReleasePin.FileName));

    /// <summary>The sets that it learns from, as they were when it was started.</summary>
    public IReadOnlyList<DataPin> DataOf(RunId id) => DataPin.Read(book.Folders.ReadText(id, DataPin.FileName))
        ?? DataPin.Of(DraftOf(id) is { } draft ? RunDraftBook.Parse(draft) : null, RecipeOf(id));

    /// <summary>What a run says of its result, or of a state on the way.</summary>
    public RunReport ReportOf(RunCard card, int? step)
    {
        var id = IdOf(card);
        var report = new RunReport
        {
            Steps = card.Step,
            TotalSteps = card.TotalSteps,
            Seconds = card.Seconds,
            Examples = card.Examples,
            Before = card.Before,
            After = card.After,
            HeldOutBefore = HeldOutBefore(id) ?? card.Before?.HeldOutLoss,
            HeldOutAfter = card.BestHeldOutLoss ?? card.After?.HeldOutLoss,
            Questions = AnswersOf(id),
            Data = DataOf(id),
            Releases = ReleasesOf(id),
            Recipe = RecipeOf(id),
        };
        return step is { } at ? report.At(at, AllMetricsOf(id), SamplesOf(id)) : report;
    }

    /// <summary>What a run comes to by what is known now.</summary>
    public RunJudgement Judge(RunCard card, IReadOnlyList<LossPoint> points) => RunJudging.Of(card, points, RecipeOf(IdOf(card)));

    /// <summary>How a run ended, as its own page says it; with what to do about it for who may. What only its page does is offered there.</summary>
    public RunEnding EndingOf(RunCard card, bool mayChange)
    {
        var verdict = RunVerdict.Of(card, null, card.Judgement, null);
        var remedies = mayChange ? RunRemedies.Of(card, card.Judgement, RecipeOf(IdOf(card)), AdapterOf(IdOf(card)) is not null) : [];
        return new RunEnding(
            RunWords.Tone(verdict.Tone), verdict.Headline, verdict.Reasons.Count > 0 ? verdict.Reasons[0] : null,
            [.. remedies.Where(remedy => remedy.Link is not null || remedy.Action == RemedyAction.GoOn).Select(remedy => new RunWayOut(remedy.Label, remedy.Link))]);
    }

    /// <summary>The folder that a chat takes the adapter from; null while there is none.</summary>
    public string? AdapterOf(RunId id)
    {
        var folder = book.Folders.PathOf(id);
        return File.Exists(Path.Combine(folder, "adapter_config.json")) && File.Exists(Path.Combine(folder, "adapter_model.safetensors")) ? folder : null;
    }

    /// <summary>Bytes of a run on the disk.</summary>
    public long SizeOf(RunId id) => book.Folders.SizeOf(id);

    /// <summary>A waiting run's place, whoever owns those before it; null where it does not wait.</summary>
    public RunPlace? PlaceOf(RunId id) => Places().TryGetValue(id.Value, out var place) ? place : null;

    /// <summary>The places of all that wait, whoever owns them, by their ids.</summary>
    public IReadOnlyDictionary<string, RunPlace> Places()
    {
        var places = new Dictionary<string, RunPlace>(StringComparer.Ordinal);
        var (ahead, wait) = (0, (TimeSpan?)TimeSpan.Zero);
        foreach (var run in book.Line())
        {
            if (run.State == RunState.Waiting)
            {
                places[run.Id] = new RunPlace(ahead, wait);
            }

            (ahead, wait) = (ahead + 1, wait + RemainingOf(run));
        }

        return places;
    }

    /// <summary>How fast the last finished run of this model was; null before the first.</summary>
    public RunSpeed? SpeedOf(string model) => book.All().FirstOrDefault(card => card.Model == model && card.Speed is not null)?.Speed;

    public RunSubscription Subscribe(RunId? id) => feed.Subscribe(id);

    public RunSubscription SubscribeToStates() => feed.SubscribeToStates();

    private TimeSpan? RemainingOf(RunCard run) =>
        run.State == RunState.Running && feed.LatestOf(IdOf(run))?.Remaining is { } left ? left
        : run.Prediction?.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds * (run.TotalSteps > 0 ? 1 - ((double)run.Step / run.TotalSteps) : 1))
        : null;
}
