using System.Text.Json.Nodes;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Tests.Chat;

/// <summary>The conversations of <c>goldens/chat</c>: text, tokens and what is learned, as Jinja2 and the tokenizers library have them.</summary>
public sealed class ChatEncoderGoldensTests
{
    [Theory]
    [InlineData("nano-llama", 2)]
    [InlineData("nano-qwen", 2)]
    [InlineData("nano-mistral", 2)]
    [InlineData("nano-deepseek", 2)]
    public void Encode_GoldenConversations_GivesTextIdsAndSpans(string model, int mostErrors)
    {
        var folder = model == "nano-deepseek" ? Shelf.Golden(model) : Path.Combine(Shelf.Models, model);
        var encoder = new ChatEncoder(HubTokenizer.Load(folder), ChatTemplate.Load(folder)!, FixedClock.OfGoldens);
        var rows = JsonNode.Parse(File.ReadAllText(Shelf.Golden("chat", $"{model}.json")))!["rows"]!.AsArray();
        var (spans, errors) = (0, 0);

        foreach (var row in rows)
        {
            var variables = new JsonObject
            {
                ["messages"] = row!["messages"]!.DeepClone(),
                ["add_generation_prompt"] = row["add_generation_prompt"]!.GetValue<bool>(),
            };
            if (row["error"] is { } error)
            {
                var exception = Assert.Throws<TrainingException>(() => encoder.Encode(variables, withLearned: true));
                Assert.Contains(error.GetValue<string>(), exception.Message, StringComparison.Ordinal);
                errors++;
                continue;
            }

            var encoded = encoder.Encode(variables, withLearned: true);

            Assert.Equal(row["text"]!.GetValue<string>(), encoded.Text);
            Assert.Equal(row["ids"]!.AsArray().Select(id => id!.GetValue<int>()), encoded.Ids);
            if (row["assistant_spans_utf16"] is JsonArray expected)
            {
                Assert.Equal(expected.Select(span => new TextSpan(span![0]!.GetValue<int>(), span[1]!.GetValue<int>())), encoded.LearnedSpans);
                spans += expected.Count;
            }

            var plain = encoder.Encode(variables, withLearned: false);
            Assert.Equal(encoded.Ids, plain.Ids);
            Assert.DoesNotContain(true, plain.Learned);
            Assert.Equal(plain.Ids.Length, plain.Learned.Length);
        }

        Assert.True(spans >= 8, $"only {spans} spans compared");
        Assert.True(errors <= mostErrors, $"{errors} errors");
    }

    [Theory]
    [InlineData("nano-llama", "<|eot_id|>")]
    [InlineData("nano-qwen", "<|im_end|>")]
    [InlineData("nano-mistral", "</s>")]
    [InlineData("nano-deepseek", "<｜end▁of▁sentence｜>")]
    public void EndOfTurnIds_BundledModels_AreTheTokenThatEndsAnswers(string model, string token)
    {
        var folder = model == "nano-deepseek" ? Shelf.Golden(model) : Path.Combine(Shelf.Models, model);
        var tokenizer = HubTokenizer.Load(folder);

        Assert.Equal([tokenizer.IdOf(token)!.Value], new ChatEncoder(tokenizer, ChatTemplate.Load(folder)!, FixedClock.OfGoldens).EndOfTurnIds);
    }
}
