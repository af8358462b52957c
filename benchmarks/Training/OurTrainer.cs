using OpenLedger.Training.Architectures;
using OpenLedger.Training.Kernels;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Optimization;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Benchmarks.Training;

/// <summary>The trainer of this repository, one step at a time.</summary>
internal sealed class OurTrainer : IDisposable
{
    private static readonly AdamWOptions Options = new(0.9, 0.999, 1e-8, 0);
    private readonly Adapter _adapter;
    private readonly LoraParameters _lora;
    private readonly Workspace _space = new(CPU);
    private readonly LanguageModelPass _pass;
    private readonly Tensor _means;
    private readonly Tensor _squares;
    private int _step;

    public OurTrainer(CausalLanguageModel model, long logitsBudget = LanguageModelPass.LogitsBudget)
    {
        _adapter = ShapeModel.Adapter(model);
        _lora = new LoraParameters(_adapter, model.Config, CPU, trained: true);
        _pass = new LanguageModelPass(model, _space, logitsBudget);
        _means = zeros_like(_lora.Values);
        _squares = zeros_like(_lora.Values);
    }

    public double Step((int[] Ids, bool[] Learned)[] documents)
    {
        var packed = PackedTokens.Of([.. documents.Select(document => (document.Ids, (bool[]?)document.Learned))]);
        _lora.Gradients!.zero_();
        var loss = _pass.LossAndGradients(packed, _lora, 1f / packed.Targets.Length, LoraDropout.None);
        var norm = GradientNorm.Of(_lora.Gradients);
        AdamW.Step(_lora.Values, _lora.Gradients, _means, _squares, ++_step, 1e-4, GradientNorm.ClippingFactor(norm, 1), Options);
        return loss / packed.Targets.Length;
    }

    public void Dispose()
    {
        _means.Dispose();
        _squares.Dispose();
        _space.Dispose();
        _lora.Dispose();
        _adapter.Dispose();
    }
}
