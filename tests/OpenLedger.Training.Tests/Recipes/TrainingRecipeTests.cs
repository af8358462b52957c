using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Tests.Recipes;

public class TrainingRecipeTests
{
    [Theory]
    [InlineData("{}", 100, 3)]
    [InlineData("{}", 101, 4)]
    [InlineData("{\"warmup_ratio\": 0}", 100, 0)]
    [InlineData("{\"warmup_steps\": 5}", 100, 5)]
    [InlineData("{\"warmup_steps\": 0}", 100, 0)]
    [InlineData("{\"warmup_steps\": 0.1}", 100, 10)]
    public void WarmupStepsOf_ARun_FollowsStepsThenRatio(string json, int total, int expected) =>
        Assert.Equal(expected, RecipeFile.Parse(System.Text.Encoding.UTF8.GetBytes(json), "/").Recipe.WarmupStepsOf(total));

    [Fact]
    public void EvalStepsOf_ARun_IsATenthUnlessGiven()
    {
        Assert.Equal((10, 11, 1, 7), (new TrainingRecipe().EvalStepsOf(100), new TrainingRecipe().EvalStepsOf(101), new TrainingRecipe().EvalStepsOf(3), new TrainingRecipe { EvalSteps = 7 }.EvalStepsOf(100)));
    }

    [Fact]
    public void OverriddenBy_Flags_TakesOnlyWhatTheyGive()
    {
        var file = new TrainingRecipe { LearningRate = 1e-3, R = 8, Seed = 1 };
        var flags = new TrainingRecipe { R = 16, Bf16 = null };

        var both = file.OverriddenBy(flags);

        Assert.Equal((1e-3, 16, 1L), (both.LearningRate, both.R, both.Seed));
        Assert.Equal(["learning_rate", "r", "seed", "bf16"], both.Given);
        Assert.Equal(2e-4, both.Without(Knobs.LearningRate).LearningRate);
    }

    [Fact]
    public void Equality_OfRecipes_IsThatOfTheirValues()
    {
        Assert.Equal(new TrainingRecipe(), new TrainingRecipe { R = 16 });
        Assert.NotEqual(new TrainingRecipe(), new TrainingRecipe { R = 8 });
        Assert.Equal(new TrainingRecipe { Data = [new DataSource("a")] }, new TrainingRecipe { Data = [new DataSource("a")] });
        Assert.NotEqual(new TrainingRecipe { Data = [new DataSource("a")] }, new TrainingRecipe { Data = [new DataSource("a", 2)] });
    }

}
