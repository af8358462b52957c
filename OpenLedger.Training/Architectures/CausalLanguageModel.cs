using OpenLedger.Training.Kernels;
using static TorchSharp.torch;

namespace OpenLedger.Training.Architectures;

/// <summary>
/// A frozen decoder-only language model of the llama, mistral, qwen2 or qwen3 family. The weights are held once, in float32 or
/// bfloat16; training, scoring and chat all read the same ones.
/// </summary>
public sealed class CausalLanguageModel : IDisposable
{
    private readonly bool _ownsHead;

    internal CausalLanguageModel(BaseModelConfig config, Tensor embedding, IReadOnlyList<DecoderLayer> layers, Tensor finalNorm, FrozenLinear head, bool ownsHead)
    {
        Config = config;
        (Embedding, Layers, FinalNorm, Head, _ownsHead) = (embedding, layers, finalNorm, head, ownsHead);
        var (inverse, factor) = RotaryFrequencies.Of(config);
        Rotary = new Rotary(inverse, factor);
        Attention = new AttentionShape(config.HeadCount, config.KeyValueHeadCount, config.HeadDimension, (float)(1 / Math.Sqrt(config.HeadDimension)));
    }

    /// <summary>The configuration that the weights were checked against.</summary>
    public BaseModelConfig Config { get; }

    /// <summary>Where the weights lie.</summary>
    public Device Device => Embedding.device;

    /// <summary>The type the products are computed in.</summary>
    public ScalarType Precision => Head.Weight.dtype;

    /// <summary>Bytes of all weights.</summary>
    public long WeightBytes => AllWeights().Distinct().Sum(weight => weight.numel() * weight.element_size());

    internal Tensor Embedding { get; }

    internal IReadOnlyList<DecoderLayer> Layers { get; }

    internal Tensor FinalNorm { get; }

    internal FrozenLinear Head { get; }

    internal Rotary Rotary { get; }

    internal AttentionShape Attention { get; }

    internal float Epsilon => (float)Config.NormEpsilon;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in Layers)
        {
            layer.Dispose();
        }

        FinalNorm.Dispose();
        if (_ownsHead)
        {
            Embedding.Dispose();
        }

        Head.Dispose();
    }

    private IEnumerable<Tensor> AllWeights()
    {
        yield return Embedding;
        yield return FinalNorm;
        if (_ownsHead)
        {
            yield return Head.Weight;
        }

        foreach (var layer in Layers)
        {
            foreach (var linear in new[] { layer.Heads, layer.Output, layer.GateUp, layer.Down })
            {
                yield return linear.Weight;
            }

            yield return layer.InputNorm;
            yield return layer.MiddleNorm;
        }
    }
}
