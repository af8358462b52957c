using System.Text.Json;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Architectures;

public class CheckpointLayoutTests
{
    /// <summary>Known models: family, H, I, L, heads, key-value heads, head dimension (0: not in the file), vocabulary, tied, and their published sizes.</summary>
    [Theory]
    [InlineData("llama", 4096, 11008, 32, 32, 32, 0, 32000, false, 6_738_415_616)]
    [InlineData("llama", 4096, 14336, 32, 32, 8, 0, 128256, false, 8_030_261_248)]
    [InlineData("llama", 2048, 8192, 16, 32, 8, 64, 128256, true, 1_235_814_400)]
    [InlineData("llama", 3072, 8192, 28, 24, 8, 128, 128256, true, 3_212_749_824)]
    [InlineData("llama", 576, 1536, 30, 9, 3, 0, 49152, true, 134_515_008)]
    [InlineData("mistral", 4096, 14336, 32, 32, 8, 0, 32768, false, 7_248_023_552)]
    [InlineData("mistral", 5120, 14336, 40, 32, 8, 128, 131072, false, 12_247_782_400)]
    [InlineData("qwen2", 896, 4864, 24, 14, 2, 0, 151936, true, 494_032_768)]
    [InlineData("qwen2", 1536, 8960, 28, 12, 2, 0, 151936, true, 1_543_714_304)]
    [InlineData("qwen2", 3584, 18944, 28, 28, 4, 0, 152064, false, 7_615_616_512)]
    [InlineData("qwen3", 1024, 3072, 28, 16, 8, 0, 151936, true, 596_049_920)]
    [InlineData("qwen3", 2560, 9728, 36, 32, 8, 128, 151936, true, 4_022_468_096)]
    [InlineData("qwen3", 4096, 12288, 36, 32, 8, 128, 151936, false, 8_190_735_360)]
    public void ParameterCount_KnownModels_IsWhatTheyPublish(
        string family, int hidden, int intermediate, int layers, int heads, int keyValueHeads, int headDimension, int vocabulary, bool tied, long expected)
    {
        var head = headDimension == 0 ? "null" : $"{headDimension}";
        var config = BaseModelConfig.Parse(
            $"{{\"model_type\":\"{family}\",\"hidden_size\":{hidden},\"intermediate_size\":{intermediate},\"num_hidden_layers\":{layers},"
            + $"\"num_attention_heads\":{heads},\"num_key_value_heads\":{keyValueHeads},\"head_dim\":{head},\"vocab_size\":{vocabulary},"
            + $"\"tie_word_embeddings\":{(tied ? "true" : "false")}}}",
            "config.json");

        Assert.Equal(expected, CheckpointLayout.ParameterCount(config));
    }

    [Fact]
    public void ExpectedTensors_MistralNemo_HasHeadsThatAreNotTheWidth()
    {
        var config = BaseModelConfig.Parse(
            "{\"model_type\":\"mistral\",\"hidden_size\":5120,\"num_hidden_layers\":40,\"head_dim\":128,\"vocab_size\":131072}", "config.json");
        var shapes = CheckpointLayout.ExpectedTensors(config).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);

        Assert.Equal([4096, 5120], shapes["model.layers.39.self_attn.q_proj.weight"]);
        Assert.Equal([1024, 5120], shapes["model.layers.0.self_attn.k_proj.weight"]);
        Assert.Equal([5120, 4096], shapes["model.layers.0.self_attn.o_proj.weight"]);
    }

    [Fact]
    public void ExpectedTensors_Mistral7B_AreThoseOfItsIndex()
    {
        var config = BaseModelConfig.Read(Shelf.Fixture("mistral-7b-v0.3"));
        using var index = JsonDocument.Parse(File.ReadAllText(Shelf.Fixture("mistral-7b-v0.3", "model.safetensors.index.json")));
        var names = index.RootElement.GetProperty("weight_map").EnumerateObject().Select(item => item.Name).Order(StringComparer.Ordinal);
        var size = index.RootElement.GetProperty("metadata").GetProperty("total_size").GetInt64();

        Assert.Equal(names, CheckpointLayout.ExpectedTensors(config).Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.Equal(size, 2 * CheckpointLayout.ParameterCount(config));
        Assert.Null(config.WindowOf(0));
        Assert.Equal(1e6, config.Rotary.Theta);

        var exception = Assert.Throws<TrainingException>(() => ModelWeights.Open(Shelf.Fixture("mistral-7b-v0.3")));
        Assert.Contains("model-00001-of-00003.safetensors", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WeightsOfAnotherModel_NamesEveryDifference()
    {
        using var weights = ModelWeights.Open(Shelf.Golden("models", "llama-bias", "model"));
        var config = BaseModelConfig.Read(Shelf.Golden("models", "llama-bias", "model"));

        var exception = Assert.Throws<TrainingException>(() => CheckpointLayout.Check(weights, config with
        {
            IntermediateSize = 161,
            MlpBias = false,
            QueryKeyNorm = true,
        }));

        Assert.Contains(weights.Folder, exception.Message, StringComparison.Ordinal);
        Assert.Contains("\"model.layers.0.self_attn.q_norm.weight\" is missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\"model.layers.0.mlp.gate_proj.weight\" is [160, 64] instead of [161, 64]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("more", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_HeadAndExtras_FollowTheRules()
    {
        var folder = Shelf.Golden("models", "qwen2-tied", "model");
        var config = BaseModelConfig.Read(folder);
        using var scratch = new ScratchFolder();
        using var scope = torch.NewDisposeScope();
        Dictionary<string, Tensor> tensors;
        using (var weights = ModelWeights.Open(folder))
        {
            CheckpointLayout.Check(weights, config);
            Assert.Contains(
                "\"lm_head.weight\" is missing",
                Assert.Throws<TrainingException>(() => CheckpointLayout.Check(weights, config with { TieWordEmbeddings = false })).Message,
                StringComparison.Ordinal);
            tensors = weights.Tensors.Keys.ToDictionary(name => name, weights.Read);
        }

        tensors["lm_head.weight"] = tensors["model.embed_tokens.weight"].clone();
        tensors["model.layers.0.self_attn.rotary_emb.inv_freq"] = torch.ones(8);
        tensors["model.layers.3.self_attn.q_proj.weight"] = torch.ones(8);
        AssertCheck(scratch, tensors, config, null);

        tensors["model.layers.x.weight"] = torch.ones(1);
        AssertCheck(scratch, tensors, config, "\"model.layers.x.weight\" is not part of such a model");

        tensors.Remove("model.layers.x.weight");
        tensors["model.norm.weight"] = torch.ones(64, dtype: ScalarType.Int64);
        AssertCheck(scratch, tensors, config, "\"model.norm.weight\" is stored as I64");
    }

    private static void AssertCheck(ScratchFolder scratch, Dictionary<string, Tensor> tensors, BaseModelConfig config, string? words)
    {
        SafetensorsWriter.Write(scratch.File("model.safetensors"), tensors);
        using var weights = ModelWeights.Open(scratch.Path);
        if (words is null)
        {
            CheckpointLayout.Check(weights, config);
            return;
        }

        Assert.Contains(words, Assert.Throws<TrainingException>(() => CheckpointLayout.Check(weights, config)).Message, StringComparison.Ordinal);
    }
}
