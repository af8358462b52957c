using OpenLedger.Training.Checkpoints;

namespace OpenLedger.Studio.Tests.CommandLine;

public class ScoreTests
{
    [Theory]
    [InlineData("llama2-mha")]
    [InlineData("qwen2-window")]
    [InlineData("mistral-full")]
    public void ALossAndLogits_AreTheReferences(string name)
    {
        using var folder = new ScratchFolder();
        var golden = new GoldenModel(name);
        var data = folder.Write("rows.jsonl", golden.DataLines());

        var run = CommandRun.Of("score", golden.Model, "--data", data, "--logits", folder["logits.safetensors"], "--json");

        Assert.Equal("", run.Error);
        Assert.Equal(golden.Facts["base_loss"]!.GetValue<double>(), run.Line["loss"]!.GetValue<double>(), 2e-4);
        Assert.Equal(Math.Exp(run.Line["loss"]!.GetValue<double>()), run.Line["perplexity"]!.GetValue<double>(), 1e-9);
        Assert.Equal(golden.Rows("labels").Sum(row => row.Skip(1).Count(label => label != -100)), run.Line["tokens"]!.GetValue<int>());
        AssertLogits(folder["logits.safetensors"], golden.Values("logits"));
    }

    [Fact]
    public void AnAdapter_ChangesTheLogits_AsTheReferenceHasIt()
    {
        using var folder = new ScratchFolder();
        var golden = new GoldenModel("qwen2-tied");

        var run = CommandRun.With(golden.DataLines(), "score", golden.Model, "--adapter", golden.TrainedAdapter, "--data", "-", "--logits", folder["logits.safetensors"], "--json");

        Assert.Equal(golden.Facts["final_loss"]!.GetValue<double>(), run.Line["loss"]!.GetValue<double>(), 2e-4);
        AssertLogits(folder["logits.safetensors"], golden.Values("trained.logits"));
    }

    [Fact]
    public void ConversationsAndTexts_AreScored_ForPeopleToo()
    {
        using var folder = new ScratchFolder();
        var data = folder.Write("rows.jsonl", """
            {"question":"Who are you?","answer":"A small model."}
            {"text":"The cat sat on the mat."}
            """);

        var run = CommandRun.Of("score", Checkout.Model("nano-llama"), "--data", data);

        Assert.Equal(0, run.Status);
        Assert.Matches(@"^loss \d+\.\d{4}  perplexity \d+\.\d{2}  tokens \d+\n$", run.Output);
    }

    [Theory]
    [InlineData("""{"input_ids":[1,2,999999],"labels":[1,2,999999]}""", "999999")]
    [InlineData("""{"input_ids":[1,2,3],"labels":[-100,-100,-100]}""", "nothing to score")]
    [InlineData("""{"something":1}""", "row 1")]
    [InlineData("", "rows")]
    public void RowsThatCannotBeScored_AreNamed(string row, string expected)
    {
        using var folder = new ScratchFolder();

        var run = CommandRun.Of("score", Checkout.Model("nano-llama"), "--data", folder.Write("rows.jsonl", row), "--logits", folder["out.safetensors"], "--json");

        Assert.Equal(2, run.Status);
        Assert.Empty(run.Output);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out.safetensors"]));
    }

    private static void AssertLogits(string path, float[] expected)
    {
        using var file = SafetensorsFile.Open(path);
        Assert.Equal(["logits.0", "logits.1"], file.Tensors.Keys.Order(StringComparer.Ordinal));
        var actual = file.Tensors.Keys.Order(StringComparer.Ordinal).SelectMany(name =>
        {
            using var logits = file.Read(name);
            return logits.data<float>().ToArray();
        }).ToArray();

        Assert.Equal(expected.Length, actual.Length);
        // The bar of the project for float32: 2e-4, absolute and relative.
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 2e-4 + (2e-4 * Math.Abs(pair.First))));
    }
}
