using OpenLedger.Training.Architectures;

namespace OpenLedger.Benchmarks.Training;

/// <summary>A model shape and the rows of a step, as <c>tests/goldens/peft-speed.md</c> has them.</summary>
internal sealed record TrainingShape(string Name, int Width, int Layers, int Heads, int KeyValueHeads, int Inner, int Words, bool Tied, int Rows, int Length, double PeerShareNeeded)
{
    public const int Rank = 16;

    public static IReadOnlyList<TrainingShape> All { get; } =
    [
        new("nano", 160, 6, 5, 1, 432, 1536, true, 8, 128, 0.21),
        new("mid", 512, 8, 8, 4, 1408, 32000, false, 4, 256, 0.46),
        new("small", 768, 12, 12, 4, 2048, 32000, false, 2, 512, 0.53),
    ];

    public static TrainingShape Named(string name) => All.Single(shape => shape.Name == name);

    public int HeadDimension => Width / Heads;

    /// <summary>Parameters of frozen matrices that are multiplied, the head included.</summary>
    public double MultipliedParameters =>
        (Layers * (((double)Width * (Heads + (2 * KeyValueHeads)) * HeadDimension) + ((double)Width * Heads * HeadDimension) + (3.0 * Width * Inner))) + ((double)Width * Words);

    /// <summary>Floating-point operations of a token of a full row, without LoRA's own.</summary>
    public double OperationsPerToken => (4 * MultipliedParameters) + (6.0 * Layers * Width * Length);

    public BaseModelConfig Config => BaseModelConfig.Parse(ConfigText, Name);

    public string ConfigText =>
        $$"""
        {"model_type": "llama", "vocab_size": {{Words}}, "hidden_size": {{Width}}, "intermediate_size": {{Inner}}, "num_hidden_layers": {{Layers}},
         "num_attention_heads": {{Heads}}, "num_key_value_heads": {{KeyValueHeads}}, "head_dim": {{HeadDimension}}, "max_position_embeddings": {{Length}},
         "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "tie_word_embeddings": {{(Tied ? "true" : "false")}}, "bos_token_id": 1, "eos_token_id": 2}
        """;
}
