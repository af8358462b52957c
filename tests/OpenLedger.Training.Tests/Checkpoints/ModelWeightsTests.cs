using OpenLedger.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Checkpoints;

public class ModelWeightsTests
{
    private const string Index = "model.safetensors.index.json";

    private static string Sharded => Shelf.Golden("models", "qwen2-yarn", "model");

    [Fact]
    public void Open_OneFile_ReadsIt()
    {
        using var weights = ModelWeights.Open(Shelf.Golden("models", "mistral-full", "model"));
        using var head = weights.Read("lm_head.weight");
        using var converted = weights.Read("lm_head.weight", ScalarType.Float32);

        Assert.Equal(ScalarType.BFloat16, head.dtype);
        Assert.Equal([384L, 64L], converted.shape);
        Assert.Equal(ScalarType.BFloat16, weights["lm_head.weight"].Type);
        Assert.True(weights.Contains("model.norm.weight"));
        Assert.False(weights.Contains("model.norm.bias"));
        Assert.Single(weights.Files);
    }

    [Fact]
    public void Open_Shards_ReadsThemAsOne()
    {
        using var weights = ModelWeights.Open(Sharded);

        Assert.Equal(3, weights.Files.Count);
        Assert.Equal(716_032, weights.Tensors.Values.Sum(entry => entry.ByteCount));
        foreach (var name in weights.Tensors.Keys)
        {
            using var tensor = weights.Read(name);
            Assert.Equal(weights[name].Shape, tensor.shape);
        }
    }

    [Theory]
    [InlineData("../qwen3/model/model.safetensors")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/model.safetensors")]
    [InlineData("sub\\\\model.safetensors")]
    [InlineData("C:model.safetensors")]
    [InlineData("a\\u0000b")]
    public void Open_IndexThatNamesOtherPlaces_IsRefused(string name)
    {
        using var scratch = new ScratchFolder();
        scratch.Write(Index, $"{{\"weight_map\":{{\"lm_head.weight\":\"{name}\"}}}}");

        var exception = Assert.Throws<TrainingException>(() => ModelWeights.Open(scratch.Path));
        Assert.Contains("plain name", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ShardThatIsALinkOut_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights on Windows");
        using var scratch = new ScratchFolder();
        File.Copy(Path.Combine(Sharded, Index), scratch.File(Index));
        foreach (var shard in Directory.EnumerateFiles(Sharded, "*.safetensors"))
        {
            File.CreateSymbolicLink(scratch.File(Path.GetFileName(shard)), shard);
        }

        var exception = Assert.Throws<TrainingException>(() => ModelWeights.Open(scratch.Path));
        Assert.Contains("link", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DownloadCacheOfTheHub_FollowsItsLinks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights on Windows");
        using var scratch = new ScratchFolder();
        var blobs = Directory.CreateDirectory(scratch.File("blobs")).FullName;
        var snapshot = Directory.CreateDirectory(scratch.File("snapshots/abc")).FullName;
        foreach (var file in Directory.EnumerateFiles(Sharded))
        {
            var name = Path.GetFileName(file);
            File.Copy(file, Path.Combine(blobs, "hash-of-" + name));
            File.CreateSymbolicLink(Path.Combine(snapshot, name), $"../../blobs/hash-of-{name}");
        }

        using var weights = ModelWeights.Open(snapshot);
        Assert.True(weights.Contains("lm_head.weight"));
    }

    [Fact]
    public void Open_ShardMissing_NamesIt()
    {
        using var scratch = new ScratchFolder().CopyOf(Sharded);
        File.Delete(scratch.File("model-00002-of-00003.safetensors"));

        var exception = Assert.Throws<TrainingException>(() => ModelWeights.Open(scratch.Path));
        Assert.Contains("model-00002-of-00003.safetensors", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_IndexThatNamesTheWrongShard_NamesEveryTensor()
    {
        using var scratch = new ScratchFolder().CopyOf(Sharded);
        var index = File.ReadAllText(scratch.File(Index))
            .Replace("\"lm_head.weight\": \"model-00003", "\"lm_head.weight\": \"model-00001", StringComparison.Ordinal)
            .Replace("\"model.norm.weight\"", "\"model.norm.other\"", StringComparison.Ordinal);
        scratch.Write(Index, index);

        var exception = Assert.Throws<TrainingException>(() => ModelWeights.Open(scratch.Path));
        Assert.Contains("\"lm_head.weight\" is missing from model-00001-of-00003.safetensors", exception.Message, StringComparison.Ordinal);
        Assert.Contains("\"model.norm.other\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TensorInTwoShards_IsRefused()
    {
        using var scratch = new ScratchFolder();
        using var tensor = torch.ones(2);
        var tensors = new Dictionary<string, Tensor> { ["w"] = tensor };
        SafetensorsWriter.Write(scratch.File("a.safetensors"), tensors);
        SafetensorsWriter.Write(scratch.File("b.safetensors"), new Dictionary<string, Tensor>(tensors) { ["v"] = tensor });
        scratch.Write(Index, "{\"weight_map\":{\"w\":\"a.safetensors\",\"v\":\"b.safetensors\"}}");

        var exception = Assert.Throws<TrainingException>(() => ModelWeights.Open(scratch.Path));
        Assert.Contains("\"w\" lies in a.safetensors and b.safetensors", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"weight_map\":[]}")]
    [InlineData("{\"weight_map\":{}}")]
    [InlineData("{\"weight_map\":{\"w\":1}}")]
    [InlineData("{\"weight_map\":{\"w\":null}}")]
    [InlineData("{\"weight_map\":{\"w\":\"a\",\"w\":\"b\"}}")]
    [InlineData("{\"weight_map\":{\"\\ud800\":\"a\"}}")]
    public void Open_BadIndex_IsRefused(string index)
    {
        using var scratch = new ScratchFolder();
        scratch.Write(Index, index);

        Assert.Contains(Index, Assert.Throws<TrainingException>(() => ModelWeights.Open(scratch.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderWithoutWeights_SaysWhatItHolds()
    {
        using var scratch = new ScratchFolder();
        Assert.Contains("neither", Assert.Throws<TrainingException>(() => ModelWeights.Open(scratch.Path)).Message, StringComparison.Ordinal);

        scratch.Write("pytorch_model.bin", "x");
        Assert.Contains("pytorch_model.bin", Assert.Throws<TrainingException>(() => ModelWeights.Open(scratch.Path)).Message, StringComparison.Ordinal);

        var missing = Assert.Throws<TrainingException>(() => ModelWeights.Open(scratch.File("nowhere")));
        Assert.Contains("no such folder", missing.Message, StringComparison.Ordinal);
    }
}
