using OpenLedger.Training.Architectures;

namespace OpenLedger.Training.Tests.Architectures;

/// <summary>What a configuration means where it is silent, where it says null, and where it is refused.</summary>
public class ConfigRulesTests
{
    [Fact]
    public void Parse_AbsentKeys_HaveTheDefaultsOfTransformers()
    {
        var llama = Parse("llama");
        Assert.Equal((32_000, 4_096, 11_008, 32, 32, 32, 128), Sizes(llama));
        Assert.Equal((2_048, 1e-6, 10_000.0, 1, false), (llama.MaxPositions, llama.NormEpsilon, llama.Rotary.Theta, llama.BosTokenId, llama.TieWordEmbeddings));
        Assert.Equal([2], llama.EosTokenIds);
        Assert.Null(llama.PadTokenId);
        Assert.Null(llama.WindowOf(0));

        var mistral = Parse("mistral");
        Assert.Equal((32_000, 4_096, 14_336, 32, 32, 8, 128), Sizes(mistral));
        Assert.Equal((131_072, 4_096), (mistral.MaxPositions, mistral.WindowOf(31)));

        var qwen2 = Parse("qwen2");
        Assert.Equal((151_936, 4_096, 22_016, 32, 32, 32, 128), Sizes(qwen2));
        Assert.Equal((32_768, (int?)null, (int?)null), (qwen2.MaxPositions, qwen2.BosTokenId, qwen2.WindowOf(31)));
        Assert.Empty(qwen2.EosTokenIds);

        var qwen3 = Parse("qwen3", "\"hidden_size\":2048");
        Assert.Equal((151_936, 2_048, 22_016, 32, 32, 32, 128), Sizes(qwen3));
    }

    [Fact]
    public void Parse_Biases_FollowTheFamily()
    {
        Assert.Equal((false, false, false, false), Biases(Parse("llama")));
        Assert.Equal((true, true, true, false), Biases(Parse("llama", "\"attention_bias\":true,\"mlp_bias\":true")));
        Assert.Equal((false, false, false, false), Biases(Parse("mistral", "\"attention_bias\":true,\"mlp_bias\":true")));
        Assert.Equal((true, false, false, false), Biases(Parse("qwen2", "\"attention_bias\":false")));
        Assert.Equal((false, false, false, true), Biases(Parse("qwen3")));
        Assert.Equal((true, true, false, true), Biases(Parse("qwen3", "\"attention_bias\":true")));
    }

    [Fact]
    public void Parse_Null_MeansWhatTransformersMakesOfIt()
    {
        Assert.Equal(32, Parse("mistral", "\"num_key_value_heads\":null").KeyValueHeadCount);
        Assert.Equal(128, Parse("llama", "\"head_dim\":null").HeadDimension);
        Assert.Null(Parse("mistral", "\"sliding_window\":null").WindowOf(0));
        Assert.Empty(Parse("llama", "\"eos_token_id\":null").EosTokenIds);
        Assert.Null(Parse("llama", "\"bos_token_id\":null").BosTokenId);
        Assert.Equal(RotaryKind.Default, Parse("llama", "\"rope_scaling\":null,\"rope_parameters\":null").Rotary.Kind);
        Assert.Equal([128_001, 128_008, 128_009], Parse("llama", "\"eos_token_id\":[128001,128008,128009]").EosTokenIds);
        Assert.Equal(128, Parse("llama", "\"hidden_size\":5120,\"head_dim\":128").HeadDimension);
        Assert.Equal(64, Parse("qwen2", "\"hidden_size\":896,\"num_attention_heads\":14,\"num_key_value_heads\":2").HeadDimension);
    }

    [Theory]
    [InlineData("qwen2", "\"sliding_window\":7", "----")]
    [InlineData("qwen2", "\"use_sliding_window\":true,\"sliding_window\":7", "----")]
    [InlineData("qwen2", "\"use_sliding_window\":true,\"sliding_window\":7,\"max_window_layers\":0", "7777")]
    [InlineData("qwen3", "\"use_sliding_window\":true,\"sliding_window\":7,\"max_window_layers\":3", "---7")]
    [InlineData("qwen2", "\"use_sliding_window\":true,\"sliding_window\":null,\"max_window_layers\":0", "----")]
    [InlineData("qwen2", "\"use_sliding_window\":true,\"sliding_window\":7,\"max_window_layers\":0,\"layer_types\":[\"full_attention\",\"sliding_attention\",\"full_attention\",\"sliding_attention\"]", "-7-7")]
    [InlineData("mistral", "\"sliding_window\":7,\"use_sliding_window\":false", "7777")]
    [InlineData("llama", "\"sliding_window\":7,\"use_sliding_window\":true", "----")]
    public void WindowOf_Layers_FollowTheRules(string family, string keys, string expected)
    {
        var config = Parse(family, "\"num_hidden_layers\":4," + keys);

        Assert.Equal(expected, string.Concat(Enumerable.Range(0, 4).Select(layer => config.WindowOf(layer)?.ToString(null, null) ?? "-")));
        Assert.Throws<ArgumentOutOfRangeException>(() => config.WindowOf(4));
    }

    [Theory]
    [InlineData("\"rope_scaling\":{\"type\":\"linear\",\"factor\":4.0}")]
    [InlineData("\"rope_scaling\":{\"rope_type\":\"linear\",\"factor\":4}")]
    [InlineData("\"rope_scaling\":{\"rope_type\":\"linear\",\"type\":\"linear\",\"factor\":4.0}")]
    [InlineData("\"rope_parameters\":{\"rope_type\":\"linear\",\"factor\":4.0,\"rope_theta\":10000.0}")]
    [InlineData("\"rope_theta\":10000,\"rope_parameters\":{\"type\":\"linear\",\"factor\":4.0,\"partial_rotary_factor\":1.0}")]
    public void Parse_RotarySpellings_MeanTheSame(string keys) =>
        Assert.Equal(new RotaryConfig { Kind = RotaryKind.Linear, Theta = 10_000, Factor = 4 }, Parse("llama", keys).Rotary);

    [Fact]
    public void Parse_OriginalLength_IsLookedForInsideThenOutside()
    {
        const string Scaling = "\"rope_scaling\":{\"rope_type\":\"yarn\",\"factor\":4.0";
        Assert.Equal(2_048, Parse("llama", Scaling + "}").Rotary.OriginalMaxPositions);
        Assert.Equal(64, Parse("llama", Scaling + ",\"original_max_position_embeddings\":64}").Rotary.OriginalMaxPositions);
        Assert.Equal(64, Parse("llama", "\"original_max_position_embeddings\":64," + Scaling + "}").Rotary.OriginalMaxPositions);
        AssertRefused("llama", "\"original_max_position_embeddings\":65," + Scaling + ",\"original_max_position_embeddings\":64}", "original_max_position_embeddings");

        var derived = Parse("llama", "\"rope_scaling\":{\"rope_type\":\"yarn\",\"original_max_position_embeddings\":512}").Rotary;
        Assert.Equal(4, derived.Factor);
        Assert.Equal(0.1 * Math.Log(4) + 1, derived.AttentionFactor, 12);
        Assert.Equal(1.5, Parse("llama", Scaling + ",\"attention_factor\":1.5}").Rotary.AttentionFactor);
        Assert.Equal(1, Parse("llama", Scaling + ",\"mscale\":0.7,\"mscale_all_dim\":0.7}").Rotary.AttentionFactor);
    }

    [Theory]
    [InlineData("\"rope_scaling\":{\"rope_type\":\"dynamic\",\"factor\":2}", "\"dynamic\" is not supported")]
    [InlineData("\"rope_scaling\":{\"type\":\"longrope\"}", "\"longrope\" is not supported")]
    [InlineData("\"rope_scaling\":{\"type\":\"ntk\"}", "Supported: default, linear, llama3, yarn")]
    [InlineData("\"rope_scaling\":{\"type\":\"linear\",\"rope_type\":\"yarn\",\"factor\":2}", "rope_type")]
    [InlineData("\"rope_scaling\":{\"type\":\"linear\"}", "rope_scaling.factor")]
    [InlineData("\"rope_scaling\":{\"type\":\"linear\",\"factor\":0}", "rope_scaling.factor")]
    [InlineData("\"rope_scaling\":{\"type\":\"linear\",\"factor\":-1}", "rope_scaling.factor")]
    [InlineData("\"rope_scaling\":\"linear\"", "rope_scaling")]
    [InlineData("\"rope_scaling\":{\"type\":\"llama3\",\"factor\":8,\"low_freq_factor\":4,\"high_freq_factor\":4}", "high_freq_factor")]
    [InlineData("\"rope_scaling\":{\"type\":\"linear\",\"factor\":2},\"rope_parameters\":{\"type\":\"linear\",\"factor\":4}", "contradict")]
    [InlineData("\"rope_parameters\":{\"full_attention\":{\"rope_type\":\"default\"}}", "layer type")]
    [InlineData("\"rope_parameters\":{\"partial_rotary_factor\":0.5}", "partial_rotary_factor")]
    [InlineData("\"partial_rotary_factor\":0.5", "partial_rotary_factor")]
    [InlineData("\"rope_theta\":0", "rope_theta")]
    [InlineData("\"rope_theta\":\"10000\"", "rope_theta")]
    [InlineData("\"quantization_config\":{\"quant_method\":\"bitsandbytes\"}", "bitsandbytes")]
    [InlineData("\"hidden_act\":\"gelu\"", "hidden_act")]
    [InlineData("\"attention_dropout\":0.1", "attention_dropout")]
    [InlineData("\"hidden_size\":0", "hidden_size")]
    [InlineData("\"hidden_size\":-4096", "hidden_size")]
    [InlineData("\"hidden_size\":4096.5", "hidden_size")]
    [InlineData("\"hidden_size\":\"4096\"", "hidden_size")]
    [InlineData("\"hidden_size\":[4096]", "hidden_size")]
    [InlineData("\"hidden_size\":1e18", "hidden_size")]
    [InlineData("\"hidden_size\":4097", "hidden_size")]
    [InlineData("\"vocab_size\":2000000000", "vocab_size")]
    [InlineData("\"intermediate_size\":2147483648", "intermediate_size")]
    [InlineData("\"num_hidden_layers\":100000", "num_hidden_layers")]
    [InlineData("\"num_key_value_heads\":5", "num_key_value_heads")]
    [InlineData("\"num_key_value_heads\":64", "num_key_value_heads")]
    [InlineData("\"head_dim\":127", "head_dim")]
    [InlineData("\"head_dim\":1048576", "head_dim")]
    [InlineData("\"rms_norm_eps\":-1", "rms_norm_eps")]
    [InlineData("\"tie_word_embeddings\":\"yes\"", "tie_word_embeddings")]
    [InlineData("\"layer_types\":[\"full_attention\"]", "layer_types")]
    [InlineData("\"num_hidden_layers\":1,\"layer_types\":[\"linear_attention\"]", "linear_attention")]
    [InlineData("\"num_hidden_layers\":1,\"layer_types\":[\"sliding_attention\"]", "contradicts")]
    [InlineData("\"eos_token_id\":\"2\"", "eos_token_id")]
    [InlineData("\"hidden_size\":4096,\"hidden_size\":4096", "twice")]
    public void Parse_WhatIsWrongOrUnsupported_SaysSo(string keys, string words) => AssertRefused("llama", keys, words);

    [Theory]
    [InlineData("deepseek_v2", "not supported yet")]
    [InlineData("mixtral", "not supported yet")]
    [InlineData("qwen3_moe", "not supported yet")]
    [InlineData("gpt2", "is not supported.")]
    public void Parse_OtherFamily_IsRefusedWithTheListOfSupported(string family, string words)
    {
        AssertRefused(family, "\"x\":1", words);
        AssertRefused(family, "\"x\":1", $"\"{family}\"");
        AssertRefused(family, "\"x\":1", "Supported: llama, mistral, qwen2, qwen3.");
    }

    [Theory]
    [InlineData("{}", "model_type")]
    [InlineData("{\"model_type\":7}", "model_type")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("", "not valid JSON")]
    [InlineData("{\"model_type\":\"llama\"", "not valid JSON")]
    public void Parse_WhatIsNoConfiguration_SaysSo(string json, string words) =>
        Assert.Contains(words, Assert.Throws<TrainingException>(() => BaseModelConfig.Parse(json, "config.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_FolderWithoutConfiguration_NamesTheFile()
    {
        using var scratch = new ScratchFolder();
        Assert.Contains("config.json", Assert.Throws<TrainingException>(() => BaseModelConfig.Read(scratch.Path)).Message, StringComparison.Ordinal);

        scratch.Write("config.json", [0xFF, 0xFE, 0x7B]);
        Assert.Contains("config.json", Assert.Throws<TrainingException>(() => BaseModelConfig.Read(scratch.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WhereNumbersAreWrittenOtherwise_ReadsTheSame()
    {
        using var german = new CultureScope("de-DE");
        Assert.Equal(1e-5, Parse("llama", "\"rms_norm_eps\":1e-05").NormEpsilon);
        Assert.Equal(0.5, Parse("llama", "\"rope_scaling\":{\"type\":\"linear\",\"factor\":0.5}").Rotary.Factor);
        AssertRefused("llama", "\"attention_dropout\":1.5", "from 0 to 1, found 1.5");
    }

    private static (int, int, int, int, int, int, int) Sizes(BaseModelConfig config) =>
        (config.VocabularySize, config.HiddenSize, config.IntermediateSize, config.LayerCount, config.HeadCount, config.KeyValueHeadCount, config.HeadDimension);

    private static (bool, bool, bool, bool) Biases(BaseModelConfig config) =>
        (config.QueryKeyValueBias, config.OutputBias, config.MlpBias, config.QueryKeyNorm);

    private static BaseModelConfig Parse(string family, string keys = "\"x\":1") => BaseModelConfig.Parse($"{{\"model_type\":\"{family}\",{keys}}}", "config.json");

    private static void AssertRefused(string family, string keys, string words)
    {
        var exception = Assert.Throws<TrainingException>(() => Parse(family, keys));
        Assert.StartsWith("config.json: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }
}
