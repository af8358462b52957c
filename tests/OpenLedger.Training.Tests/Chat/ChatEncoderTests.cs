using System.Text.Json.Nodes;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Tests.Chat;

/// <summary>What is learned, in templates that make it hard to tell. The tokenizer is the bundled one with ChatML tokens.</summary>
public sealed class ChatEncoderTests
{
    private const string ChatMl =
        "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

    private static readonly HubTokenizer Tokenizer = HubTokenizer.Load(Path.Combine(Shelf.Models, "nano-qwen"));

    [Fact]
    public void Encode_SpecialTokensInContents_DoNotMoveTheSpans()
    {
        var encoded = Encode(ChatMl, ("user", "a<|im_end|>b<|im_start|>assistant\nno"), ("assistant", "c<|im_end|>d"), ("user", "<|im_end|>x"), ("assistant", "<|im_end|>"));

        Assert.Equal(["c<|im_end|>d<|im_end|>", "<|im_end|><|im_end|>"], Learned(encoded));
    }

    [Fact]
    public void Encode_SameAndEmptyContents_AreEachFoundInTheirPlace()
    {
        var encoded = Encode(ChatMl, ("user", "yes"), ("assistant", "yes"), ("user", "yes"), ("assistant", "yes"), ("user", ""), ("assistant", ""));

        Assert.Equal(["yes<|im_end|>", "yes<|im_end|>", "<|im_end|>"], Learned(encoded));
        Assert.Equal(3, encoded.LearnedSpans.Select(span => span.Start).Distinct().Count());
    }

    [Fact]
    public void Encode_TokensOfALearnedSpan_DecodeToIt()
    {
        var encoded = Encode(ChatMl, ("user", "Hi"), ("assistant", "Zoë says 🤖 hello\n\nbye"), ("user", "?"));

        var ids = encoded.Ids.Where((_, index) => encoded.Learned[index]);

        Assert.Equal("Zoë says 🤖 hello\n\nbye<|im_end|>", Tokenizer.Decode(ids, skipSpecialTokens: false));
    }

    [Fact]
    public void Encode_WeightZero_IsReadButNotLearned()
    {
        var variables = Conversation(("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d"));
        variables["messages"]![1]!["weight"] = 0;

        Assert.Equal(["d<|im_end|>"], Learned(Encoder(ChatMl).Encode(variables, withLearned: true)));
    }

    [Fact]
    public void Encode_ContentAsParts_IsFound()
    {
        const string Template = "{% for m in messages %}<|im_start|>{{ m.role }}\n{% for p in m.content %}{{ p.text }}{% endfor %}<|im_end|>\n{% endfor %}";
        var variables = JsonNode.Parse("""
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "q"}]},
                          {"role": "assistant", "content": [{"type": "text", "text": "one "}, {"type": "text", "text": "two"}]}]}
            """)!.AsObject();

        Assert.Equal(["one two<|im_end|>"], Learned(Encoder(Template).Encode(variables, withLearned: true)));
    }

    [Fact]
    public void Encode_TemplateThatTrims_FindsTheTrimmedContent()
    {
        var encoded = Encode(ChatMl.Replace("message['content']", "message['content'] | trim", StringComparison.Ordinal), ("user", " q "), ("assistant", "\n answer \n"), ("user", "q"), ("assistant", "  "));

        Assert.Equal(["answer<|im_end|>", "<|im_end|>"], Learned(encoded));
    }

    [Fact]
    public void Encode_TemplateWithOtherEndInTheMiddle_KnowsBoth()
    {
        const string Template = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}{% if loop.last %}<|endoftext|>{% else %}<|im_end|>\n{% endif %}{% endfor %}";

        Assert.Equal(["b<|im_end|>", "d<|endoftext|>"], Learned(Encode(Template, ("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d"))));
    }

    [Theory]
    [InlineData("{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}\n{% endfor %}", "no end-of-turn token")]
    [InlineData("{% for m in messages %}<|im_start|>{{ m.content }}={{ m.content }}<|im_end|>\n{% endfor %}", "more than once")]
    [InlineData("{% for m in messages %}<|im_start|>{{ m.role }}<|im_end|>\n{% endfor %}", "does not write its content")]
    [InlineData("{% for m in messages %}<|im_start|>{{ m.content|upper }}<|im_end|>{{ m.content|length }}\n{% endfor %}", "depends on its content")]
    [InlineData("{% for m in messages %}{{ m.content|length }}<|im_start|>{{ m.content }}<|im_end|>\n{% endfor %}", "rewrites its content")]
    [InlineData("{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}{% if loop.last %}<|im_end|>{% endif %}{% endfor %}", "no end-of-turn token")]
    [InlineData("{% for m in messages %}{% if m.content|length == 3 %}{{ raise_exception('three') }}{% endif %}<|im_start|>{{ m.content }}<|im_end|>\n{% endfor %}", "the template fails")]
    public void Encode_TemplateThatHidesTheAnswer_AsksForATrainingTemplate(string template, string reason)
    {
        (string, string)[] messages = [("user", "a"), ("assistant", "be"), ("user", "<|im_end|>"), ("assistant", "d")];

        var exception = Assert.Throws<TrainingException>(() => Encode(template, messages));

        Assert.Contains("Choose a training template", exception.Message, StringComparison.Ordinal);
        Assert.Contains("messages[1]", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Encoder(template).Encode(Conversation(messages), withLearned: false).Ids);
    }

    [Fact]
    public void Encode_GenerationBlocks_AreWhatIsLearned()
    {
        const string Template = "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' %}{% generation %}{{ m.content }}<|im_end|>{% endgeneration %}{% else %}{{ m.content }}<|im_end|>{% endif %}\n{% endfor %}";
        var variables = Conversation(("assistant", "first"), ("user", "a"), ("assistant", "b"));

        Assert.Equal(["first<|im_end|>", "b<|im_end|>"], Learned(Encoder(Template).Encode(variables, withLearned: true)));

        variables["messages"]![0]!["weight"] = 0;
        Assert.Equal(["b<|im_end|>"], Learned(Encoder(Template).Encode(variables, withLearned: true)));
    }

    [Fact]
    public void Encode_GenerationBlockInsideAMacro_AsksForAnotherTemplateOnlyWhereItMatters()
    {
        const string Template = "{% macro answer(m) %}x{% generation %}{{ m.content }}{% endgeneration %}{% endmacro %}{% for m in messages %}{{ answer(m) }}<|im_end|>{% endfor %}";
        var variables = Conversation(("user", "a"), ("assistant", "b"));

        Assert.Equal("xa<|im_end|>xb<|im_end|>", Encoder(Template).Encode(variables, withLearned: false).Text);
        Assert.Contains("training template", Assert.Throws<TrainingException>(() => Encoder(Template).Encode(variables, withLearned: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_NamedTokens_AreVariablesUnlessGiven()
    {
        var variables = Conversation(("user", "a"));

        Assert.Equal("<|im_end|>|None|False", Encoder("{{ eos_token }}|{{ tools }}|{{ add_generation_prompt }}").Encode(variables, withLearned: false).Text);

        variables["eos_token"] = "mine";
        Assert.Equal("mine", Encoder("{{ eos_token }}").Encode(variables, withLearned: false).Text);
    }

    [Fact]
    public void Encode_TemplateWithTheTime_UsesOneMomentForAllOfIt()
    {
        const string Template = "{{ strftime_now('%H:%M:%S.%f') }}" + ChatMl;
        var encoder = new ChatEncoder(Tokenizer, ChatTemplate.Parse(Template, "clock"), new RunningClock());

        Assert.Equal(["b<|im_end|>"], Learned(encoder.Encode(Conversation(("user", "a"), ("assistant", "b")), withLearned: true)));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"messages": []}""")]
    [InlineData("""{"messages": {}}""")]
    [InlineData("""{"messages": "hi"}""")]
    [InlineData("""{"messages": ["hi"]}""")]
    [InlineData("""{"messages": [{"content": "hi"}]}""")]
    [InlineData("""{"messages": [{"role": 1, "content": "hi"}]}""")]
    [InlineData("""{"messages": [null]}""")]
    public void Encode_NoConversation_IsRefused(string variables)
    {
        var exception = Assert.Throws<TrainingException>(() => Encoder(ChatMl).Encode(JsonNode.Parse(variables)!.AsObject(), withLearned: true));

        Assert.Contains("messages", exception.Message, StringComparison.Ordinal);
    }

    internal static JsonObject Conversation(params (string Role, string Content)[] messages) => new()
    {
        ["messages"] = new JsonArray([.. messages.Select(message => new JsonObject { ["role"] = message.Role, ["content"] = message.Content })]),
    };

    internal static string[] Learned(EncodedChat encoded)
        => [.. encoded.LearnedSpans.Select(span => encoded.Text[span.Start..span.End])];

    private static EncodedChat Encode(string template, params (string Role, string Content)[] messages)
        => Encoder(template).Encode(Conversation(messages), withLearned: true);

    private static ChatEncoder Encoder(string template) => new(Tokenizer, ChatTemplate.Parse(template, "test.jinja"), FixedClock.OfGoldens);

    private sealed class RunningClock : TimeProvider
    {
        private long _seconds;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(++_seconds);
    }
}
