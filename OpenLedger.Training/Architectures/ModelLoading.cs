using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Kernels;
using static TorchSharp.torch;

namespace OpenLedger.Training.Architectures;

/// <summary>Reads the weights of a hub-shaped checkpoint into the joint projections of <see cref="CausalLanguageModel"/>.</summary>
internal static class ModelLoading
{
    /// <summary>Loads all weights; norms and biases are float32, matrices <paramref name="precision"/>.</summary>
    public static CausalLanguageModel Load(ModelWeights weights, BaseModelConfig config, ScalarType precision, Device device, CancellationToken cancellation, Action<double>? loading = null)
    {
        CheckpointLayout.Check(weights, config);
        using var scope = NewDisposeScope();
        var reader = new Reader(weights, precision, device);
        var layers = new List<DecoderLayer>();
        for (var layer = 0; layer < config.LayerCount; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            loading?.Invoke((double)layer / config.LayerCount);
            layers.Add(Layer(reader, config, layer));
        }

        var embedding = reader.Matrix("model.embed_tokens.weight");
        var head = config.TieWordEmbeddings ? embedding : reader.Matrix("lm_head.weight");
        return new CausalLanguageModel(config, embedding, layers, reader.Vector("model.norm.weight"), new FrozenLinear(head, null), !config.TieWordEmbeddings);
    }

    private static DecoderLayer Layer(Reader reader, BaseModelConfig config, int layer)
    {
        var prefix = $"model.layers.{layer}.";
        FrozenLinear Group(ProjectionGroup group, bool bias)
        {
            var modules = Projections.Of(config, layer, group);
            return new FrozenLinear(
                reader.Rows([.. modules.Select(module => module.Path + ".weight")], modules.Sum(module => (long)module.OutFeatures), modules[0].InFeatures),
                bias ? reader.Joined([.. modules.Select(module => module.Path + ".bias")]) : null);
        }

        return new DecoderLayer
        {
            InputNorm = reader.Vector(prefix + "input_layernorm.weight"),
            MiddleNorm = reader.Vector(prefix + "post_attention_layernorm.weight"),
            QueryNorm = config.QueryKeyNorm ? reader.Vector(prefix + "self_attn.q_norm.weight") : null,
            KeyNorm = config.QueryKeyNorm ? reader.Vector(prefix + "self_attn.k_norm.weight") : null,
            Heads = Group(ProjectionGroup.Heads, config.QueryKeyValueBias),
            Output = Group(ProjectionGroup.Output, config.OutputBias),
            GateUp = Group(ProjectionGroup.GateUp, config.MlpBias),
            Down = Group(ProjectionGroup.Down, config.MlpBias),
            Window = config.WindowOf(layer),
        };
    }

    private sealed class Reader(ModelWeights weights, ScalarType precision, Device device)
    {
        public Tensor Matrix(string name)
        {
            var shape = weights[name].Shape;
            return Rows([name], shape[0], shape[1]);
        }

        public Tensor Vector(string name) => weights.Read(name, ScalarType.Float32).to(device).DetachFromDisposeScope();

        public Tensor Joined(IReadOnlyList<string> names)
        {
            using var scope = NewDisposeScope();
            return cat([.. names.Select(name => weights.Read(name, ScalarType.Float32))]).to(device).DetachFromDisposeScope();
        }

        public Tensor Rows(IReadOnlyList<string> names, long rows, long columns)
        {
            var joint = empty([rows, columns], precision, device).DetachFromDisposeScope();
            long start = 0;
            foreach (var name in names)
            {
                var count = weights[name].Shape[0];
                using var part = joint.narrow(0, start, count);
                weights.ReadInto(name, part);
                start += count;
            }

            return joint;
        }
    }
}
