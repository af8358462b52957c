using System.Text.Json;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Training.Runs;

/// <summary>The recipe and the outcome in a run's folder.</summary>
internal static class RunRecipe
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>Fills in the model's own defaults, the measured precision and the number of threads, so that the recipe alone decides the result.</summary>
    public static TrainingRecipe Complete(TrainingRecipe recipe)
    {
        var full = recipe.Model is null ? recipe : recipe.WithDefaults(StudioDefaults.Read(recipe.Model));
        if (full.Problems() is { Count: > 0 } problems)
        {
            throw new TrainingException($"The recipe cannot be used:{string.Concat(problems.Select(problem => $"\n  {problem}"))}");
        }

        return full with
        {
            Bf16 = full.Bf16 ?? (PrecisionChoice.Measured == Precision.BFloat16),
            Threads = full.Threads > 0 ? full.Threads : TensorLibrary.DefaultThreads,
        };
    }

    /// <summary>Writes the recipe into a folder that holds no run yet. A run that ended before it did anything, because its data was not where it looked, is none.</summary>
    public static void Keep(TrainingRecipe recipe, RunFolder folder)
    {
        if (folder.HasBegun)
        {
            throw new TrainingException($"{folder.Path}: the folder already holds a run. Resume it, or choose an empty folder.");
        }

        try
        {
            Directory.CreateDirectory(folder.Path);
            using var held = RunLock.Take(folder);
            RecipeFile.Write(folder.Recipe, recipe);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{folder.Path}: cannot be written ({problem.Message}). Choose another folder.", problem);
        }
    }

    /// <summary>Reads the recipe of a run.</summary>
    public static TrainingRecipe Read(RunFolder folder)
    {
        if (!File.Exists(folder.Recipe))
        {
            throw new TrainingException($"{folder.Path}: holds no run (recipe.json is missing). Start one, or name the folder of a run.");
        }

        return RecipeFile.Read(folder.Recipe).OrThrow(folder.Recipe);
    }

    /// <summary>Writes how the run ended.</summary>
    public static void KeepOutcome(RunOutcome outcome, RunFolder folder) =>
        AtomicFile.Write(folder.Outcome, stream => JsonSerializer.Serialize(stream, outcome, Format));
}
