using OpenLedger.Training.Lora;
using OpenLedger.Training.Optimization;

namespace OpenLedger.Training.Recipes;

/// <summary>What must hold for a recipe to be trained by: each value in its range, and values that go together.</summary>
internal static class RecipeChecks
{
    public static IReadOnlyList<RecipeProblem> Of(TrainingRecipe recipe)
    {
        var ranges = Knobs.All.Select(knob => (knob.Name, Problem: knob.Check(knob.Get(recipe)))).ToList();
        return [.. ranges.Concat(Together(recipe)).Where(found => found.Problem is not null).Select(found => new RecipeProblem(found.Name, found.Problem!))];
    }

    private static IEnumerable<(string Name, string? Problem)> Together(TrainingRecipe recipe)
    {
        yield return (Knobs.Model.Name, recipe.Model is null ? "is missing. Name the folder of the base model." : null);
        yield return (Knobs.Data.Name, recipe.Data.Count == 0 ? "is missing. Name at least one file of examples." : null);
        yield return (Knobs.WarmupSteps.Name, recipe.WarmupSteps > 1 && Math.Floor(recipe.WarmupSteps) != recipe.WarmupSteps
            ? $"is {KnobNumber.Text(recipe.WarmupSteps)}, but must be a whole number of steps, or below 1 for a share of all." : null);
        yield return (Knobs.EarlyStoppingPatience.Name, recipe.EarlyStoppingPatience > 0 && recipe.EvalShare == 0 && recipe.EvalData is null
            ? "needs something to measure on. Set eval_share above 0, or name a file in eval_data." : null);
        yield return (Knobs.LearningRate.Name, recipe.LrSchedulerType == "polynomial" && recipe.LearningRate <= LearningRateSchedule.PolynomialEnd
            ? "must be above 1e-7 with the polynomial schedule, which ends there." : null);
        yield return (Knobs.LayersToTransform.Name, recipe.LayersToTransform is not null && recipe.TargetModules.Names is null
            ? "needs a list of names in target_modules. Give one, such as [\"q_proj\", \"v_proj\"], or write the numbers into a regular expression." : null);
        yield return (Knobs.LayersPattern.Name, recipe.LayersPattern is not null && recipe.LayersToTransform is null
            ? "goes with layers_to_transform, which is missing. Name the blocks, or take this out." : null);
        yield return (Knobs.TargetModules.Name, ExpressionProblem(Knobs.TargetModules.Name, ExpressionsOf(recipe.TargetModules)));
        yield return (Knobs.ExcludeModules.Name, ExpressionProblem(Knobs.ExcludeModules.Name, ExpressionsOf(recipe.ExcludeModules)));
        yield return (Knobs.LayersPattern.Name, ExpressionProblem(Knobs.LayersPattern.Name, recipe.LayersPattern ?? []));
        yield return (Knobs.RankPattern.Name, ExpressionProblem(Knobs.RankPattern.Name, recipe.RankPattern.Keys));
        yield return (Knobs.AlphaPattern.Name, ExpressionProblem(Knobs.AlphaPattern.Name, recipe.AlphaPattern.Keys));
    }

    private static string[] ExpressionsOf(ModuleChoice? modules) => modules?.Pattern is { } pattern ? [pattern] : [];

    private static string? ExpressionProblem(string name, IEnumerable<string> expressions)
    {
        try
        {
            foreach (var expression in expressions)
            {
                _ = PythonRegex.WholePath(expression, name);
            }

            return null;
        }
        catch (TrainingException problem)
        {
            return $"cannot be used: {problem.Message}";
        }
    }
}
