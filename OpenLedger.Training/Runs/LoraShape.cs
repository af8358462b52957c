using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Runs;

/// <summary>The adapter that a run begins with.</summary>
internal static class LoraShape
{
    /// <summary>A new adapter, or the one that the recipe starts from: its shape wins, and where <paramref name="isNew"/> is set a value that contradicts it is an error.</summary>
    public static Adapter Start(TrainingRecipe recipe, BaseModel model, bool isNew)
    {
        if (recipe.InitAdapter is null)
        {
            return Adapter.Create(RecipeAdapter.ConfigOf(recipe) with { BaseModelNameOrPath = model.Name }, model.LinearModules, recipe.Seed);
        }

        var adapter = Adapter.Read(recipe.InitAdapter, model.LinearModules);
        if (!isNew || RecipeAdapter.Contradictions(recipe, adapter.Config, model.LinearModules) is not { Count: > 0 } problems)
        {
            return adapter;
        }

        adapter.Dispose();
        throw new TrainingException($"The recipe does not fit {recipe.InitAdapter}:{string.Concat(problems.Select(problem => $"\n  {problem}"))}");
    }
}
