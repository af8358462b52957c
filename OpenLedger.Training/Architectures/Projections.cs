using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Architectures;

/// <summary>The projections of a decoder layer, grouped by the input they share.</summary>
internal enum ProjectionGroup
{
    /// <summary>Query, key and value, from the normed input.</summary>
    Heads,

    /// <summary>The output of attention.</summary>
    Output,

    /// <summary>Gate and up, from the normed middle sum.</summary>
    GateUp,

    /// <summary>The way back from the gated product.</summary>
    Down,
}

/// <summary>Names and sizes of the projections of a group, in the order in which they lie in the joint weight.</summary>
internal static class Projections
{
    /// <summary>The modules of a group of layer <paramref name="layer"/>.</summary>
    public static IReadOnlyList<LinearModule> Of(BaseModelConfig config, int layer, ProjectionGroup group)
    {
        var prefix = $"model.layers.{layer}.";
        var queries = config.HeadCount * config.HeadDimension;
        var keys = config.KeyValueHeadCount * config.HeadDimension;
        LinearModule Module(string name, int inputs, int outputs) => new(prefix + name, inputs, outputs);
        return group switch
        {
            ProjectionGroup.Heads =>
            [
                Module("self_attn.q_proj", config.HiddenSize, queries), Module("self_attn.k_proj", config.HiddenSize, keys), Module("self_attn.v_proj", config.HiddenSize, keys),
            ],
            ProjectionGroup.Output => [Module("self_attn.o_proj", queries, config.HiddenSize)],
            ProjectionGroup.GateUp => [Module("mlp.gate_proj", config.HiddenSize, config.IntermediateSize), Module("mlp.up_proj", config.HiddenSize, config.IntermediateSize)],
            _ => [Module("mlp.down_proj", config.IntermediateSize, config.HiddenSize)],
        };
    }
}
