using System.Text.Json;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Lora;

/// <summary>
/// Reads PEFT's <c>adapter_config.json</c>. Unknown keys are kept but not heeded, as PEFT does; keys that would change what the adapter computes are
/// refused by name when they are set.
/// </summary>
internal static class LoraConfigReader
{
    public const int MostBytes = 4 * 1024 * 1024;
    public const int MostRank = 1 << 16;

    private const double MostAlpha = 1e6;
    private const double MostDropout = 0.999999;
    private const int MostNames = 100_000;
    private const int MostPatterns = 4_096;
    private const int MostLayer = 1 << 20;

    public static LoraConfig Read(JsonFields fields)
    {
        UnsupportedLora.Refuse(fields);
        var config = new LoraConfig
        {
            Rank = fields.Integer("r", 8, 1, MostRank),
            Alpha = fields.Number("lora_alpha", 8, -MostAlpha, MostAlpha),
            UseRsLora = fields.Boolean("use_rslora", false),
            Dropout = fields.Number("lora_dropout", 0, 0, MostDropout),
            TargetModules = Selector(fields, "target_modules"),
            ExcludeModules = NotEmpty(Selector(fields, "exclude_modules")),
            LayersToTransform = fields.Integers("layers_to_transform", 0, MostLayer),
            LayersPattern = [.. (fields.Texts("layers_pattern", MostPatterns) ?? []).Where(pattern => pattern.Length > 0)],
            RankPattern = Pattern(fields, "rank_pattern", (map, name) => map.Integer(name, 0, 1, MostRank)),
            AlphaPattern = Pattern(fields, "alpha_pattern", (map, name) => map.Number(name, 0, -MostAlpha, MostAlpha)),
            BaseModelNameOrPath = fields.Text("base_model_name_or_path"),
            Source = fields.Source,
            Original = fields.Node,
        };
        return config;
    }

    private static ModuleSelector? Selector(JsonFields fields, string name) => fields.Get(name) switch
    {
        null => null,
        { } value when value.GetValueKind() == JsonValueKind.String => ModuleSelector.OfText(fields.Text(name)!),
        _ => ModuleSelector.Of(fields.Texts(name, MostNames)!),
    };

    /// <summary>An empty list or text excludes nothing.</summary>
    private static ModuleSelector? NotEmpty(ModuleSelector? selector) =>
        selector is { Names.Count: 0 } or { Expression: "" } ? null : selector;

    private static IReadOnlyList<KeyValuePair<string, T>> Pattern<T>(JsonFields fields, string name, Func<JsonFields, string, T> read)
    {
        if (fields.Object(name) is not { } map)
        {
            return [];
        }

        var names = map.Names;
        if (names.Count > MostPatterns)
        {
            throw fields.Fault(name, $"has more than {MostPatterns} patterns");
        }

        if (names.FirstOrDefault(pattern => map.Get(pattern) is null) is { } empty)
        {
            throw map.Fault(empty, "has no value");
        }

        return [.. names.Select(pattern => KeyValuePair.Create(pattern, read(map, pattern)))];
    }
}
