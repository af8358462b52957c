using OpenLedger.Studio.Features.Models;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Makes recipes of what was chosen on the page of a new run.</summary>
internal static class RunForm
{
    /// <summary>The share of the examples that is kept aside where nothing else would tell whether they were learned.</summary>
    public const double HeldOutShare = 0.1;

    private const int UnknownContext = 4096;

    /// <summary>The knobs that everyone sees, in the order of the page.</summary>
    public static IReadOnlyList<Knob> Basic { get; } = [Knobs.NumTrainEpochs, Knobs.LearningRate, Knobs.R, Knobs.MaxLength, Knobs.RehearsalShare];

    /// <summary>All that unfolds.</summary>
    public static IReadOnlyList<Knob> Advanced { get; } = [.. Knobs.All.Where(knob => knob.Group != KnobGroup.Files).Except(Basic)];

    /// <summary>What stands behind the fold, in a line.</summary>
    public static string Summary(RunSituation situation)
    {
        var recipe = situation.Recipe;
        return $"{Knobs.PerDeviceTrainBatchSize.Technical} {recipe.PerDeviceTrainBatchSize} · {recipe.LrSchedulerType} · {Knobs.Seed.Technical} {Knobs.Seed.Format(recipe.Seed)} · {Knobs.TargetModules.Format(recipe.TargetModules)}";
    }

    /// <summary>How many of the knobs behind the fold were turned.</summary>
    public static int TurnedOf(RunSituation situation) => Advanced.Count(situation.Draft.Turned.IsGiven);

    /// <summary>Everything that follows from a draft at once; what it comes to is counted later.</summary>
    public static RunSituation SituationOf(RunDraft draft, IReadOnlyList<StudioModel> models, IReadOnlyList<DataOption> sets)
    {
        var model = models.FirstOrDefault(model => model.IsUsable && model.Id == draft.Model) ?? models.FirstOrDefault(model => model.IsUsable);
        var picks = draft.Data.Where(pick => sets.Any(set => set.Id == pick.Id)).ToList();
        var context = model is { Context: > 0 } ? model.Context : UnknownContext;
        var chosen = picks.ConvertAll(pick => sets.First(set => set.Id == pick.Id));
        var rehearsal = sets.FirstOrDefault(set => set.IsRehearsal && set.Id == draft.Rehearsal);
        var standard = Standard(draft, model, [.. picks.Zip(chosen)], rehearsal, context);
        return new RunSituation
        {
            Draft = draft,
            Standard = standard,
            Recipe = standard.OverriddenBy(draft.Turned),
            Model = model,
            Context = context,
            Chosen = chosen,
            Rehearsal = rehearsal,
        };
    }

    /// <summary>The draft of somebody who has chosen nothing yet: the starter set, where it is there.</summary>
    public static RunDraft Fresh(IReadOnlyList<DataOption> sets) =>
        new() { Data = [.. sets.Where(set => !set.IsRehearsal && set.Id == DataOptions.Starter).Select(set => new DataPick(set.Id))] };

    /// <summary>The draft that repeats a run: what was chosen then, or where that is not known any more, the values of its recipe.</summary>
    public static RunDraft Like(string model, string? kept, TrainingRecipe recipe) => (kept is null ? null : RunDraftBook.Parse(kept)) ?? new RunDraft
    {
        Model = model,
        Data = [new DataPick(DataOptions.Starter)],
        Turned = Basic.Concat(Advanced).Where(recipe.IsGiven).Aggregate(new TrainingRecipe(), (turned, knob) => knob.With(turned, knob.Get(recipe))),
    };

    /// <summary>The draft without the knobs that an adapter to go on from decides.</summary>
    public static RunDraft WithoutShape(RunDraft draft) => draft with
    {
        Turned = Basic.Concat(Advanced).Where(RecipeAdapter.DecidesShape).Aggregate(draft.Turned, (turned, knob) => turned.Without(knob)),
    };

    private static TrainingRecipe Standard(RunDraft draft, StudioModel? model, List<(DataPick Pick, DataOption Set)> chosen, DataOption? rehearsal, int context)
    {
        var recipe = new TrainingRecipe
        {
            Model = model?.Folder,
            Data = [.. chosen.Select(one => new DataSource(one.Set.File, one.Pick.Weight))],
            EvalQuestions = chosen.Select(one => one.Set.Questions).OfType<string>().FirstOrDefault(),
        };
        if (rehearsal is not null)
        {
            recipe = recipe with { RehearsalData = rehearsal.File };
        }

        if (draft.Further is { } further)
        {
            recipe = recipe with { InitAdapter = further.Folder };
        }

        var standard = model is null ? recipe : recipe.WithDefaults(model.Defaults);
        standard = NeedsHeldOut(standard, chosen) ? standard with { EvalShare = HeldOutShare } : standard;
        return standard.MaxLength <= context ? standard : standard with { MaxLength = context };
    }

    /// <summary>
    /// A model that holds nothing out trusts in questions about what is new, and a person's own set has none. Of a small set every example
    /// is worth more to learn from than to measure on, so there the person decides.
    /// </summary>
    private static bool NeedsHeldOut(TrainingRecipe standard, List<(DataPick Pick, DataOption Set)> chosen) =>
        standard is { EvalShare: 0, EvalData: null } && chosen.Count > 0 && chosen.All(one => one.Set.Questions is null)
        && HeldOutSplit.CountOf(chosen.Sum(one => one.Set.Examples), HeldOutShare) >= HeldOutSplit.Fewest;
}
