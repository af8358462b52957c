using OpenLedger.Training.Chance;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Tests.Recipes;

public class RecipeMutationTests
{
    private static readonly byte[] Original = """
        {
          "model": "m", "data": ["a.jsonl", {"path": "b.jsonl", "weight": 0.5}], "rehearsal_data": "r.jsonl",
          "learning_rate": 2e-4, "num_train_epochs": 3, "r": 8, "packing": true, "bf16": null, "seed": 42,
          "target_modules": ["q_proj", "v_proj"], "layers_to_transform": [0, 1], "rank_pattern": {"q_proj": 4}
        }
        """u8.ToArray();

    private static readonly byte[] Suggestions = """
        {"title": "t", "learning_rate_range": [2e-3, 5e-3], "learning_rate": 3e-3, "rehearsal_data": "../r.jsonl", "r": 16, "lr_scheduler_type": "cosine"}
        """u8.ToArray();

    /// <summary>A damaged recipe is a recipe or a list of problems; what has no problem can be written and read again.</summary>
    [Fact]
    public void Parse_OfDamagedRecipes_ReadsOrExplains()
    {
        var good = 0;
        for (var round = 0; round < LongRun.Mutations; round++)
        {
            var reading = RecipeFile.Parse(SeededMutation.Of(Original, SeededRandom.For(round, "damaged recipe")), "/recipes");

            Assert.All(reading.Problems, problem => Assert.InRange(problem.ToString().Length, 10, 2_000));
            if (reading.Problems.Count == 0)
            {
                good++;
                var again = RecipeFile.Parse(RecipeFile.ToUtf8(reading.Recipe, onlyGiven: false), "/elsewhere");
                Assert.Empty(again.Problems);
                Assert.Equal(reading.Recipe, again.Recipe);
            }
        }

        Assert.InRange(good, 1, LongRun.Mutations - 1);
    }

    [Fact]
    public void Parse_OfDamagedSuggestions_ReadsOrExplains()
    {
        for (var round = 0; round < LongRun.Mutations; round++)
        {
            var bytes = SeededMutation.Of(Suggestions, SeededRandom.For(round, "damaged suggestions"));
            try
            {
                var recipe = new TrainingRecipe().WithDefaults(StudioDefaults.Parse(bytes, "/models/m", "studio.json"));

                Assert.True(recipe.RehearsalData is null || recipe.RehearsalData.StartsWith("/models/", StringComparison.Ordinal));
                Assert.DoesNotContain(recipe.Problems(), problem => problem.Name is "learning_rate" or "r" or "lr_scheduler_type");
            }
            catch (TrainingException problem)
            {
                Assert.StartsWith("studio.json", problem.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Everything_InAnotherLanguage_IsTheSame(string culture)
    {
        var (guide, text) = (RecipeGuide.Markdown(), RecipeFile.ToUtf8(new TrainingRecipe { LearningRate = 1.5e-4 }, onlyGiven: false));

        using var scope = new CultureScope(culture);

        Assert.Equal(guide, RecipeGuide.Markdown());
        Assert.Equal(text, RecipeFile.ToUtf8(new TrainingRecipe { LearningRate = 1.5e-4 }, onlyGiven: false));
        Assert.Equal(1.5e-4, Knobs.LearningRate.Parse("1.5e-4").Value);
        Assert.Equal("1.5e-4", Knobs.LearningRate.Format(1.5e-4));
        Assert.Contains("1e-9", Knobs.LearningRate.Parse("1,5").Problem, StringComparison.Ordinal);
        Assert.Contains("\"init_adapter\"", RecipeFile.Parse("{\"INIT_ADAPTER\": 1}"u8, "/").Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(1e-6, Knobs.LearningRate.Range!.Stops()[0]);
    }
}
