using System.Text.Json.Nodes;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Studio.Tests.Models;

/// <summary>The templates that a model without one can be given, held against those of the models they are named after.</summary>
public sealed class TrainingTemplateTests
{
    private static readonly (string, string)[] TwoTurns = [("user", "Hi there."), ("assistant", "Hello!"), ("user", "Who are you?"), ("assistant", "A model.")];

    public static TheoryData<string> Ids => [.. TrainingTemplate.All.Select(template => template.Id)];

    [Fact]
    public void ChatML_IsWhatQwenWrites() =>
        Same("chatml", File.ReadAllText(Shelf.Fixture("chat-templates", "trl", "qwen2_5_training.jinja")), [("system", "Be brief."), .. TwoTurns]);

    [Fact]
    public void Llama3_IsWhatLlama3Writes()
    {
        var fixture = File.ReadAllText(Shelf.Fixture("chat-templates", "trl", "llama3_training.jinja"));

        Same("llama-3", fixture, TwoTurns);
        Same("llama-3", fixture, [("system", " Be brief. "), .. TwoTurns]);
        Same("llama-3", fixture, [("user", "Hi")], asks: true);
    }

    [Fact]
    public void Mistral_IsWhatMistralWrites()
    {
        var fixture = (string)JsonNode.Parse(File.ReadAllText(Shelf.Fixture("mistral-7b-v0.3", "tokenizer_config.json")))!["chat_template"]!;

        Same("mistral", fixture, TwoTurns);
        Same("mistral", fixture, [("system", "Be brief."), ("user", "Hi")], asks: true);
    }

    [Fact]
    public void Llama2_IsWhatItsPaperSays() => Assert.Equal(
        "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi there. [/INST] Hello! </s><s>[INST] Who are you? [/INST] A model. </s>",
        Render(TrainingTemplate.Find("llama-2")!.Parse(), [("system", "Be brief."), .. TwoTurns]).Text);

    [Fact]
    public void PlainWords_AreForModelsThatKnowNoMarks() => Assert.Equal(
        "<s>Be brief.\n\n### Question:\nHi there.\n\n### Answer:\nHello!</s>\n\n### Question:\nWho are you?\n\n### Answer:\n",
        Render(TrainingTemplate.Find("question")!.Parse(), [("system", "Be brief."), .. TwoTurns[..3]], asks: true).Text);

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryTemplate_MarksTheAnswers_ToTheirEnd(string id)
    {
        var tokenizer = HubTokenizer.Load(Checkout.Model("nano-llama"));

        var preview = TemplatePreview.Of(TrainingTemplate.Find(id)!.Parse(), tokenizer, TimeProvider.System);

        Assert.Null(preview.Problem);
        var learned = preview.Parts.Where(part => part.IsLearned).Select(part => part.Text).ToList();
        Assert.Equal(2, learned.Count);
        Assert.Contains("opens at nine.", learned[0], StringComparison.Ordinal);
        Assert.True(learned[0].TrimEnd().Length > "The museum opens at nine.".Length, "The token that ends an answer is learned too.");
        Assert.All(preview.Parts.Where(part => !part.IsLearned), part => Assert.DoesNotContain("opens at nine.", part.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nano-qwen", "chatml")]
    [InlineData("nano-llama", "llama-3")]
    public void Suggestion_IsTheOneWhoseMarksTheTokenizerKnows(string model, string expected) =>
        Assert.Equal(expected, TrainingTemplate.For(HubTokenizer.Load(Checkout.Model(model))).Id);

    [Theory]
    [InlineData("llama3", "llama-3")]
    [InlineData("qwen2.5", "chatml")]
    [InlineData("deepseek-llm", "question")]
    public void Suggestion_FitsRealTokenizers(string tokenizer, string expected) =>
        Assert.Equal(expected, TrainingTemplate.For(HubTokenizer.Load(Shelf.Fixture("tokenizers", tokenizer))).Id);

    [Fact]
    public void TemplateThatRefuses_IsShownWithItsReason()
    {
        var preview = TemplatePreview.Of(ChatTemplate.Parse("{{ raise_exception('never') }}", "bad.jinja"), HubTokenizer.Load(Checkout.Model("nano-llama")), TimeProvider.System);

        Assert.Contains("never", preview.Problem, StringComparison.Ordinal);
        Assert.Empty(preview.Parts);
    }

    private static void Same(string id, string fixture, (string Role, string Content)[] conversation, bool asks = false)
    {
        var ours = Render(TrainingTemplate.Find(id)!.Parse(), conversation, asks);
        var theirs = Render(ChatTemplate.Parse(fixture, "fixture.jinja"), conversation, asks);

        Assert.Equal(theirs.Text, ours.Text);
    }

    private static RenderedChat Render(ChatTemplate template, (string Role, string Content)[] conversation, bool asks = false) => template.Render(
        new JsonObject
        {
            ["messages"] = new JsonArray([.. conversation.Select(message => (JsonNode)new JsonObject { ["role"] = message.Role, ["content"] = message.Content })]),
            ["bos_token"] = "<s>",
            ["eos_token"] = "</s>",
            ["add_generation_prompt"] = asks,
        },
        TimeProvider.System);
}
