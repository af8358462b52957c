namespace OpenLedger.Training.Recipes;

/// <summary>What was read of a recipe, and everything that is wrong with it.</summary>
/// <param name="Recipe">The recipe with every value that could be read; paths are full.</param>
/// <param name="Problems">All problems, in the order of the file; empty if it can be trained by.</param>
public sealed record RecipeReading(TrainingRecipe Recipe, IReadOnlyList<RecipeProblem> Problems)
{
    /// <summary>The recipe, if nothing is wrong with it.</summary>
    /// <param name="source">The file, for the message.</param>
    /// <exception cref="TrainingException">Lists all problems.</exception>
    public TrainingRecipe OrThrow(string source) =>
        Problems.Count == 0
            ? Recipe
            : throw new TrainingException($"{source} cannot be used:{string.Concat(Problems.Select(problem => $"\n  {problem}"))}");
}
