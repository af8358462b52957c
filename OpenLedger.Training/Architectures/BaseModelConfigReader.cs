using OpenLedger.Training.Json;

namespace OpenLedger.Training.Architectures;

/// <summary>
/// Turns a <c>config.json</c> into a <see cref="BaseModelConfig"/>: the defaults that transformers applies per family, the rules for null, and bounds
/// within which no later product overflows.
/// </summary>
internal static class BaseModelConfigReader
{
    public const int MostBytes = 16 * 1024 * 1024;
    public const int MostPositions = 1 << 30;

    private const int MostVocabulary = 1 << 24;
    private const int MostWidth = 1 << 20;
    private const int MostLayers = 4_096;
    private const int MostHeads = 1 << 14;
    private const int MostProjection = 1 << 24;
    private const int MostEndTokens = 1_024;

    /// <summary>Families that other readers know and that have their place here later.</summary>
    private static readonly string[] NotYet =
        ["mixtral", "qwen2_moe", "qwen3_moe", "deepseek_v2", "deepseek_v3", "phi3", "gemma", "gemma2", "gemma3_text", "gpt_oss"];

    public static BaseModelConfig Read(JsonFields fields)
    {
        var family = FamilyOf(fields);
        RefuseWhatChangesTheModel(fields);

        var hidden = fields.Integer("hidden_size", 4_096, 1, MostWidth);
        var layers = fields.Integer("num_hidden_layers", 32, 1, MostLayers);
        var heads = fields.Integer("num_attention_heads", 32, 1, MostHeads);
        var keyValueHeads = KeyValueHeads(fields, family, heads);
        var maxPositions = fields.Integer("max_position_embeddings", family.MaxPositions, 1, MostPositions);
        var attentionBias = family.AttentionBiasKey && fields.Boolean("attention_bias", false);
        var vocabulary = fields.Integer("vocab_size", family.VocabularySize, 1, MostVocabulary);

        return new BaseModelConfig
        {
            ModelType = family.Name,
            VocabularySize = vocabulary,
            HiddenSize = hidden,
            IntermediateSize = fields.Integer("intermediate_size", family.IntermediateSize, 1, MostProjection),
            LayerCount = layers,
            HeadCount = heads,
            KeyValueHeadCount = keyValueHeads,
            HeadDimension = HeadDimension(fields, family, hidden, heads),
            NormEpsilon = fields.Number("rms_norm_eps", 1e-6, 0, 1),
            MaxPositions = maxPositions,
            TieWordEmbeddings = fields.Boolean("tie_word_embeddings", false),
            QueryKeyValueBias = family.AlwaysBiased || attentionBias,
            OutputBias = attentionBias,
            MlpBias = family.MlpBiasKey && fields.Boolean("mlp_bias", false),
            QueryKeyNorm = family.QueryKeyNorm,
            Rotary = RotaryConfigReader.Read(fields, maxPositions),
            Windows = new ValueList<int?>(SlidingWindows.Read(fields, family, layers)),
            BosTokenId = TokenId(fields, "bos_token_id", family.BosTokenId),
            EosTokenIds = new ValueList<int>(EndTokens(fields, family)),
            PadTokenId = TokenId(fields, "pad_token_id", null),
        };
    }

    private static ModelFamily FamilyOf(JsonFields fields)
    {
        var supported = $"Supported: {string.Join(", ", ModelFamily.All.Select(family => family.Name))}.";
        var type = fields.Text("model_type")
            ?? throw new TrainingException($"{fields.Source}: \"model_type\" is missing: this is not the config.json of a language model. {supported}");
        var family = ModelFamily.All.FirstOrDefault(family => family.Name == type);
        if (family is not null)
        {
            return family;
        }

        var verdict = NotYet.Contains(type) ? "is not supported yet" : "is not supported";
        throw new TrainingException($"{fields.Source}: the model type \"{(type.Length <= 60 ? type : type[..60])}\" {verdict}. {supported}");
    }

    private static void RefuseWhatChangesTheModel(JsonFields fields)
    {
        if (fields.Object("quantization_config") is { } quantization)
        {
            throw new TrainingException(
                $"{fields.Source}: the weights are quantised ({quantization.Text("quant_method") ?? "unknown method"}), which is not supported yet. "
                + "Take the original model in F32, F16 or BF16.");
        }

        var activation = fields.Text("hidden_act") ?? "silu";
        if (activation != "silu")
        {
            throw fields.Fault("hidden_act", $"is \"{activation}\"; only \"silu\" is supported");
        }

        if (fields.Number("attention_dropout", 0, 0, 1) != 0)
        {
            throw fields.Fault("attention_dropout", "above 0 is not supported; set it to 0");
        }
    }

    private static int KeyValueHeads(JsonFields fields, ModelFamily family, int heads)
    {
        var absent = fields.Stands("num_key_value_heads") ? heads : family.KeyValueHeadCount ?? heads;
        var count = fields.Integer("num_key_value_heads", absent, 1, MostHeads);
        return heads % count == 0
            ? count
            : throw fields.Fault("num_key_value_heads", $"is {count}, which does not divide the {heads} of \"num_attention_heads\"");
    }

    private static int HeadDimension(JsonFields fields, ModelFamily family, int hidden, int heads)
    {
        var dimension = fields.OptionalInteger("head_dim", 1, MostWidth) ?? family.HeadDimension;
        if (dimension is null && hidden % heads != 0)
        {
            throw fields.Fault("hidden_size", $"is {hidden}, which the {heads} of \"num_attention_heads\" do not divide, and \"head_dim\" is not given");
        }

        var result = dimension ?? hidden / heads;
        if (result % 2 != 0)
        {
            throw fields.Fault("head_dim", $"is {result}; it must be even");
        }

        return (long)result * heads <= MostProjection
            ? result
            : throw fields.Fault("head_dim", $"times \"num_attention_heads\" is {(long)result * heads}, more than {MostProjection}");
    }

    /// <summary>Absent: the family's; null: none. Negative numbers, which some files use for "none", count as none.</summary>
    private static int? TokenId(JsonFields fields, string name, int? absent)
    {
        var id = fields.Stands(name) ? fields.OptionalInteger(name, -1, MostVocabulary) : absent;
        return id < 0 ? null : id;
    }

    private static IReadOnlyList<int> EndTokens(JsonFields fields, ModelFamily family)
    {
        if (!fields.Stands("eos_token_id"))
        {
            return family.EosTokenId is { } id ? [id] : [];
        }

        return [.. fields.Integers("eos_token_id", -1, MostVocabulary, MostEndTokens).Where(id => id >= 0).Distinct()];
    }
}
