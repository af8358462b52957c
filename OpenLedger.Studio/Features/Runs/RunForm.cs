using System.Collections.Concurrent;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Training;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Makes recipes of what was chosen on the page of a new run.</summary>
internal sealed class RunForm(DataOptions data)
{
    private const int UnknownContext = 4096;

    private readonly ConcurrentDictionary<string, int> _contexts = new();

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
    public RunSituation SituationOf(RunDraft draft, IReadOnlyList<StudioModel> models, IReadOnlyList<DataOption> sets)
    {
        var model = models.FirstOrDefault(model => model.IsUsable && model.Id == draft.Model) ?? models.FirstOrDefault(model => model.IsUsable);
        var picks = draft.Data.Where(pick => sets.Any(set => set.Id == pick.Id)).ToList();
        var context = model is null ? UnknownContext : ContextOf(model);
        var standard = Standard(draft, model, picks, context);
        return new RunSituation
        {
            Draft = draft,
            Standard = standard,
            Recipe = standard.OverriddenBy(draft.Turned),
            Model = model,
            Context = context,
            Chosen = [.. picks.Select(pick => sets.First(set => set.Id == pick.Id))],
        };
    }

    /// <summary>The draft that repeats a recipe, as far as its sets are still there.</summary>
    public RunDraft Like(string model, TrainingRecipe recipe, IReadOnlyList<DataOption> sets)
    {
        DataPick? PickOf(DataSource source) => sets.FirstOrDefault(set => data.FileOf(set.Id) == source.Path) is { } set ? new DataPick(set.Id, source.Weight) : null;
        return new RunDraft
        {
            Model = model,
            Data = [.. recipe.Data.Select(PickOf).OfType<DataPick>()],
            Rehearsal = sets.FirstOrDefault(set => set.IsRehearsal && data.FileOf(set.Id) == recipe.RehearsalData)?.Id,
            Turned = Basic.Concat(Advanced).Where(recipe.IsGiven).Aggregate(new TrainingRecipe(), (turned, knob) => knob.With(turned, knob.Get(recipe))),
        };
    }

    /// <summary>The draft without the knobs that an adapter to go on from decides.</summary>
    public static RunDraft WithoutShape(RunDraft draft) => draft with
    {
        Turned = Basic.Concat(Advanced).Where(RecipeAdapter.DecidesShape).Aggregate(draft.Turned, (turned, knob) => turned.Without(knob)),
    };

    private TrainingRecipe Standard(RunDraft draft, StudioModel? model, List<DataPick> picks, int context)
    {
        var recipe = new TrainingRecipe
        {
            Model = model?.Folder,
            Data = [.. picks.Select(pick => new DataSource(data.FileOf(pick.Id), pick.Weight))],
            EvalQuestions = picks.Select(pick => data.QuestionsOf(pick.Id)).OfType<string>().FirstOrDefault(),
        };
        if (draft.Rehearsal is { } rehearsal)
        {
            recipe = recipe with { RehearsalData = data.FileOf(rehearsal) };
        }

        if (draft.Further is { } further)
        {
            recipe = recipe with { InitAdapter = further.Folder };
        }

        var standard = model is null ? recipe : recipe.WithDefaults(model.Defaults);
        return standard.MaxLength <= context ? standard : standard with { MaxLength = context };
    }

    private int ContextOf(StudioModel model) => _contexts.GetOrAdd(model.Folder, folder =>
    {
        try
        {
            return BaseModelConfig.Read(folder).MaxPositions;
        }
        catch (TrainingException)
        {
            return UnknownContext;
        }
    });
}
