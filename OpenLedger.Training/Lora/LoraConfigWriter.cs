using System.Text.Json.Nodes;

namespace OpenLedger.Training.Lora;

/// <summary>
/// Writes an <c>adapter_config.json</c> as PEFT does. A configuration that was read keeps its own keys and spellings, save those whose value changed;
/// one that was made here gets the whole key set of PEFT 0.18, the oldest that knows them all.
/// </summary>
internal static class LoraConfigWriter
{
    private const string KeySet = """
        {
          "alora_invocation_tokens": null, "alpha_pattern": {}, "arrow_config": null, "auto_mapping": null, "base_model_name_or_path": null,
          "bias": "none", "corda_config": null, "ensure_weight_tying": false, "eva_config": null, "exclude_modules": null, "fan_in_fan_out": false,
          "inference_mode": true, "init_lora_weights": true, "layer_replication": null, "layers_pattern": null, "layers_to_transform": null,
          "loftq_config": {}, "lora_alpha": 8, "lora_bias": false, "lora_dropout": 0.0, "megatron_config": null, "megatron_core": "megatron.core",
          "modules_to_save": null, "peft_type": "LORA", "peft_version": "0.18.0", "qalora_group_size": 16, "r": 8, "rank_pattern": {},
          "revision": null, "target_modules": null, "target_parameters": null, "task_type": "CAUSAL_LM", "trainable_token_indices": null,
          "use_dora": false, "use_qalora": false, "use_rslora": false
        }
        """;

    private static readonly (string Key, Func<LoraConfig, JsonNode?> Value)[] Properties =
    [
        ("r", config => config.Rank),
        ("lora_alpha", config => WholeOrNot(config.Alpha)),
        ("use_rslora", config => config.UseRsLora),
        ("lora_dropout", config => PythonJson.Number(config.Dropout)),
        ("target_modules", config => Selector(config.TargetModules)),
        ("exclude_modules", config => Selector(config.ExcludeModules)),
        ("layers_to_transform", config => List(config.LayersToTransform, layer => layer)),
        ("layers_pattern", config => List(config.LayersPattern, pattern => pattern)),
        ("rank_pattern", config => Map(config.RankPattern, rank => rank)),
        ("alpha_pattern", config => Map(config.AlphaPattern, WholeOrNot)),
        ("base_model_name_or_path", config => config.BaseModelNameOrPath),
    ];

    public static string Write(LoraConfig config)
    {
        var original = config.Original ?? (JsonObject)JsonNode.Parse(KeySet)!;
        var before = config.Original is null ? new LoraConfig() : LoraConfig.Parse(config.Original.ToJsonString(), config.Source);
        var result = (JsonObject)original.DeepClone();
        foreach (var (key, value) in Properties)
        {
            var now = PythonJson.Write(value(config));
            if (now != PythonJson.Write(value(before)))
            {
                result[key] = value(config);
            }
        }

        // What is stored is for use: PEFT writes it so, whatever it was told.
        result["inference_mode"] = true;
        return PythonJson.Write(result);
    }

    private static JsonNode WholeOrNot(double value) => value == Math.Floor(value) ? (JsonNode)(long)value : PythonJson.Number(value);

    private static JsonNode? Selector(ModuleSelector? selector) => selector switch
    {
        null => null,
        { Names: { } names } => new JsonArray([.. names.Select(name => (JsonNode?)name)]),
        { Expression: { } expression } => expression,
        _ => "all-linear",
    };

    private static JsonArray? List<T>(IReadOnlyList<T> items, Func<T, JsonNode?> node) =>
        items.Count == 0 ? null : new JsonArray([.. items.Select(node)]);

    private static JsonObject Map<T>(IReadOnlyList<KeyValuePair<string, T>> items, Func<T, JsonNode?> node) =>
        new(items.Select(item => KeyValuePair.Create(item.Key, node(item.Value))));
}
