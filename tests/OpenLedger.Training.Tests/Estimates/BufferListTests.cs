using OpenLedger.Training.Architectures;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Kernels;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tensors;
using OpenLedger.Training.Tests.Parity;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Estimates;

/// <summary>The trainer holds what the list says, to the byte: on every family, with every kind of adapter.</summary>
public class BufferListTests
{
    public static TheoryData<string> Models => [.. Directory.EnumerateDirectories(Shelf.Golden("models")).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Training_HoldsWhatIsListed(string name)
    {
        foreach (var (recipe, precision) in Recipes())
        {
            using var golden = new GoldenModel(name, precision);
            var sizes = AdapterSizes.Of(recipe, golden.Config);
            using var adapter = Adapter.Create(RecipeAdapter.ConfigOf(recipe), CheckpointLayout.LinearModules(golden.Config), seed: 1);
            using var lora = new LoraParameters(adapter, golden.Config, CPU, trained: true);
            var (long_, short_) = (Documents(40, 11), Documents(9, 7));

            golden.Pass.LossAndGradients(long_, lora, 1, recipe.LoraDropout > 0 ? new LoraDropout((float)recipe.LoraDropout, 3) : LoraDropout.None);
            golden.Pass.LossAndGradients(short_, lora, 1, LoraDropout.None);
            var listed = new BufferList(golden.Config, sizes, recipe.LoraDropout > 0, precision == ScalarType.BFloat16).AddTraining(long_.Count, long_.Targets.Length);
            Assert.Equal(listed.Bytes, golden.Space.Bytes);

            golden.Pass.Loss(Documents(60, 5), lora);
            Assert.Equal(listed.AddScoring(60, 5).Bytes, golden.Space.Bytes);
            Assert.Equal(lora.Values.numel(), sizes.Parameters);
            Assert.Equal(lora.LowestLayer, sizes.LowestLayer);
        }
    }

    [Fact]
    public void ReservedWorkspace_GrowsNoMore_AndGivesTheSameLoss()
    {
        using var golden = new GoldenModel("qwen3");
        var recipe = new TrainingRecipe { Bf16 = false };
        using var adapter = Adapter.Create(RecipeAdapter.ConfigOf(recipe), CheckpointLayout.LinearModules(golden.Config), seed: 1);
        using var lora = new LoraParameters(adapter, golden.Config, CPU, trained: true);
        using var reserved = new Workspace(CPU);
        var listed = new BufferList(golden.Config, AdapterSizes.Of(recipe, golden.Config), dropout: false, narrow: false).AddTraining(40, 11);
        reserved.Reserve(listed.All);
        var before = reserved.Bytes;

        var loss = new LanguageModelPass(golden.Model, reserved).LossAndGradients(Documents(40, 11), lora, 1, LoraDropout.None);

        Assert.Equal(before, reserved.Bytes);
        Assert.Equal(golden.Pass.LossAndGradients(Documents(40, 11), lora, 1, LoraDropout.None), loss);
    }

    [Fact]
    public void Weights_WeighWhatIsSaid()
    {
        foreach (var precision in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            using var golden = new GoldenModel("llama3-gqa-rope-llama3-tied", precision);

            Assert.Equal(golden.Model.WeightBytes, MemoryEstimate.WeightBytes(golden.Config, precision == ScalarType.BFloat16));
        }
    }

    private static IEnumerable<(TrainingRecipe, ScalarType)> Recipes()
    {
        yield return (new TrainingRecipe { R = 8 }, ScalarType.Float32);
        yield return (new TrainingRecipe { R = 3, LoraDropout = 0.2 }, ScalarType.Float32);
        yield return (new TrainingRecipe { R = 4 }, ScalarType.BFloat16);
        yield return (new TrainingRecipe { R = 4, TargetModules = ModuleChoice.OfNames(["q_proj", "v_proj"]) }, ScalarType.Float32);
        yield return (new TrainingRecipe { R = 4, TargetModules = ModuleChoice.OfNames(["down_proj", "k_proj"]), LayersToTransform = [1], LoraDropout = 0.1 }, ScalarType.BFloat16);
    }

    private static PackedTokens Documents(int tokens, int labels) =>
        PackedTokens.Of([(Enumerable.Repeat(5, tokens).ToArray(), Enumerable.Range(0, tokens).Select(place => place >= tokens - labels).ToArray())]);
}
