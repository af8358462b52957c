using System.Diagnostics;
using System.Text.Json;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Tests.Lora;

public class TargetSelectionTests
{
    private static readonly IReadOnlyList<LinearModule> Llama8B = CheckpointLayout.LinearModules(BaseModelConfig.Parse(
        "{\"model_type\":\"llama\",\"hidden_size\":4096,\"intermediate_size\":14336,\"num_key_value_heads\":8,\"vocab_size\":128256}", "config.json"));

    [Fact]
    public void Resolve_GoldenAdapters_SelectsWhatPeftSelected()
    {
        using var keys = JsonDocument.Parse(File.ReadAllText(Shelf.Golden("adapters", "keys.json")));
        foreach (var (folder, modules) in Bases.GoldenAdapters().Append((Shelf.Golden("adapters", "half"), Bases.OfAdapters)))
        {
            using var file = SafetensorsFile.Open(Path.Combine(folder, "adapter_model.safetensors"));
            var selected = TargetSelection.Resolve(LoraConfig.Read(folder), modules);
            var names = selected
                .SelectMany(item => new[] { AdapterNames.Down(item.Module.Path), AdapterNames.Up(item.Module.Path) })
                .Order(StringComparer.Ordinal)
                .ToList();

            Assert.Equal(file.Tensors.Keys, names);
            Assert.All(selected, item => Assert.Equal([item.Rank, item.Module.InFeatures], file.Tensors[AdapterNames.Down(item.Module.Path)].Shape));
            if (keys.RootElement.TryGetProperty(Path.GetFileName(folder), out var first))
            {
                Assert.Equal(first.EnumerateArray().Select(item => item.GetString()), names.Take(first.GetArrayLength()));
            }
        }
    }

    [Theory]
    [InlineData("lm-head", "lm_head")]
    [InlineData("embedding", "model.embed_tokens")]
    public void Resolve_EmbeddingOrHead_IsRefusedByName(string name, string path)
    {
        var config = LoraConfig.Read(Shelf.Golden("adapters", name));

        var exception = Assert.Throws<TrainingException>(() => TargetSelection.Resolve(config, Bases.OfAdapters));
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_CountsOfKnownModels_AreRight()
    {
        var all = new LoraConfig { Rank = 16, TargetModules = ModuleSelector.AllLinear };
        Assert.Equal(41_943_040, TargetSelection.Resolve(all, Llama8B).Sum(item => item.ParameterCount));

        var qwen = CheckpointLayout.LinearModules(BaseModelConfig.Parse(
            "{\"model_type\":\"qwen2\",\"hidden_size\":896,\"intermediate_size\":4864,\"num_hidden_layers\":24,\"num_attention_heads\":14,\"num_key_value_heads\":2}",
            "config.json"));
        Assert.Equal(540_672, TargetSelection.Resolve(new LoraConfig { Rank = 8 }, qwen).Sum(item => item.ParameterCount));
    }

    [Theory]
    [InlineData(16, 32, false, 2)]
    [InlineData(16, 32, true, 8)]
    [InlineData(8, 4, false, 0.5)]
    public void Resolve_Scaling_IsAlphaOverRankOrItsRoot(int rank, double alpha, bool rsLora, float scaling)
    {
        var selected = TargetSelection.Resolve(new LoraConfig { Rank = rank, Alpha = alpha, UseRsLora = rsLora }, Llama8B);

        Assert.All(selected, item => Assert.Equal(scaling, item.Scaling));
    }

    [Fact]
    public void Resolve_Patterns_FirstMatchCountsAndScalesWithItsOwnRank()
    {
        var config = new LoraConfig
        {
            Rank = 4,
            Alpha = 8,
            TargetModules = ModuleSelector.Of("q_proj", "o_proj", "v_proj"),
            RankPattern = [new(@"layers\.1\.self_attn\.q_proj", 2), new("o_proj", 6)],
            AlphaPattern = [new("o_proj", 3)],
        };

        var byPath = TargetSelection.Resolve(config, Bases.OfAdapters).ToDictionary(item => item.Module.Path);

        Assert.Equal((2, 4f), (byPath["model.layers.1.self_attn.q_proj"].Rank, byPath["model.layers.1.self_attn.q_proj"].Scaling));
        Assert.Equal((4, 2f), (byPath["model.layers.0.self_attn.q_proj"].Rank, byPath["model.layers.0.self_attn.q_proj"].Scaling));
        Assert.Equal((6, 0.5f), (byPath["model.layers.0.self_attn.o_proj"].Rank, byPath["model.layers.0.self_attn.o_proj"].Scaling));
    }

    [Fact]
    public void Resolve_PatternsWhoseStoredOrderMeansSomethingElse_AreRefused()
    {
        var config = new LoraConfig { RankPattern = [new("v_proj", 2), new("[kv]_proj", 4)] };

        var exception = Assert.Throws<TrainingException>(() => TargetSelection.Resolve(config, Bases.OfAdapters));
        Assert.Contains("\"v_proj\" and \"[kv]_proj\" both match", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(-1, 8)]
    [InlineData(100_000, 8)]
    [InlineData(8, double.NaN)]
    public void Resolve_RankOrAlphaOutOfReason_IsRefused(int rank, double alpha) =>
        Assert.Throws<TrainingException>(() => Paths(new LoraConfig { RankPattern = [new("v_proj", rank)], Alpha = alpha }));

    [Fact]
    public void Resolve_Layers_NarrowEndingsButNotWholePaths()
    {
        var config = new LoraConfig { TargetModules = ModuleSelector.Of("q_proj", "model.layers.3.mlp.up_proj"), LayersToTransform = [1] };
        Assert.Equal(["model.layers.1.self_attn.q_proj", "model.layers.3.mlp.up_proj"], Paths(config));
        Assert.Equal(["model.layers.1.self_attn.q_proj", "model.layers.3.mlp.up_proj"], Paths(config with { LayersPattern = ["h", "layers"] }));
        Assert.Equal(["model.layers.3.mlp.up_proj"], Paths(config with { LayersPattern = ["blocks"] }));
        Assert.Throws<TrainingException>(() => Paths(config with { LayersToTransform = [], LayersPattern = ["layers"] }));
        Assert.Throws<TrainingException>(() => Paths(config with { TargetModules = ModuleSelector.AllLinear }));
    }

    [Theory]
    [InlineData(".*q_proj", 4)]
    [InlineData("q_proj", 0)]
    [InlineData(@"model\.layers\.\d+\.self_attn\.(?P<which>[qk])_proj\Z", 8)]
    [InlineData(@".*\.(?P<a>[a-z]+)_attn\.q_proj(?P=a)?", 4)]
    [InlineData(@"(?!.*\.0\.).*q_proj", 3)]
    [InlineData(@"model.layers.0.mlp.up_proj|model.layers.1.mlp.up_proj", 2)]
    [InlineData("(?i).*Q_PROJ", 4)]
    public void Resolve_Expression_MatchesWholePathsAsPythonDoes(string expression, int count)
    {
        var config = new LoraConfig { TargetModules = ModuleSelector.OfText(expression) };
        if (count == 0)
        {
            Assert.Contains("q_proj, k_proj", Assert.Throws<TrainingException>(() => Paths(config)).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(count, Paths(config).Count);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[z-a]")]
    [InlineData("a{99999999999}")]
    [InlineData("(a")]
    [InlineData("*")]
    [InlineData("(?P<1>")]
    public void Resolve_BadExpression_IsRefused(string expression)
    {
        foreach (var config in new[]
        {
            new LoraConfig { TargetModules = ModuleSelector.OfText(expression) },
            new LoraConfig { ExcludeModules = ModuleSelector.OfText(expression) },
            new LoraConfig { RankPattern = [new(expression, 4)] },
            new LoraConfig { LayersToTransform = [1], LayersPattern = [expression] },
        })
        {
            Assert.Throws<TrainingException>(() => Paths(config));
        }
    }

    [Fact]
    public void Resolve_HostileExpressions_EndInTime()
    {
        var watch = Stopwatch.StartNew();
        Assert.Throws<TrainingException>(() => Paths(Selecting("(([a-z._0-9]+)+)+!")));
        Assert.Throws<TrainingException>(() => Paths(Selecting("(?=x?)(([a-z._0-9]+)+)+!")));
        Assert.Throws<TrainingException>(() => Paths(Selecting(new string('(', 5_000) + new string(')', 5_000))));
        Assert.Throws<TrainingException>(() => Paths(Selecting(string.Concat(Enumerable.Repeat("(a{1000}", 20)) + string.Concat(Enumerable.Repeat("){1000}", 20)))));
        Assert.Throws<TrainingException>(() => Paths(Selecting(new string('a', 30_000))));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
    }

    [Fact]
    public void WithNames_AllLinear_IsStoredAsNames()
    {
        var names = TargetSelection.WithNames(new LoraConfig { TargetModules = ModuleSelector.OfText("All-Linear") }, Bases.OfAdapters).TargetModules!.Names;

        Assert.Equal(["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"], names);
        Assert.Equal(["q_proj", "v_proj"], TargetSelection.WithNames(new LoraConfig(), Bases.OfAdapters).TargetModules!.Names);
    }

    private static LoraConfig Selecting(string expression) => new() { TargetModules = ModuleSelector.OfText(expression) };

    private static List<string> Paths(LoraConfig config) => [.. TargetSelection.Resolve(config, Bases.OfAdapters).Select(item => item.Module.Path)];
}
