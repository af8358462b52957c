using OpenLedger.Training.Json;

namespace OpenLedger.Training.Architectures;

/// <summary>Reads which layers see only a window of tokens, by the rules of each family.</summary>
internal static class SlidingWindows
{
    private const int DefaultWindow = 4_096;
    private const int DefaultFirstLayer = 28;
    private const string Full = "full_attention";
    private const string Sliding = "sliding_attention";

    /// <summary>The window of each layer; null where a layer sees everything before.</summary>
    public static int?[] Read(JsonFields fields, ModelFamily family, int layers)
    {
        var window = family.Windows switch
        {
            WindowRule.EveryLayer => Window(fields),
            WindowRule.ByLayer when fields.Boolean("use_sliding_window", false) => Window(fields),
            _ => null,
        };
        var named = LayerTypes(fields, layers);
        var first = family.Windows == WindowRule.ByLayer ? fields.Integer("max_window_layers", DefaultFirstLayer, 0, int.MaxValue) : 0;
        var windows = new int?[layers];
        for (var layer = 0; layer < layers; layer++)
        {
            var slides = family.Windows == WindowRule.ByLayer && named is not null ? named[layer] == Sliding : window is not null && layer >= first;
            windows[layer] = slides ? window : null;
            Compare(fields, named?[layer], slides, window, layer);
        }

        return windows;
    }

    /// <summary>Absent is not null: transformers then takes 4096, in every family that has windows.</summary>
    private static int? Window(JsonFields fields) =>
        fields.Stands("sliding_window")
            ? fields.OptionalInteger("sliding_window", 1, BaseModelConfigReader.MostPositions)
            : DefaultWindow;

    private static IReadOnlyList<string>? LayerTypes(JsonFields fields, int layers)
    {
        var types = fields.Texts("layer_types");
        if (types is null)
        {
            return null;
        }

        if (types.Count != layers)
        {
            throw fields.Fault("layer_types", $"names {types.Count} layers where \"num_hidden_layers\" is {layers}");
        }

        var unknown = types.FirstOrDefault(type => type is not (Full or Sliding));
        return unknown is null
            ? types
            : throw fields.Fault("layer_types", $"names \"{unknown[..Math.Min(60, unknown.Length)]}\". Supported: {Full}, {Sliding}");
    }

    private static void Compare(JsonFields fields, string? named, bool slides, int? window, int layer)
    {
        if (named is not null && ((named == Sliding) != slides || (slides && window is null)))
        {
            throw fields.Fault("layer_types", $"calls layer {layer} {named}, which contradicts the other sliding window settings of the file");
        }
    }
}
