using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The recipe that the form begins with, and which of its knobs are shown where.</summary>
internal sealed class RecipeDraft(StarterSetDesk data)
{
    public IReadOnlyList<Knob> Basic { get; } = [.. Knobs.All.Where(knob => knob.Group == KnobGroup.Basic)];

    public IReadOnlyList<Knob> Advanced { get; } = [.. Knobs.All.Where(knob => knob.Group == KnobGroup.Advanced)];

    /// <summary>The starter set for this model, with the model's own defaults.</summary>
    public TrainingRecipe StandardFor(StudioModel model) => new TrainingRecipe
    {
        Model = model.Folder,
        Data = [new DataSource(data.EntriesPath)],
        EvalQuestions = data.QuestionsPath,
    }.WithDefaults(model.Defaults);

    /// <summary>The recipe with this knob turned; turned back to where it stood, it is not a choice any more.</summary>
    public static TrainingRecipe Turn(TrainingRecipe recipe, TrainingRecipe standard, Knob knob, object? value) =>
        knob.Format(value) == knob.Format(knob.Get(standard)) ? recipe.Without(knob) : knob.With(recipe, value);

    /// <summary>A recipe for the same examples and model that takes over what another run had chosen.</summary>
    public TrainingRecipe Like(TrainingRecipe standard, TrainingRecipe other) =>
        Basic.Concat(Advanced).Aggregate(standard, (recipe, knob) => Turn(recipe, standard, knob, knob.Get(other)));

    /// <summary>What stands behind the fold, in a line.</summary>
    public string Summary(TrainingRecipe recipe, TrainingRecipe standard)
    {
        var turned = Advanced.Count(knob => knob.Format(knob.Get(recipe)) != knob.Format(knob.Get(standard)));
        var text = $"{recipe.LrSchedulerType} schedule · seed {Knobs.Seed.Format(recipe.Seed)} · {Knobs.TargetModules.Format(recipe.TargetModules)}";
        return turned == 0 ? text : $"{text} · {turned} changed";
    }
}
