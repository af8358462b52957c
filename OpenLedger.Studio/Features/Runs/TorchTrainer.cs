using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The real trainer: the one call into the training library.</summary>
internal static class TorchTrainer
{
    public static Trainer Create(TimeProvider clock) => (folder, progress, cancellation) =>
    {
        // The trainer writes its recipe before anything else: where it is there, the run was begun and goes on.
        var run = File.Exists(Path.Combine(folder, RunRecipes.RecipeName))
            ? TrainingRun.Resume(folder, clock)
            : TrainingRun.Start(Wish(folder), folder, clock);
        return run.Execute(progress, cancellation);
    };

    private static TrainingRecipe Wish(string folder)
    {
        var path = Path.Combine(folder, RunRecipes.WishName);
        return RecipeFile.Read(path).OrThrow(path);
    }
}
