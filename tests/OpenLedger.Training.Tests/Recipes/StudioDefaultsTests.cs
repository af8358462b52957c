using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Tests.Recipes;

public class StudioDefaultsTests
{
    [Theory]
    [InlineData("nano-llama")]
    [InlineData("nano-qwen")]
    [InlineData("nano-mistral")]
    public void Read_OfABundledModel_SuggestsWhatItNeeds(string model)
    {
        var defaults = StudioDefaults.Read(Path.Combine(Shelf.Models, model));
        var recipe = new TrainingRecipe { R = 4 }.WithDefaults(defaults);

        Assert.Equal((model, "MIT"), (defaults.Title, defaults.Licence));
        Assert.InRange(recipe.LearningRate, defaults.LearningRateRange!.Value.Low, defaults.LearningRateRange!.Value.High);
        Assert.Equal(4, recipe.R);
        Assert.Equal(["r"], recipe.Given);
        Assert.True(File.Exists(recipe.RehearsalData));
        Assert.True(File.Exists(recipe.KeptQuestions));
        Assert.True(Path.IsPathFullyQualified(recipe.RehearsalData!));
    }

    [Fact]
    public void WithDefaults_OverAGivenValue_DoesNotTouchIt()
    {
        using var folder = new ScratchFolder();
        folder.Write("studio.json", """{"learning_rate": 3e-3, "r": 8, "rehearsal_data": "../r.jsonl"}""");
        var defaults = StudioDefaults.Read(folder.Path);

        var given = RecipeFile.Parse("{\"r\": 16, \"rehearsal_data\": null}"u8, "/").Recipe.WithDefaults(defaults);

        Assert.Equal((16, 3e-3, null), (given.R, given.LearningRate, given.RehearsalData));
        Assert.Equal(8, given.Without(Knobs.R).R);
        Assert.Equal(16, given.WithDefaults(StudioDefaults.None).R);
        Assert.Equal(2e-4, given.WithDefaults(StudioDefaults.None).LearningRate);
    }

    [Fact]
    public void Read_WithoutAFile_SuggestsNothing()
    {
        using var folder = new ScratchFolder();

        Assert.Same(StudioDefaults.None, StudioDefaults.Read(folder.Path));
    }

    [Theory]
    [InlineData("""{"rehearsal_data": "../../secret.jsonl"}""", "outside")]
    [InlineData("""{"kept_questions": "/etc/passwd"}""", "outside")]
    [InlineData("""{"data": "mine.jsonl"}""", "data is not a name that can stand here")]
    [InlineData("""{"init_adapter": "a"}""", "init_adapter is not")]
    [InlineData("""{"titel": "x"}""", "titel is not")]
    [InlineData("""{"title": 7}""", "title must be a text")]
    [InlineData("""{"learning_rate": 7}""", "learning_rate is 7")]
    [InlineData("""{"learning_rate_range": [5e-3, 2e-3]}""", "learning_rate_range must be")]
    [InlineData("""{"learning_rate_range": 2e-3}""", "learning_rate_range must be")]
    [InlineData("""{"r": 8""", "no valid JSON")]
    [InlineData("""[]""", "line 1, character 1")]
    public void Read_OfAWrongFile_NamesItAndTheField(string json, string says)
    {
        using var folder = new ScratchFolder();
        var path = folder.Write("studio.json", json);

        var problem = Assert.Throws<TrainingException>(() => StudioDefaults.Read(folder.Path));

        Assert.StartsWith(path, problem.Message, StringComparison.Ordinal);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }
}
