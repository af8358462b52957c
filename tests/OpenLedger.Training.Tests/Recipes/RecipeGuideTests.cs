using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Tests.Recipes;

public class RecipeGuideTests
{
    [Fact]
    public void Document_OfRecipes_SaysWhatTheKnobsSay()
    {
        var path = Path.Combine(Shelf.Repository, "docs", "recipe.md");
        if (Environment.GetEnvironmentVariable("OPENLEDGER_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, RecipeGuide.Markdown());
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == RecipeGuide.Markdown(),
            "docs/recipe.md does not say what Knobs says. Run the tests of OpenLedger.Training.Tests.Recipes with OPENLEDGER_WRITE_DOCS=1, which writes it anew.");
    }

    [Fact]
    public void Markdown_OfTheGuide_NamesEveryKnob() =>
        Assert.All(Knobs.All, knob => Assert.Contains($"| `{knob.Name}` |", RecipeGuide.Markdown(), StringComparison.Ordinal));
}
