using System.Text.Json.Nodes;

namespace OpenLedger.Training.Recipes;

/// <summary>Reads the fields of a JSON object as values of a recipe.</summary>
internal static class RecipeFields
{
    /// <summary>Reads every field that can be, and says what is wrong with the others.</summary>
    /// <param name="fields">The object.</param>
    /// <param name="allowed">The knobs that may stand in it.</param>
    public static (TrainingRecipe Recipe, List<RecipeProblem> Problems) Read(JsonObject fields, IReadOnlyList<Knob> allowed)
    {
        var recipe = new TrainingRecipe();
        var problems = new List<RecipeProblem>();
        foreach (var (name, value) in fields)
        {
            var knob = Knobs.Find(name);
            if (knob is null || !allowed.Contains(knob))
            {
                problems.Add(Unknown(name, allowed));
                continue;
            }

            var reading = knob.Read(value);
            if (reading.Problem is { } problem)
            {
                problems.Add(new RecipeProblem(name, problem));
            }
            else
            {
                recipe = knob.With(recipe, reading.Value);
            }
        }

        return (recipe, problems);
    }

    private static RecipeProblem Unknown(string name, IReadOnlyList<Knob> allowed)
    {
        var suggestion = NearestName.Suggestion(name, allowed.Select(knob => knob.Name));
        var advice = suggestion.Length > 0 ? suggestion : " Take it out; all names stand in docs/recipe.md.";
        return new RecipeProblem(name, $"is not a name that can stand here.{advice}");
    }
}
