using System.Text;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Architectures;

/// <summary>
/// The shape of a base model, from its <c>config.json</c>. Every spelling of the same model (older hub files, transformers 4 and 5) gives an equal record.
/// </summary>
public sealed record BaseModelConfig
{
    private const string FileName = "config.json";

    /// <summary>The family: <c>llama</c>, <c>mistral</c>, <c>qwen2</c> or <c>qwen3</c>.</summary>
    public required string ModelType { get; init; }

    /// <summary>Rows of the embedding and of the head; may exceed the tokenizer's vocabulary.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>The width of the residual stream.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>The width inside the feed-forward block.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>How many decoder layers there are.</summary>
    public required int LayerCount { get; init; }

    /// <summary>Query heads of a layer.</summary>
    public required int HeadCount { get; init; }

    /// <summary>Key and value heads of a layer; each serves <see cref="HeadCount"/> / this many consecutive query heads.</summary>
    public required int KeyValueHeadCount { get; init; }

    /// <summary>The width of a head; not always <see cref="HiddenSize"/> / <see cref="HeadCount"/>.</summary>
    public required int HeadDimension { get; init; }

    /// <summary>The number added inside the root of every norm.</summary>
    public required double NormEpsilon { get; init; }

    /// <summary>The longest sequence the model is meant for, in tokens.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>Whether the head is the embedding itself.</summary>
    public required bool TieWordEmbeddings { get; init; }

    /// <summary>Whether the query, key and value projections have biases.</summary>
    public required bool QueryKeyValueBias { get; init; }

    /// <summary>Whether the attention's output projection has a bias.</summary>
    public required bool OutputBias { get; init; }

    /// <summary>Whether the feed-forward projections have biases.</summary>
    public required bool MlpBias { get; init; }

    /// <summary>Whether queries and keys are normed a head, before rotation.</summary>
    public required bool QueryKeyNorm { get; init; }

    /// <summary>How positions become rotations.</summary>
    public required RotaryConfig Rotary { get; init; }

    /// <summary>The token that begins a text, where the file names one.</summary>
    public int? BosTokenId { get; init; }

    /// <summary>The tokens that end a text.</summary>
    public required IReadOnlyList<int> EosTokenIds { get; init; }

    /// <summary>The token that fills up rows, where the file names one.</summary>
    public int? PadTokenId { get; init; }

    /// <summary>The window of each layer; null where a layer sees everything before.</summary>
    internal IReadOnlyList<int?> Windows { get; init; } = new ValueList<int?>([]);

    /// <summary>How many tokens layer <paramref name="layer"/> sees, the current one included; null: all before it.</summary>
    public int? WindowOf(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, LayerCount);
        return layer < Windows.Count ? Windows[layer] : null;
    }

    /// <summary>Reads <c>config.json</c> of a model folder. Throws <see cref="TrainingException"/> for what is wrong or not supported.</summary>
    public static BaseModelConfig Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return BaseModelConfigReader.Read(JsonFields.Read(Path.Combine(folder, FileName), BaseModelConfigReader.MostBytes));
    }

    /// <summary>Parses the text of a <c>config.json</c>; <paramref name="source"/> names it in messages.</summary>
    public static BaseModelConfig Parse(string json, string source)
    {
        ArgumentNullException.ThrowIfNull(json);
        return BaseModelConfigReader.Read(JsonFields.Parse(Encoding.UTF8.GetBytes(json), source));
    }
}
