using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Lora;

/// <summary>
/// The shape of an adapter: PEFT's <c>adapter_config.json</c>. What a file says beyond these properties is kept and written back.
/// </summary>
public sealed record LoraConfig
{
    /// <summary>The name of the file in an adapter's folder.</summary>
    public const string FileName = "adapter_config.json";

    /// <summary>The inner width of the two matrices, <c>r</c>.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>The numerator of the scaling, <c>lora_alpha</c>.</summary>
    public double Alpha { get; init; } = 8;

    /// <summary>Whether the scaling is alpha / sqrt(rank) instead of alpha / rank, <c>use_rslora</c>.</summary>
    public bool UseRsLora { get; init; }

    /// <summary>The chance that an input of the adapter is zeroed in training, <c>lora_dropout</c>.</summary>
    public double Dropout { get; init; }

    /// <summary>Which modules get an adapter; null: the families' default, <c>q_proj</c> and <c>v_proj</c>.</summary>
    public ModuleSelector? TargetModules { get; init; }

    /// <summary>Which modules never do; wins over <see cref="TargetModules"/>.</summary>
    public ModuleSelector? ExcludeModules { get; init; }

    /// <summary>The only layers that do; empty: all.</summary>
    public IReadOnlyList<int> LayersToTransform { get; init; } = [];

    /// <summary>What the list of layers is called inside the model, as expressions; empty: any name.</summary>
    public IReadOnlyList<string> LayersPattern { get; init; } = [];

    /// <summary>Ranks by pattern of module path; the first that matches counts.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> RankPattern { get; init; } = [];

    /// <summary>Alphas by pattern of module path; the first that matches counts.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> AlphaPattern { get; init; } = [];

    /// <summary>The base model the adapter was made for, as the file names it.</summary>
    public string? BaseModelNameOrPath { get; init; }

    /// <summary>Where the configuration comes from, for messages.</summary>
    public string Source { get; init; } = FileName;

    /// <summary>The file as it was read; null for a configuration made here.</summary>
    internal JsonObject? Original { get; init; }

    /// <summary>Reads the configuration in an adapter's folder. Throws <see cref="TrainingException"/> for what is wrong or not supported.</summary>
    public static LoraConfig Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return LoraConfigReader.Read(JsonFields.Read(Path.Combine(folder, FileName), LoraConfigReader.MostBytes));
    }

    /// <summary>Parses the text of an <c>adapter_config.json</c>; <paramref name="source"/> names it in messages.</summary>
    public static LoraConfig Parse(string json, string source)
    {
        ArgumentNullException.ThrowIfNull(json);
        return LoraConfigReader.Read(JsonFields.Parse(Encoding.UTF8.GetBytes(json), source));
    }

    /// <summary>The text of the file, as PEFT writes it: a configuration that PEFT wrote comes back byte for byte.</summary>
    public string ToJson() => LoraConfigWriter.Write(this);

    /// <summary>Writes the file into <paramref name="folder"/>, whole or not at all.</summary>
    public void Write(string folder) =>
        AtomicFile.Write(Path.Combine(folder, FileName), stream => stream.Write(Encoding.UTF8.GetBytes(ToJson())));
}
