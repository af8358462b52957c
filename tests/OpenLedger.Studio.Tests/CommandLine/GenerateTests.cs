using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Tests.CommandLine;

public class GenerateTests
{
    private const string Question = """{"messages":[{"role":"user","content":"Who are you?"}]}""";

    [Theory]
    [InlineData("llama2-mha")]
    [InlineData("qwen2-tied")]
    public void GreedyTokens_AreTheReferences_WithoutATokenizerToo(string name)
    {
        var golden = new GoldenModel(name);
        var prompt = new JsonObject { ["input_ids"] = new JsonArray([.. golden.Rows("input_ids")[0].Take(8).Select(id => (JsonNode)id)]) };
        var expected = golden.Facts["greedy"]!.AsArray().Select(id => id!.GetValue<int>()).ToArray();

        var run = CommandRun.With(prompt.ToJsonString(), "generate", golden.Model, "--max-new-tokens", "24", "--json");

        Assert.Equal("", run.Error);
        // Where two tokens are equally likely but for rounding, either may be right, and what follows differs.
        var sure = golden.Numbers("greedy_margins").TakeWhile(margin => margin > 1e-3).Count();
        Assert.Equal(expected.Take(sure), run.Line["ids"]!.AsArray().Select(id => id!.GetValue<int>()).Take(sure));
    }

    [Fact]
    public void TheThreeFormsOfAPrompt_AreAnswered_AndOthersAreErrors()
    {
        var ids = CommandRun.With(Question, "render", Checkout.Model("nano-llama"), "--json").Line["ids"]!.AsArray();
        var input = string.Join('\n', Question, """{"prompt":"Who are you?"}""", """{"input_ids":[1531,5]}""", "{}", """{"prompt":"a","messages":[]}""", """{"input_ids":[]}""");

        var run = CommandRun.With(input, "generate", Checkout.Model("nano-llama"), "--max-new-tokens", "5", "--json");

        Assert.NotEmpty(ids);
        Assert.Equal(2, run.Status);
        Assert.Equal([true, true, true, false, false, false], run.Lines.Select(line => line.ContainsKey("text") && line.ContainsKey("ids")));
    }

    [Fact]
    public void AnAnswer_IsTheNewTokensAlone_WithoutTheStopToken()
    {
        var run = CommandRun.With(Question, "generate", Checkout.Model("nano-llama"), "--json");

        var text = run.Line["text"]!.GetValue<string>();
        var decoded = CommandRun.With(new JsonObject { ["ids"] = run.Line["ids"]!.DeepClone() }.ToJsonString(), "tokenize", Checkout.Model("nano-llama"), "--decode", "--special", "--json");
        Assert.NotEmpty(text);
        Assert.Equal(text, decoded.Line["text"]!.GetValue<string>());
        Assert.DoesNotContain("<|", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameSeed_DrawsTheSameAnswer_AnotherSeedAnother()
    {
        CommandRun Draw(string seed) => CommandRun.With(Question, "generate", Checkout.Model("nano-llama"), "--temperature", "1.5", "--seed", seed, "--json");

        Assert.Equal(Draw("7").Output, Draw("7").Output);
        Assert.NotEqual(Draw("7").Output, Draw("8").Output);
    }

    [Theory]
    [InlineData("--temperature", "-1")]
    [InlineData("--temperature", "NaN")]
    [InlineData("--top-p", "0")]
    [InlineData("--top-k", "1.5")]
    [InlineData("--max-new-tokens", "0")]
    [InlineData("--repetition-penalty", "x")]
    public void AValueOutOfRange_IsNamed(string option, string value)
    {
        var run = CommandRun.With(Question, "generate", Checkout.Model("nano-llama"), option, value);

        Assert.Equal(2, run.Status);
        Assert.Contains($"{option} takes", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Chat_FromAPipe_AnswersLineByLine_AndRemembers()
    {
        var run = CommandRun.With("Who are you?\n\n/new\nWho are you?\n/exit\nnever asked\n", "chat", Checkout.Model("nano-llama"), "--json");

        Assert.Equal(0, run.Status);
        Assert.Equal(2, run.Lines.Length);
        Assert.Equal(run.Lines[0].ToJsonString(), run.Lines[1].ToJsonString());
    }
}
