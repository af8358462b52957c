using System.Text.Json;
using System.Text.Json.Nodes;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Lora;

/// <summary>The settings of an <c>adapter_config.json</c> that would make another adapter of it than the plain one; each is refused by name.</summary>
internal static class UnsupportedLora
{
    private static readonly (string Key, string Meaning)[] Unsupported =
    [
        ("use_dora", "weight-decomposed adapters (DoRA)"),
        ("use_qalora", "QA-LoRA"),
        ("use_bdlora", "block-diagonal LoRA"),
        ("lora_bias", "a bias in the adapter"),
        ("modules_to_save", "modules trained and stored whole"),
        ("trainable_token_indices", "trained tokens of the embedding"),
        ("target_parameters", "adapters on bare parameters"),
        ("layer_replication", "layers used several times"),
        ("fan_in_fan_out", "transposed weights"),
        ("alora_invocation_tokens", "adapters that begin to work at a token (aLoRA)"),
        ("arrow_config", "routing between adapters"),
        ("kasa_config", "KaSA"),
        ("lora_ga_config", "LoRA-GA, which changes the base model"),
        ("monteclora_config", "Monte Carlo LoRA"),
        ("velora_config", "VeLoRA"),
        ("megatron_config", "Megatron"),
    ];

    /// <summary>Ways to begin that leave the base model as it is: for reading, only the stored tensors matter.</summary>
    private static readonly string[] HarmlessStarts = ["gaussian", "orthogonal", "eva"];

    public static void Refuse(JsonFields fields)
    {
        var type = fields.Text("peft_type") ?? throw fields.Fault("peft_type", "is missing: this is not an adapter of PEFT");
        if (!type.Equals("LORA", StringComparison.OrdinalIgnoreCase))
        {
            throw fields.Fault("peft_type", $"is \"{Shorten(type)}\"; only \"LORA\" is supported");
        }

        if (fields.Text("task_type") is { } task && task != "CAUSAL_LM")
        {
            throw fields.Fault("task_type", $"is \"{Shorten(task)}\"; only \"CAUSAL_LM\" is supported");
        }

        if (fields.Text("bias") is { } bias && bias != "none")
        {
            throw fields.Fault("bias", $"is \"{Shorten(bias)}\"; trained biases are not supported");
        }

        foreach (var (key, meaning) in Unsupported)
        {
            if (fields.Get(key) is { } value && IsSet(value))
            {
                throw fields.Fault(key, $"is set: {meaning} is not supported. Train or convert the adapter without it");
            }
        }

        RefuseStart(fields);
    }

    private static void RefuseStart(JsonFields fields)
    {
        const string Key = "init_lora_weights";
        if (fields.Get(Key) is not { } value || value.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            return;
        }

        var start = fields.Text(Key)!;
        if (!HarmlessStarts.Contains(start, StringComparer.OrdinalIgnoreCase))
        {
            throw fields.Fault(
                Key,
                $"is \"{Shorten(start)}\": such adapters belong to a base model that was changed with them. Convert it to a plain LoRA adapter first");
        }
    }

    /// <summary>What Python takes for true.</summary>
    private static bool IsSet(JsonNode value) => value switch
    {
        JsonObject map => map.Count > 0,
        JsonArray list => list.Count > 0,
        _ => value.ToJsonString() is not ("false" or "\"\"" or "0" or "0.0"),
    };

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
