using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Tests.Lora;

public class LoraConfigTests
{
    [Fact]
    public void ToJson_WhatPeftWrote_ComesBackByteForByte()
    {
        foreach (var (folder, _) in Bases.GoldenAdapters().Append((Shelf.Golden("adapters", "half"), [])))
        {
            Assert.Equal(File.ReadAllText(Path.Combine(folder, LoraConfig.FileName)), LoraConfig.Read(folder).ToJson());
        }
    }

    [Fact]
    public void ToJson_WhatAnOlderPeftWrote_ComesBackByteForByte()
    {
        var folder = Shelf.Fixture("qwen-tokenizer");
        var config = LoraConfig.Read(folder);

        Assert.Equal((32, 32.0, 0.0), (config.Rank, config.Alpha, config.Dropout));
        Assert.Equal(File.ReadAllText(Path.Combine(folder, LoraConfig.FileName)), config.ToJson());
    }

    [Fact]
    public void ToJson_ValueChanged_ChangesThatKeyAlone()
    {
        var config = LoraConfig.Read(Shelf.Golden("adapters", "plain"));
        var changed = config with { Rank = 4, Dropout = 0.05, BaseModelNameOrPath = "b\u00e4se" };

        var expected = config.ToJson()
            .Replace("\"r\": 8", "\"r\": 4", StringComparison.Ordinal)
            .Replace("\"lora_dropout\": 0.0", "\"lora_dropout\": 0.05", StringComparison.Ordinal)
            .Replace("\"base_model_name_or_path\": \"model\"", "\"base_model_name_or_path\": \"b\\u00e4se\"", StringComparison.Ordinal);
        Assert.Equal(expected, changed.ToJson());
    }

    [Fact]
    public void ToJson_MadeHere_HasTheKeysOfPeftAndReadsBack()
    {
        var config = new LoraConfig
        {
            Rank = 16,
            Alpha = 32,
            UseRsLora = true,
            Dropout = 1e-5,
            TargetModules = ModuleSelector.Of("q_proj", "v_proj"),
            ExcludeModules = ModuleSelector.OfText(".*\\.0\\..*"),
            LayersToTransform = [1, 2],
            RankPattern = [new("o_proj", 2)],
            AlphaPattern = [new("o_proj", 2.5)],
            BaseModelNameOrPath = "nano",
        };

        using var german = new CultureScope("de-DE");
        var json = config.ToJson();
        var again = LoraConfig.Parse(json, "adapter_config.json");

        Assert.StartsWith("{\n  \"alora_invocation_tokens\": null,\n  \"alpha_pattern\": {\n    \"o_proj\": 2.5\n  },\n", json, StringComparison.Ordinal);
        Assert.Contains("\n  \"lora_dropout\": 1e-05,\n", json, StringComparison.Ordinal);
        Assert.Contains("\n  \"target_modules\": [\n    \"q_proj\",\n    \"v_proj\"\n  ],\n", json, StringComparison.Ordinal);
        Assert.EndsWith("\"use_rslora\": true\n}", json, StringComparison.Ordinal);
        Assert.Equal(json, again.ToJson());
        Assert.Equal((16, 32.0, true, 1e-5), (again.Rank, again.Alpha, again.UseRsLora, again.Dropout));
        Assert.Equal([1, 2], again.LayersToTransform);
        Assert.Equal("nano", again.BaseModelNameOrPath);
    }

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(0.05, "0.05")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(-1.25e-7, "-1.25e-07")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(123456.789, "123456.789")]
    public void Number_AnyDouble_IsWrittenAsPythonDoes(double value, string expected)
    {
        using var german = new CultureScope("de-DE");
        Assert.Equal(expected, PythonJson.Number(value).ToJsonString());
    }

    [Theory]
    [InlineData("dora", "use_dora")]
    [InlineData("lora-bias", "lora_bias")]
    [InlineData("modules-to-save", "modules_to_save")]
    public void Read_AdapterOfAnotherKind_IsRefusedByName(string name, string key)
    {
        var exception = Assert.Throws<TrainingException>(() => LoraConfig.Read(Shelf.Golden("adapters", name)));

        Assert.Contains($"\"{key}\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains(LoraConfig.FileName, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"bias\":\"all\"", "bias")]
    [InlineData("\"trainable_token_indices\":[1]", "trainable_token_indices")]
    [InlineData("\"target_parameters\":[\"w\"]", "target_parameters")]
    [InlineData("\"layer_replication\":[[0,1]]", "layer_replication")]
    [InlineData("\"fan_in_fan_out\":true", "fan_in_fan_out")]
    [InlineData("\"init_lora_weights\":\"pissa_niter_4\"", "init_lora_weights")]
    [InlineData("\"init_lora_weights\":\"olora\"", "init_lora_weights")]
    [InlineData("\"init_lora_weights\":\"corda\"", "init_lora_weights")]
    [InlineData("\"init_lora_weights\":\"loftq\"", "init_lora_weights")]
    [InlineData("\"init_lora_weights\":\"lora_ga\"", "init_lora_weights")]
    [InlineData("\"init_lora_weights\":\"something\"", "init_lora_weights")]
    [InlineData("\"init_lora_weights\":7", "init_lora_weights")]
    [InlineData("\"task_type\":\"SEQ_CLS\"", "task_type")]
    [InlineData("\"use_bdlora\":{\"a\":1}", "use_bdlora")]
    [InlineData("\"r\":0", "r")]
    [InlineData("\"r\":-1", "r")]
    [InlineData("\"r\":8.5", "r")]
    [InlineData("\"r\":\"8\"", "r")]
    [InlineData("\"r\":100000", "r")]
    [InlineData("\"r\":1e300", "r")]
    [InlineData("\"lora_alpha\":1e300", "lora_alpha")]
    [InlineData("\"lora_alpha\":\"x\"", "lora_alpha")]
    [InlineData("\"lora_dropout\":1", "lora_dropout")]
    [InlineData("\"lora_dropout\":-0.1", "lora_dropout")]
    [InlineData("\"use_rslora\":1", "use_rslora")]
    [InlineData("\"target_modules\":7", "target_modules")]
    [InlineData("\"target_modules\":[7]", "target_modules")]
    [InlineData("\"layers_to_transform\":[-1]", "layers_to_transform")]
    [InlineData("\"rank_pattern\":[]", "rank_pattern")]
    [InlineData("\"rank_pattern\":{\"q\":0}", "rank_pattern.q")]
    [InlineData("\"rank_pattern\":{\"q\":null}", "rank_pattern.q")]
    [InlineData("\"alpha_pattern\":{\"q\":\"8\"}", "alpha_pattern.q")]
    public void Parse_WhatIsWrongOrUnsupported_NamesTheKey(string setting, string key)
    {
        var exception = Assert.Throws<TrainingException>(() => LoraConfig.Parse($"{{\"peft_type\":\"LORA\",{setting}}}", "adapter_config.json"));

        Assert.StartsWith($"adapter_config.json: \"{key}\"", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "peft_type")]
    [InlineData("{\"peft_type\":\"IA3\"}", "IA3")]
    [InlineData("{\"peft_type\":\"LORA\",\"peft_type\":\"LORA\"}", "not valid JSON")]
    [InlineData("{\"peft_type\":\"LORA\",\"x\":\"\\ud800\"}", "surrogate")]
    [InlineData("", "not valid JSON")]
    [InlineData("null", "not a JSON object")]
    public void Parse_WhatIsNoAdapter_SaysSo(string json, string words) =>
        Assert.Contains(words, Assert.Throws<TrainingException>(() => LoraConfig.Parse(json, "adapter_config.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_UnknownAndUnsetKeys_AreHarmless()
    {
        var config = LoraConfig.Parse(
            "{\"peft_type\":\"LORA\",\"new_key\":{\"a\":[1]},\"use_dora\":false,\"modules_to_save\":[],\"loftq_config\":{},\"bias\":null,"
            + "\"init_lora_weights\":\"gaussian\",\"r\":4.0,\"lora_alpha\":1.5,\"exclude_modules\":[],\"layers_pattern\":\"\"}",
            "adapter_config.json");

        Assert.Equal((4, 1.5), (config.Rank, config.Alpha));
        Assert.Null(config.TargetModules);
        Assert.Null(config.ExcludeModules);
        Assert.Empty(config.LayersPattern);
    }
}
