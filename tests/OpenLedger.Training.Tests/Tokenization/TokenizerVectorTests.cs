using System.Globalization;
using System.Text.Json;

namespace OpenLedger.Training.Tests.Tokenization;

/// <summary>What other people's tokenizers say about other people's texts.</summary>
public sealed class TokenizerVectorTests
{
    private const string Separator = "\n__ggml_vocab_test__\n";

    [Theory]
    [InlineData("llama-bpe", "llama3")]
    [InlineData("llama-spm", "llama2")]
    [InlineData("phi-3", "phi3")]
    [InlineData("qwen2", "qwen2.5")]
    [InlineData("deepseek-llm", "deepseek-llm")]
    [InlineData("deepseek-coder", "deepseek-coder")]
    public void Encode_LinesOfLlamaCpp_GiveItsIds(string file, string vocabulary)
    {
        var tokenizer = Vocabularies.Load(vocabulary);
        var path = Shelf.Fixture("llamacpp-vocab", "2026-08", $"ggml-vocab-{file}.gguf");
        var texts = File.ReadAllText(path + ".inp").Split(Separator)[..^1];
        var lines = File.ReadAllLines(path + ".out");
        Assert.Equal(texts.Length, lines.Length);
        Assert.True(texts.Length >= 40);
        for (var i = 0; i < texts.Length; i++)
        {
            var expected = lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture));
            Assert.Equal(expected, tokenizer.Encode(texts[i], addSpecialTokens: false));
        }
    }

    [Fact]
    public void Encode_TextOfTransformers_GivesItsIds()
    {
        var expected = Expected();
        Assert.Equal(
            expected.GetProperty("qwen2.5").Ids("integration_expected_token_ids"),
            Vocabularies.Load("qwen2.5").Encode(expected.Text("input_string"), addSpecialTokens: false));
        foreach (var name in (string[])["llama2", "qwen2.5"])
        {
            var tokenizer = Vocabularies.Load(name);
            var ids = expected.GetProperty(name).Ids("integration_expected_token_ids");
            Assert.Equal(expected.GetProperty(name).Text("integration_expected_decoded_text"), tokenizer.Decode(ids, skipSpecialTokens: false));
        }
    }

    [Fact]
    public void Encode_PairsOfTransformers_GiveItsIds()
    {
        var tokenizer = Vocabularies.Load("llama2");
        var pairs = Expected().EnumerateObject().Single(property => property.Name.StartsWith("llama2_pairs", StringComparison.Ordinal)).Value;
        Assert.Equal(11, pairs.GetArrayLength());
        foreach (var pair in pairs.EnumerateArray())
        {
            Assert.Equal(pair[1].EnumerateArray().Select(id => id.GetInt32()), tokenizer.Encode(pair[0].GetString()!, addSpecialTokens: true));
        }
    }

    [Theory]
    [InlineData("llama2", "This is a test", new[] { 1, 910, 338, 263, 1243 })]
    [InlineData("llama2", "Hi  Hello", new[] { 1, 6324, 29871, 15043 })]
    [InlineData("llama2", " ", new[] { 1, 259 })]
    [InlineData("llama2", "生活的真谛是", new[] { 1, 29871, 30486, 31704, 30210, 30848, 235, 179, 158, 30392 })]
    [InlineData("llama2", "<s>", new[] { 1, 1 })]
    [InlineData("deepseek-llm", "Führer", new[] { 100000, 37, 100014, 71, 6245 })]
    [InlineData("llama3", "", new[] { 128000 })]
    public void Encode_KnownText_GivesKnownIds(string vocabulary, string text, int[] ids) =>
        Assert.Equal(ids, Vocabularies.Load(vocabulary).Encode(text, addSpecialTokens: true));

    [Fact]
    public void Encode_MetaspaceThatMarksTheFirstWordOnly_DoesNotMarkBehindAddedTokens()
    {
        var tokenizer = Vocabularies.Load("mistral-7b-v0.3");
        int Id(string token) => tokenizer.IdOf(token)!.Value;
        Assert.Equal([Id("▁Hello"), 1, Id("how")], tokenizer.Encode("Hello<s>how", addSpecialTokens: false));
        Assert.Equal([1, Id("how")], tokenizer.Encode("<s>how", addSpecialTokens: false));
    }

    [Fact]
    public void IdOf_TokenOfTwoNoBreakSpaces_IsFoundAsItStands() =>
        Assert.Equal(8655, Vocabularies.Load("llama2").IdOf("\u00A0\u00A0"));

    [Fact]
    public void Decode_IdsBeyondTheVocabulary_AddNothing()
    {
        var tokenizer = Vocabularies.Load("qwen2.5");
        Assert.Equal(string.Empty, tokenizer.Decode([151_900, -1, int.MaxValue], skipSpecialTokens: false));
    }

    internal static JsonElement Expected() =>
        JsonDocument.Parse(File.ReadAllBytes(Shelf.Fixture("transformers", "tokenization_expected.json"))).RootElement;
}
