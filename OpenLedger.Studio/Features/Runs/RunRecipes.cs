using OpenLedger.Training;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The recipe in a run's folder.</summary>
internal static class RunRecipes
{
    /// <summary>What was asked for; the trainer makes the complete <c>recipe.json</c> of it when it begins.</summary>
    public const string WishName = "wish.json";

    public const string RecipeName = "recipe.json";

    /// <summary>The complete recipe where the run was begun, else what was asked for; null where neither can be read.</summary>
    public static TrainingRecipe? Read(RunFolders folders, RunId id) => Read(folders.FileOf(id, RecipeName)) ?? Wish(folders, id);

    /// <summary>What was asked for; null where it cannot be read.</summary>
    public static TrainingRecipe? Wish(RunFolders folders, RunId id) => Read(folders.FileOf(id, WishName));

    private static TrainingRecipe? Read(string path)
    {
        try
        {
            return File.Exists(path) ? RecipeFile.Read(path).Recipe : null;
        }
        catch (TrainingException)
        {
            return null;
        }
    }
}
