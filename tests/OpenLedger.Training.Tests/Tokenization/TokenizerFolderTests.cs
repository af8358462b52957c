using System.Text.Json.Nodes;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Tests.Tokenization;

/// <summary>What lies in a model folder, and what is refused.</summary>
public sealed class TokenizerFolderTests
{
    [Fact]
    public void Load_SentencePieceModelAlone_GivesTheIdsOfTheTokenizerJson()
    {
        var fromModel = HubTokenizer.Load(Shelf.Fixture("llama2-tokenizer"));
        var fromJson = Vocabularies.Load("llama2");
        Assert.Equal(32000, fromModel.VocabularySize);
        foreach (var text in Vocabularies.Texts("llama2"))
        {
            Assert.Equal(fromJson.Encode(text, addSpecialTokens: true), fromModel.Encode(text, addSpecialTokens: true));
            var ids = fromJson.Encode(text, addSpecialTokens: true);
            Assert.Equal(fromJson.Decode(ids, skipSpecialTokens: true), fromModel.Decode(ids, skipSpecialTokens: true));
        }
    }

    [Fact]
    public void Load_SentencePieceModelThatIsNotLegacy_MarksTheFirstWordOnly()
    {
        using var folder = new ScratchFolder();
        folder.Write("tokenizer.model", File.ReadAllBytes(Shelf.Fixture("llama2-tokenizer", "tokenizer.model")));
        folder.Write("tokenizer_config.json", "{\"tokenizer_class\": \"LlamaTokenizer\", \"legacy\": false}");
        var tokenizer = HubTokenizer.Load(folder.Path);
        Assert.Equal([29871, 1, 15043, 1, 920], tokenizer.Encode(" <s> Hello<s> how", addSpecialTokens: false));
        var expected = TokenizerVectorTests.Expected();
        Assert.Equal(expected.GetProperty("llama2").Ids("integration_expected_token_ids"), tokenizer.Encode(expected.Text("input_string"), addSpecialTokens: false));
    }

    [Fact]
    public void Load_TiktokenFileAlone_GivesTheIdsOfTheTokenizerJson()
    {
        var fromModel = HubTokenizer.Load(Shelf.Fixture("llama3-tokenizer"));
        var fromJson = Vocabularies.Load("llama3");
        Assert.Equal(128_256, fromModel.VocabularySize);
        Assert.Equal("<|begin_of_text|>", fromModel.NamedTokens["bos_token"]);
        foreach (var text in Vocabularies.Texts("llama3"))
        {
            Assert.Equal(fromJson.Encode(text, addSpecialTokens: true), fromModel.Encode(text, addSpecialTokens: true));
        }
    }

    [Theory]
    [InlineData("test_sentencepiece_bpe.model", "nmt_nfkc")]
    [InlineData("test_sentencepiece_with_bytefallback.model", "Unigram")]
    public void Load_OtherSentencePieceModels_AreRefusedByName(string file, string name)
    {
        using var folder = new ScratchFolder();
        folder.Write("tokenizer.model", File.ReadAllBytes(Shelf.Fixture("transformers", file)));
        Assert.Contains(name, Assert.Throws<TrainingException>(() => HubTokenizer.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_UnigramModel_IsRefusedByName()
    {
        using var folder = new ScratchFolder();
        folder.Write("tokenizer.model", File.ReadAllBytes(Shelf.Fixture("torchtune", "m.model")));
        Assert.Contains("Unigram", Assert.Throws<TrainingException>(() => HubTokenizer.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokenizer.model.v1", 32_000)]
    [InlineData("mistral_instruct_tokenizer_240216.model.v2", 32_768)]
    [InlineData("mistral_instruct_tokenizer_240323.model.v3", 32_768)]
    public void Load_MistralModels_TokenizeAndComeBack(string file, int size)
    {
        using var folder = new ScratchFolder();
        folder.Write("tokenizer.model", File.ReadAllBytes(Shelf.Fixture("mistral-common", file)));
        var tokenizer = HubTokenizer.Load(folder.Path);
        Assert.Equal(size, tokenizer.VocabularySize);
        const string Text = "Hello  wörld 😀\n 生活";
        Assert.Equal(Text, tokenizer.Decode(tokenizer.Encode(Text, addSpecialTokens: false), skipSpecialTokens: false));
        Assert.Equal(size == 32_768, tokenizer.Encode("[INST]", addSpecialTokens: false) is [3]);
    }

    [Fact]
    public void Load_EmptyFolder_SaysWhatIsMissing()
    {
        using var folder = new ScratchFolder();
        var exception = Assert.Throws<TrainingException>(() => HubTokenizer.Load(folder.Path));
        Assert.Contains("tokenizer.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ConfigOfLlamaClass_MakesTheTemplateAnew()
    {
        using var folder = With("nano-llama", config =>
        {
            config["tokenizer_class"] = "LlamaTokenizerFast";
            config["add_bos_token"] = false;
            config["add_eos_token"] = true;
        });
        var tokenizer = HubTokenizer.Load(folder.Path);
        Assert.Equal([tokenizer.IdOf("x")!.Value, tokenizer.IdOf("<|eot_id|>")!.Value], tokenizer.Encode("x", addSpecialTokens: true));
    }

    [Fact]
    public void Load_ConfigOfOtherClass_LeavesTheTemplate()
    {
        using var folder = With("nano-llama", config => config["add_bos_token"] = false);
        var tokenizer = HubTokenizer.Load(folder.Path);
        Assert.Equal(tokenizer.IdOf("<|begin_of_text|>"), tokenizer.Encode("x", addSpecialTokens: true)[0]);
    }

    [Fact]
    public void Load_NamedTokens_ComeAsStringNullOrObject()
    {
        using var folder = With("nano-qwen", config =>
        {
            config["bos_token"] = null;
            config["eos_token"] = new JsonObject { ["__type"] = "AddedToken", ["content"] = "<|im_end|>", ["lstrip"] = true };
            config["pad_token"] = "<|endoftext|>";
        });
        var tokenizer = HubTokenizer.Load(folder.Path);
        Assert.False(tokenizer.NamedTokens.ContainsKey("bos_token"));
        Assert.Equal("<|im_end|>", tokenizer.NamedTokens["eos_token"]);
        Assert.Equal("<|endoftext|>", tokenizer.NamedTokens["pad_token"]);

        // The object's rules hold.
        Assert.Equal(2, tokenizer.Encode("x  <|im_end|>", addSpecialTokens: false).Length);
    }

    [Fact]
    public void Load_AddedTokensOfTheConfig_AreMerged()
    {
        using var folder = With("nano-qwen", config => config["added_tokens_decoder"] = new JsonObject
        {
            ["1600"] = new JsonObject { ["content"] = "<|extra|>", ["special"] = true },
        });
        var tokenizer = HubTokenizer.Load(folder.Path);
        Assert.Equal(1601, tokenizer.VocabularySize);
        Assert.Equal([1600], tokenizer.Encode("<|extra|>", addSpecialTokens: false));
        Assert.Equal(string.Empty, tokenizer.Decode([1600], skipSpecialTokens: true));
        Assert.Equal("<|extra|>", tokenizer.Decode([1600], skipSpecialTokens: false));
    }

    [Theory]
    [InlineData("{\"type\":\"BertNormalizer\"}", "normalizer", "BertNormalizer")]
    [InlineData("{\"type\":\"UnicodeScripts\"}", "pre_tokenizer", "UnicodeScripts")]
    [InlineData("{\"type\":\"WordPiece\"}", "decoder", "WordPiece")]
    [InlineData("{\"type\":\"BertProcessing\"}", "post_processor", "BertProcessing")]
    [InlineData("{\"type\":\"Unigram\",\"vocab\":[]}", "model", "Unigram")]
    [InlineData("{\"type\":\"BPE\",\"vocab\":{},\"end_of_word_suffix\":\"</w>\"}", "model", "end_of_word_suffix")]
    [InlineData("{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"a b\"]}", "model", "\"b\"")]
    [InlineData("{\"type\":\"BPE\",\"vocab\":{\"a\":5000000}}", "model", "vocab")]
    public void Load_UnsupportedPart_IsRefusedByName(string part, string field, string named)
    {
        using var folder = WithJson(json => json[field] = JsonNode.Parse(part));
        var exception = Assert.Throws<TrainingException>(() => HubTokenizer.Load(folder.Path));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.Contains("tokenizer.json", exception.Message, StringComparison.Ordinal);
        Assert.Contains(field, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_SpecialTokensOfAStranger_AreOrdinaryText()
    {
        var tokenizer = Vocabularies.Load("nano-qwen");
        const string Text = "Hi<|im_end|>there";
        Assert.Contains(tokenizer.IdOf("<|im_end|>")!.Value, tokenizer.Encode(Text, addSpecialTokens: false));
        var plain = tokenizer.Encode(Text, addSpecialTokens: false, matchSpecialTokens: false);
        Assert.DoesNotContain(tokenizer.IdOf("<|im_end|>")!.Value, plain);
        Assert.Equal(Text, tokenizer.Decode(plain, skipSpecialTokens: true));
    }

    [Fact]
    public void Encode_SingleWordToken_IsFoundOnlyBetweenWords()
    {
        using var folder = WithJson(json => ((JsonArray)json["added_tokens"]!).Add(
            new JsonObject { ["id"] = 1700, ["content"] = "ledger", ["single_word"] = true, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = false }));
        var tokenizer = HubTokenizer.Load(folder.Path);
        Assert.Contains(1700, tokenizer.Encode("a ledger, open", addSpecialTokens: false));
        Assert.DoesNotContain(1700, tokenizer.Encode("a ledgers openledger ledgeré", addSpecialTokens: false));
    }

    internal static ScratchFolder WithJson(Action<JsonObject> change)
    {
        var folder = new ScratchFolder();
        var json = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Shelf.Models, "nano-llama", "tokenizer.json")))!.AsObject();
        change(json);
        folder.Write("tokenizer.json", json.ToJsonString());
        return folder;
    }

    private static ScratchFolder With(string model, Action<JsonObject> change)
    {
        var folder = new ScratchFolder();
        folder.Write("tokenizer.json", File.ReadAllBytes(Path.Combine(Shelf.Models, model, "tokenizer.json")));
        var config = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Shelf.Models, model, "tokenizer_config.json")))!.AsObject();
        change(config);
        folder.Write("tokenizer_config.json", config.ToJsonString());
        return folder;
    }
}
