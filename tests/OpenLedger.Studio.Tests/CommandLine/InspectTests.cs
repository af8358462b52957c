using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Tests.CommandLine;

public class InspectTests
{
    [Theory]
    [InlineData("nano-llama", "llama")]
    [InlineData("nano-qwen", "qwen2")]
    [InlineData("nano-mistral", "mistral")]
    public void AModel_IsDescribed(string name, string family)
    {
        var run = CommandRun.Of("inspect", Checkout.Model(name), "--json");

        Assert.Equal(0, run.Status);
        Assert.Equal("model", run.Line["kind"]!.GetValue<string>());
        Assert.Equal(family, run.Line["family"]!.GetValue<string>());
        Assert.InRange(run.Line["parameters"]!.GetValue<long>(), 1_850_000, 1_870_000);
        Assert.Equal("BF16", run.Line["type"]!.GetValue<string>());
        Assert.Equal(512, run.Line["context"]!.GetValue<int>());
        Assert.Equal("1536 tokens", run.Line["tokenizer"]!.GetValue<string>());
        Assert.NotNull(run.Line["template"]);
        Assert.Empty(run.Line["problems"]!.AsArray());
    }

    [Fact]
    public void AModelWithSeveralFaults_NamesEach()
    {
        using var folder = new ScratchFolder();
        foreach (var file in Directory.EnumerateFiles(Checkout.Model("nano-llama")))
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }

        var config = JsonNode.Parse(File.ReadAllText(folder["config.json"]))!;
        config["hidden_size"] = 320;
        config["head_dim"] = 32;
        folder.Write("config.json", config.ToJsonString());
        folder.Write("tokenizer.json", "{");
        folder.Write("chat_template.jinja", "{% for %}");

        var run = CommandRun.Of("inspect", folder.Path, "--json");

        Assert.Equal(2, run.Status);
        var problems = run.Line["problems"]!.AsArray().Select(problem => problem!.GetValue<string>()).ToArray();
        Assert.Contains(problems, problem => problem.Contains("tokenizer.json", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("chat_template.jinja", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("model.embed_tokens.weight", StringComparison.Ordinal));
        Assert.Equal("llama", run.Line["family"]!.GetValue<string>());
    }

    [Fact]
    public void ABareModel_LacksNothing_AnIncompleteOneDoes()
    {
        using var folder = new ScratchFolder();
        foreach (var name in (string[])["config.json", "model.safetensors", "tokenizer_config.json"])
        {
            File.Copy(Path.Combine(Checkout.Model("nano-llama"), name), folder[name]);
        }

        var incomplete = CommandRun.Of("inspect", folder.Path, "--json");
        File.Delete(folder["tokenizer_config.json"]);
        var bare = CommandRun.Of("inspect", folder.Path, "--json");

        Assert.Equal((2, 0), (incomplete.Status, bare.Status));
        Assert.Contains("tokenizer.json", incomplete.Line["problems"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(bare.Line["tokenizer"]);
    }

    [Fact]
    public void AnAdapter_IsDescribed()
    {
        var run = CommandRun.Of("inspect", Checkout.Golden("adapters", "rslora"), "--json");

        Assert.Equal(0, run.Status);
        Assert.Equal("adapter", run.Line["kind"]!.GetValue<string>());
        Assert.NotEmpty(run.Line["modules"]!.AsArray());
        Assert.True(run.Line["r"]!.GetValue<int>() > 0);
    }

    [Fact]
    public void AnAdapterOfAKindThatIsNotSupported_SaysSo()
    {
        var run = CommandRun.Of("inspect", Checkout.Golden("adapters", "dora"), "--json");

        Assert.Equal(2, run.Status);
        Assert.Contains("dora", Assert.Single(run.Line["problems"]!.AsArray())!.GetValue<string>(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void ASafetensorsFile_IsDescribed_AndACutOneIsAProblem()
    {
        using var folder = new ScratchFolder();
        var whole = Path.Combine(Checkout.Model("nano-llama"), "model.safetensors");
        var cut = folder["cut.safetensors"];
        File.WriteAllBytes(cut, File.ReadAllBytes(whole)[..100_000]);

        var good = CommandRun.Of("inspect", whole, "--json");
        var bad = CommandRun.Of("inspect", cut, "--json");

        Assert.Equal(0, good.Status);
        Assert.True(good.Line["tensors"]!.GetValue<int>() > 10);
        Assert.Equal(2, bad.Status);
        Assert.Contains("cut.safetensors", bad.Line["problems"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutJson_ItIsATableForPeople()
    {
        var run = CommandRun.Of("inspect", Checkout.Model("nano-llama"));

        Assert.Contains("No problem found.", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"context +512", run.Output);
    }

    [Fact]
    public void NothingThere_IsSaidInOneSentence()
    {
        var run = CommandRun.Of("inspect", "no-such-folder");

        Assert.Equal(2, run.Status);
        Assert.Single(run.Error.Trim().Split('\n'));
    }
}
