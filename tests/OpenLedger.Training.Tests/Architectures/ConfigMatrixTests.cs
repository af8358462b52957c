using OpenLedger.Training.Architectures;
using OpenLedger.Training.Checkpoints;

namespace OpenLedger.Training.Tests.Architectures;

/// <summary>Every golden model: the three spellings of its configuration say the same, and its weights have the shapes that follow.</summary>
public class ConfigMatrixTests
{
    public static TheoryData<string> Models =>
        [.. Directory.EnumerateDirectories(Shelf.Golden("models")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Parse_ThreeSpellings_GivesEqualRecords(string model)
    {
        var config = BaseModelConfig.Read(Shelf.Golden("models", model, "model"));
        var hub = BaseModelConfig.Parse(File.ReadAllText(Shelf.Golden("models", model, "config-hub.json")), "config-hub.json");
        var newer = BaseModelConfig.Parse(File.ReadAllText(Shelf.Golden("models", model, "config-v5.json")), "config-v5.json");

        Assert.Equal(config, hub);
        Assert.Equal(config, newer);
        Assert.Equal(config.GetHashCode(), newer.GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Check_GoldenWeights_FitTheConfiguration(string model)
    {
        var folder = Shelf.Golden("models", model, "model");
        using var weights = ModelWeights.Open(folder);

        CheckpointLayout.Check(weights, BaseModelConfig.Read(folder));
    }

    [Theory]
    [InlineData("nano-llama")]
    [InlineData("nano-mistral")]
    [InlineData("nano-qwen")]
    public void Check_BundledModels_FitTheConfiguration(string model)
    {
        var folder = Path.Combine(Shelf.Models, model);
        using var weights = ModelWeights.Open(folder);

        CheckpointLayout.Check(weights, BaseModelConfig.Read(folder));
    }

    [Fact]
    public void WindowOf_GoldenModels_FollowsTheFamily()
    {
        Assert.Equal([null, 7, 7], Windows("qwen2-window"));
        Assert.Equal([9, 9, 9], Windows("mistral-window"));
        Assert.All(Windows("mistral-full"), window => Assert.Null(window));
        Assert.All(Windows("qwen2-yarn"), window => Assert.Null(window));
    }

    private static int?[] Windows(string model)
    {
        var config = BaseModelConfig.Read(Shelf.Golden("models", model, "model"));
        return [.. Enumerable.Range(0, config.LayerCount).Select(config.WindowOf)];
    }
}
