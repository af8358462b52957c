using OpenLedger.Training.Lora;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Tests.Recipes;

public class RecipeAdapterTests
{
    private static readonly LinearModule[] Modules =
    [
        .. Enumerable.Range(0, 2).SelectMany(layer => ((string[])["self_attn.q_proj", "self_attn.v_proj", "mlp.up_proj"]).Select(name =>
            new LinearModule($"model.layers.{layer}.{name}", 8, 8))),
    ];

    [Fact]
    public void ConfigOf_ARecipe_SaysTheSame()
    {
        var recipe = new TrainingRecipe
        {
            Model = "m",
            R = 4,
            LoraAlpha = 8,
            LoraDropout = 0.1,
            UseRslora = true,
            TargetModules = ModuleChoice.OfNames("q_proj", "v_proj"),
            ExcludeModules = ModuleChoice.OfPattern(".*1.*"),
            LayersToTransform = [0],
            LayersPattern = ["layers"],
            RankPattern = new Dictionary<string, double> { ["v_proj"] = 2 },
            AlphaPattern = new Dictionary<string, double> { ["q_proj"] = 0.5 },
        };

        var config = RecipeAdapter.ConfigOf(recipe);

        Assert.Equal((4, 8.0, 0.1, true, "m"), (config.Rank, config.Alpha, config.Dropout, config.UseRsLora, config.BaseModelNameOrPath));
        Assert.Equal(["model.layers.0.self_attn.q_proj", "model.layers.0.self_attn.v_proj"], TargetSelection.Resolve(config, Modules).Select(adapted => adapted.Module.Path));
        Assert.Equal([4, 2], TargetSelection.Resolve(config, Modules).Select(adapted => adapted.Rank));
        Assert.True(RecipeAdapter.ConfigOf(new TrainingRecipe()).TargetModules!.IsAllLinear);
    }

    [Fact]
    public void Contradictions_OfARecipeThatGivesNothing_AreNone() => Assert.Empty(Contradictions(new TrainingRecipe { LearningRate = 1, LoraDropout = 0.5 }));

    [Fact]
    public void Contradictions_OfTheSameInOtherWords_AreNone() => Assert.Empty(Contradictions(new TrainingRecipe { R = 8, LoraAlpha = 16, TargetModules = ModuleChoice.AllLinear, RankPattern = new Dictionary<string, double>() }));

    [Fact]
    public void Contradictions_OfAnotherShape_AreNamed()
    {
        Assert.Equal(["r"], Contradictions(new TrainingRecipe { R = 16 }));
        Assert.Equal(["lora_alpha", "use_rslora"], Contradictions(new TrainingRecipe { LoraAlpha = 32, UseRslora = true }));
        Assert.Equal(["target_modules"], Contradictions(new TrainingRecipe { TargetModules = ModuleChoice.OfNames("q_proj") }));
        Assert.Equal(["target_modules", "layers_to_transform"], Contradictions(new TrainingRecipe { TargetModules = ModuleChoice.OfNames("none"), LayersToTransform = [1] }));
    }

    private static string?[] Contradictions(TrainingRecipe recipe)
    {
        var initial = new LoraConfig { Rank = 8, Alpha = 16, TargetModules = ModuleSelector.Of("q_proj", "v_proj", "up_proj") };
        return [.. RecipeAdapter.Contradictions(recipe, initial, Modules).Select(problem => problem.Name)];
    }
}
