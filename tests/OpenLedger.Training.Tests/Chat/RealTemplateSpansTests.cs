using System.Text.Json.Nodes;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Tests.Chat;

/// <summary>What is learned under templates of real models, with their own vocabularies.</summary>
public sealed class RealTemplateSpansTests
{
    private const string Thoughts = "<think>\nfoo\n</think>\n\nbar";

    [Fact]
    public void Qwen3Training_TwoTurnsWithThoughts_LearnsBothWithThem()
    {
        var encoded = Encode("qwen3", "trl/qwen3_training.jinja", ("user", "one"), ("assistant", Thoughts), ("user", "two"), ("assistant", "<think>\nmore\n</think>\n\nend"));

        Assert.Equal(["<think>\nfoo\n</think>\n\nbar<|im_end|>\n", "<think>\nmore\n</think>\n\nend<|im_end|>\n"], ChatEncoderTests.Learned(encoded));
    }

    [Fact]
    public void Qwen3Training_AnswerWithoutThoughts_LearnsTheEmptyOnes()
    {
        var encoded = Encode("qwen3", "trl/qwen3_training.jinja", ("system", "s"), ("user", "one"), ("assistant", "bar"));

        Assert.Equal(["<think>\n\n</think>\n\nbar<|im_end|>\n"], ChatEncoderTests.Learned(encoded));
    }

    [Fact]
    public void Qwen3_ThoughtsOfEarlierTurnsLeftOut_LearnsWhatIsWritten()
    {
        var encoded = Encode("qwen3", "llamacpp/Qwen-Qwen3-0.6B.jinja", ("user", "one"), ("assistant", Thoughts), ("user", "two"), ("assistant", "end"));

        Assert.Equal(["bar<|im_end|>", "end<|im_end|>"], ChatEncoderTests.Learned(encoded));
        Assert.EndsWith("assistant\n<think>\n\n</think>\n\nend<|im_end|>\n", encoded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Qwen3_ThoughtsInTheLastTurn_AreLearnedWithTheAnswer()
    {
        var encoded = Encode("qwen3", "llamacpp/Qwen-Qwen3-0.6B.jinja", ("user", "one"), ("assistant", Thoughts));

        Assert.Equal([Thoughts + "<|im_end|>"], ChatEncoderTests.Learned(encoded));
    }

    [Fact]
    public void Qwen3_ThoughtsBesideTheContent_AreLearnedWithIt()
    {
        var variables = ChatEncoderTests.Conversation(("user", "one"), ("assistant", "bar"));
        variables["messages"]![1]!["reasoning_content"] = "foo";

        Assert.Equal([Thoughts + "<|im_end|>"], ChatEncoderTests.Learned(Encode("qwen3", "llamacpp/Qwen-Qwen3-0.6B.jinja", variables)));
    }

    [Theory]
    [InlineData("llamacpp/Qwen-Qwen2.5-7B-Instruct.jinja", "qwen2.5")]
    [InlineData("llamacpp/Qwen-Qwen3-0.6B.jinja", "qwen3")]
    public void Qwen_CallsOfTools_AreLearned(string template, string vocabulary)
    {
        var variables = JsonNode.Parse("""
            {"tools": [{"type": "function", "function": {"name": "f", "parameters": {}}}],
             "messages": [{"role": "user", "content": "q"},
              {"role": "assistant", "content": null, "tool_calls": [{"type": "function", "function": {"name": "f", "arguments": {"x": 1}}}]},
              {"role": "tool", "content": "5"}, {"role": "assistant", "content": "It is 5."}]}
            """)!.AsObject();
        variables["messages"]![1]!["content"] = template.Contains("Qwen3", StringComparison.Ordinal) ? "" : null;

        var learned = ChatEncoderTests.Learned(Encode(vocabulary, template, variables));

        Assert.Equal(2, learned.Length);
        Assert.EndsWith("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": 1}}\n</tool_call><|im_end|>", learned[0], StringComparison.Ordinal);
        Assert.EndsWith("It is 5.<|im_end|>", learned[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama3", "trl/llama3.jinja", "b<|eot_id|>", "d<|eot_id|>")]
    [InlineData("llama3", "trl/llama3_training.jinja", "b<|eot_id|>", "d<|eot_id|>")]
    [InlineData("llama3", "llamacpp/meta-llama-Llama-3.2-3B-Instruct.jinja", "b<|eot_id|>", "d<|eot_id|>")]
    [InlineData("llama3", "llamacpp/meta-llama-Llama-3.1-8B-Instruct.jinja", "b<|eot_id|>", "d<|eot_id|>")]
    [InlineData("qwen2.5", "trl/qwen2_5.jinja", "b<|im_end|>", "d<|im_end|>")]
    [InlineData("qwen2.5", "trl/qwen2_5_training.jinja", "\nb<|im_end|>\n", "\nd<|im_end|>\n")]
    [InlineData("qwen3", "trl/qwen3_instruct_2507.jinja", "b<|im_end|>", "d<|im_end|>")]
    [InlineData("qwen3", "trl/qwen3_instruct_2507_training.jinja", "b<|im_end|>\n", "d<|im_end|>\n")]
    public void RealTemplates_TwoTurns_LearnTheAnswers(string vocabulary, string template, string first, string second)
    {
        var encoded = Encode(vocabulary, template, ("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d"));

        Assert.Equal([first, second], ChatEncoderTests.Learned(encoded));
    }

    [Fact]
    public void Mistral03_TemplateList_LearnsTheAnswersWithTheirSpace()
    {
        var folder = Shelf.Fixture("mistral-7b-v0.3");
        var template = ChatTemplate.Load(folder)!;
        var encoder = new ChatEncoder(HubTokenizer.Load(folder), template, FixedClock.OfGoldens);

        var encoded = encoder.Encode(ChatEncoderTests.Conversation(("system", "s"), ("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d")), withLearned: true);

        Assert.Equal("<s>[INST] a[/INST] b</s>[INST] c[/INST] d</s>", encoded.Text);
        Assert.Equal([" b</s>", " d</s>"], ChatEncoderTests.Learned(encoded));
        Assert.Equal([2], encoder.EndOfTurnIds);
        Assert.Single(encoded.Ids, 1);
    }

    [Fact]
    public void DeepSeekV3_Config_RendersWithItsTokenObjects()
    {
        var template = ChatTemplate.Load(Shelf.Fixture("deepseek-v3"))!;
        var variables = ChatEncoderTests.Conversation(("user", "a"), ("assistant", "x</think>b"));
        variables["bos_token"] = "<｜begin▁of▁sentence｜>";

        Assert.Equal("<｜begin▁of▁sentence｜><｜User｜>a<｜Assistant｜>b<｜end▁of▁sentence｜>", template.Render(variables, FixedClock.OfGoldens).Text);
    }

    private static EncodedChat Encode(string vocabulary, string template, params (string Role, string Content)[] messages)
        => Encode(vocabulary, template, ChatEncoderTests.Conversation(messages));

    private static EncodedChat Encode(string vocabulary, string template, JsonObject variables)
    {
        using var folder = new ScratchFolder();
        File.CreateSymbolicLink(folder.File("tokenizer.json"), Shelf.Fixture("tokenizers", vocabulary, "tokenizer.json"));
        folder.Write("tokenizer_config.json", vocabulary == "llama3" ? """{"bos_token": "<|begin_of_text|>"}""" : "{}");
        var source = File.ReadAllText(Shelf.Fixture(["chat-templates", .. template.Split('/')]));
        return new ChatEncoder(HubTokenizer.Load(folder.Path), ChatTemplate.Parse(source, template), FixedClock.OfGoldens).Encode(variables, withLearned: true);
    }
}
