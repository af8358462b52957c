namespace OpenLedger.Training.Architectures;

/// <summary>
/// What transformers assumes for a family where <c>config.json</c> is silent, and which of its keys the family heeds.
/// </summary>
internal sealed record ModelFamily(string Name)
{
    /// <summary>All families that are supported.</summary>
    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new("llama")
        {
            VocabularySize = 32_000,
            IntermediateSize = 11_008,
            MaxPositions = 2_048,
            BosTokenId = 1,
            EosTokenId = 2,
            AttentionBiasKey = true,
            MlpBiasKey = true,
        },
        new("mistral")
        {
            VocabularySize = 32_000,
            IntermediateSize = 14_336,
            KeyValueHeadCount = 8,
            MaxPositions = 131_072,
            BosTokenId = 1,
            EosTokenId = 2,
            Windows = WindowRule.EveryLayer,
        },
        new("qwen2")
        {
            VocabularySize = 151_936,
            IntermediateSize = 22_016,
            KeyValueHeadCount = 32,
            MaxPositions = 32_768,
            AlwaysBiased = true,
            Windows = WindowRule.ByLayer,
        },
        new("qwen3")
        {
            VocabularySize = 151_936,
            IntermediateSize = 22_016,
            KeyValueHeadCount = 32,
            HeadDimension = 128,
            MaxPositions = 32_768,
            AttentionBiasKey = true,
            QueryKeyNorm = true,
            Windows = WindowRule.ByLayer,
        },
    ];

    public required int VocabularySize { get; init; }

    public required int IntermediateSize { get; init; }

    public required int MaxPositions { get; init; }

    /// <summary>Null: as many as query heads.</summary>
    public int? KeyValueHeadCount { get; init; }

    /// <summary>Null: hidden size / heads.</summary>
    public int? HeadDimension { get; init; }

    public int? BosTokenId { get; init; }

    public int? EosTokenId { get; init; }

    /// <summary>Whether <c>attention_bias</c> counts; it then speaks for q, k, v and o.</summary>
    public bool AttentionBiasKey { get; init; }

    /// <summary>Whether q, k and v have biases whatever the file says.</summary>
    public bool AlwaysBiased { get; init; }

    public bool MlpBiasKey { get; init; }

    public bool QueryKeyNorm { get; init; }

    public WindowRule Windows { get; init; } = WindowRule.Never;
}

/// <summary>How a family decides which layers see only a window.</summary>
internal enum WindowRule
{
    /// <summary>Every layer sees everything before; the window's keys mean nothing.</summary>
    Never,

    /// <summary><c>sliding_window</c> counts for every layer, unless it is null.</summary>
    EveryLayer,

    /// <summary>Only with <c>use_sliding_window</c>, and then by <c>layer_types</c> or from <c>max_window_layers</c> on.</summary>
    ByLayer,
}
