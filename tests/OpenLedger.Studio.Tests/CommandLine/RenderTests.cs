using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Tests.CommandLine;

public class RenderTests
{
    private const string Hello = """{"messages":[{"role":"user","content":"Hello!"},{"role":"assistant","content":"Hi."}]}""";

    [Theory]
    [InlineData("nano-llama")]
    [InlineData("nano-qwen")]
    [InlineData("nano-mistral")]
    public void Conversations_BecomeTheReferenceTextsAndIds(string model)
    {
        var rows = JsonNode.Parse(File.ReadAllText(Checkout.Golden("chat", model + ".json")))!["rows"]!.AsArray().Select(row => row!.AsObject()).ToArray();
        var input = string.Join('\n', rows.Select(row => new JsonObject
        {
            ["messages"] = row["messages"]!.DeepClone(),
            ["add_generation_prompt"] = row["add_generation_prompt"]!.DeepClone(),
        }.ToJsonString()));

        var run = CommandRun.With(input, "render", Checkout.Model(model), "--json");

        // What the reference refuses (a template may raise an error), we refuse.
        Assert.Equal(rows.Select(row => row.ContainsKey("error")), run.Lines.Select(line => line.ContainsKey("error")));
        Assert.Equal(rows.Select(row => row["text"]?.GetValue<string>()), run.Lines.Select(line => line["text"]?.GetValue<string>()));
        Assert.Equal(rows.Select(row => row["ids"]?.ToJsonString()), run.Lines.Select(line => line["ids"]?.ToJsonString()));
        Assert.All(run.Lines.Zip(rows).Where(pair => pair.Second.ContainsKey("assistant_spans_utf16")), pair =>
        {
            var learned = pair.First["learned"]!.AsArray();
            Assert.Equal(pair.First["ids"]!.AsArray().Count, learned.Count);
            Assert.Equal(pair.Second["assistant_spans_utf16"]!.AsArray().Count > 0, learned.Any(flag => flag!.GetValue<bool>()));
        });
    }

    [Fact]
    public void ATemplateOfOnesOwn_GetsEveryKeyOfTheLine_AndTheTimeThatWasGiven()
    {
        using var folder = new ScratchFolder();
        var template = folder.Write("own.jinja", "{{ messages[0].content }} {{ colour }} {{ strftime_now('%Y-%m-%d %H:%M') }}");

        var run = CommandRun.With(
            """{"messages":[{"role":"user","content":"Hello"}],"colour":"blue"}""",
            "render", Checkout.Model("nano-llama"), "--template", template, "--now", "2024-07-26T12:30:00", "--json");

        Assert.Equal("Hello blue 2024-07-26 12:30", run.Line["text"]!.GetValue<string>());
    }

    [Fact]
    public void ATemplateThatHidesWhatIsLearned_RendersAllTheSame()
    {
        using var folder = new ScratchFolder();
        var template = folder.Write("own.jinja", "{% for message in messages %}{{ message.content | upper }}{% endfor %}");

        var run = CommandRun.With(Hello, "render", Checkout.Model("nano-llama"), "--template", template, "--json");

        Assert.Equal(0, run.Status);
        Assert.Equal("HELLO!HI.", run.Line["text"]!.GetValue<string>());
        Assert.Null(run.Line["learned"]);
        Assert.True(run.Line.ContainsKey("learned"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"messages":"Hello"}""")]
    [InlineData("""{"messages":[{"content":"no role"}]}""")]
    [InlineData("""{"messages":[7]}""")]
    public void ALineThatIsNoConversation_IsAnErrorInItsPlace(string line)
    {
        var run = CommandRun.With($"{line}\n{Hello}", "render", Checkout.Model("nano-llama"), "--json");

        Assert.Equal(2, run.Status);
        Assert.True(run.Lines[0].ContainsKey("error"));
        Assert.True(run.Lines[1].ContainsKey("text"));
    }

    [Theory]
    [InlineData("{% for %}")]
    [InlineData("{{ messages")]
    public void ABrokenTemplate_IsNamed(string source)
    {
        using var folder = new ScratchFolder();
        var template = folder.Write("broken.jinja", source);

        var run = CommandRun.With(Hello, "render", Checkout.Model("nano-llama"), "--template", template, "--json");

        Assert.Equal(2, run.Status);
        Assert.Contains("broken.jinja", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ATimeThatIsNone_SaysHowToWriteIt()
    {
        var run = CommandRun.With(Hello, "render", Checkout.Model("nano-llama"), "--now", "yesterday");

        Assert.Equal(2, run.Status);
        Assert.Contains("2026-01-31", run.Error, StringComparison.Ordinal);
    }
}
