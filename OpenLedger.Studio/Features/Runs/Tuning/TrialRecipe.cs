using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>Recipes of trials: all the same but for what the search varies.</summary>
internal static class TrialRecipe
{
    private const double LeastHeldOut = 0.1;

    /// <summary>The settings of a recipe.</summary>
    public static TrialSettings SettingsOf(TrainingRecipe recipe) => new(recipe.LearningRate, recipe.R, recipe.NumTrainEpochs);

    /// <summary>
    /// The recipe in a form that can be compared: a share is held out (the same examples in every trial, since the seed is the same), the
    /// best state counts, nothing ends early. The questions are for the winner alone.
    /// </summary>
    public static TrainingRecipe Comparable(TrainingRecipe recipe)
    {
        var comparable = recipe with { EvalQuestions = null, KeptQuestions = null, LoadBestModelAtEnd = true, EarlyStoppingPatience = 0 };
        return recipe.EvalData is not null || recipe.EvalShare >= LeastHeldOut ? comparable : comparable with { EvalShare = LeastHeldOut };
    }

    /// <summary>The recipe with the settings of a trial; alpha keeps its proportion to the rank.</summary>
    public static TrainingRecipe With(TrainingRecipe recipe, TrialSettings settings)
    {
        var turned = recipe with { LearningRate = settings.LearningRate };
        turned = recipe.MaxSteps > 0 ? turned : turned with { NumTrainEpochs = settings.Epochs };
        return recipe.InitAdapter is not null ? turned : turned with { R = settings.Rank, LoraAlpha = recipe.LoraAlpha * settings.Rank / recipe.R };
    }

    /// <summary>The draft with the settings of a trial, for who wants to begin another run like it.</summary>
    public static RunDraft With(RunDraft draft, TrainingRecipe recipe, TrialSettings settings)
    {
        var set = With(recipe, settings);
        Knob[] varied = recipe.InitAdapter is null ? [Knobs.LearningRate, Knobs.NumTrainEpochs, Knobs.R, Knobs.LoraAlpha] : [Knobs.LearningRate, Knobs.NumTrainEpochs];
        return draft with { Turned = varied.Aggregate(draft.Turned, (turned, knob) => knob.With(turned, knob.Get(set))) };
    }
}
