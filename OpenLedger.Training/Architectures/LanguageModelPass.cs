using OpenLedger.Training.Kernels;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Architectures;

/// <summary>
/// The passes over a whole model: loss with gradients for training, loss alone for scoring, logits for those who want to look. The
/// head is only computed for rows that carry a label, a piece at a time, and never holds more than <paramref name="logitsBudget"/> bytes.
/// </summary>
internal sealed class LanguageModelPass(CausalLanguageModel model, Workspace space, long logitsBudget = LanguageModelPass.LogitsBudget)
{
    /// <summary>Bytes of logits that exist at a time (docs/experiments.md has what other sizes come to).</summary>
    internal const long LogitsBudget = 32L << 20;

    /// <summary>
    /// Adds the gradients of <c>scale · Σ loss</c> to <paramref name="lora"/> and returns Σ loss over the label rows, natural logarithm.
    /// </summary>
    public double LossAndGradients(PackedTokens tokens, LoraParameters lora, float scale, LoraDropout dropout)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var pass = new Pass { Tokens = tokens, Space = space, Lora = lora, Dropout = dropout, Kept = true, WantedRows = tokens.LabelRows };
        var last = Forward(pass);
        var gradient = space.Take(Slot.RowGradient, 0, last.size(0), last.size(1));
        var loss = HeadLoss(last, tokens.Targets, scale, gradient);
        for (var layer = model.Config.LayerCount - 1; layer >= lora.LowestLayer; layer--)
        {
            using var layerScope = NewDisposeScope();
            var wanted = layer == model.Config.LayerCount - 1 ? pass.WantedRows : null;
            var below = LayerBackward.Run(model, layer, pass, Residual(pass, layer, tokens.Count), gradient, wanted, layer > lora.LowestLayer);
            if (below is not null && !ReferenceEquals(below, gradient))
            {
                gradient = below.MoveToOuterDisposeScope();
            }
        }

        return loss;
    }

    /// <summary>Σ loss over the label rows.</summary>
    public double Loss(PackedTokens tokens, LoraParameters? lora)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return HeadLoss(Forward(new Pass { Tokens = tokens, Space = space, Lora = lora, WantedRows = tokens.LabelRows }), tokens.Targets, null, null);
    }

    /// <summary>Float32 logits of every row, <c>[tokens, vocabulary]</c>.</summary>
    public Tensor Logits(PackedTokens tokens, LoraParameters? lora)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var hidden = Forward(new Pass { Tokens = tokens, Space = space, Lora = lora });
        return LogitsOf(hidden).MoveToOuterDisposeScope();
    }

    /// <summary>The residual stream before each layer and, last, after the final norm: copies <c>[tokens, hidden]</c>.</summary>
    public IReadOnlyList<Tensor> HiddenStates(PackedTokens tokens, LoraParameters? lora)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var pass = new Pass { Tokens = tokens, Space = space, Lora = lora, Kept = true };
        var last = Forward(pass);
        var states = Enumerable.Range(0, model.Config.LayerCount).Select(layer => Residual(pass, layer, tokens.Count).clone()).ToList();
        var final = empty_like(last);
        RmsNorm.Forward(last, model.FinalNorm, model.Epsilon, final);
        return [.. states.Append(final).Select(state => state.MoveToOuterDisposeScope())];
    }

    /// <summary>Logits of rows that come out of the last layer; float32.</summary>
    public Tensor LogitsOf(Tensor hidden)
    {
        using var normed = space.Take(Slot.Labelled, 0, hidden.size(0), hidden.size(1));
        RmsNorm.Forward(hidden, model.FinalNorm, model.Epsilon, normed);
        var logits = empty([hidden.size(0), model.Head.OutFeatures], ScalarType.Float32, hidden.device);
        model.Head.Forward(normed, logits, add: false, space);
        return logits;
    }

    /// <summary>Runs all layers and returns the last one's output; the input of layer i stays in its buffer where the pass keeps them.</summary>
    public Tensor Forward(Pass pass, LayerForward.Attend? attend = null)
    {
        var count = pass.Tokens.Count;
        var x = Residual(pass, 0, count);
        RowCopy.Gather(model.Embedding, pass.Tokens.Ids, x);
        for (var layer = 0; layer < model.Config.LayerCount; layer++)
        {
            var wanted = layer == model.Config.LayerCount - 1 ? pass.WantedRows : null;
            var y = Residual(pass, layer + 1, wanted?.Length ?? count);
            LayerForward.Run(model, layer, pass, x, y, wanted, attend);
            x = y;
        }

        return x;
    }

    /// <summary>The rows whose logits exist at a time.</summary>
    public static long HeadRows(long rows, long vocabulary, long budget) => Math.Min(rows, Math.Max(1, budget / (vocabulary * sizeof(float))));

    private Tensor Residual(Pass pass, int layer, int rows) =>
        space.Take(Slot.Residual, pass.Kept ? layer : layer % 2, rows, model.Config.HiddenSize);

    private double HeadLoss(Tensor hidden, int[] targets, float? scale, Tensor? gradient)
    {
        double loss = 0;
        var (rows, width, vocabulary) = (hidden.size(0), hidden.size(1), model.Head.OutFeatures);
        var normed = space.Take(Slot.Labelled, 0, rows, width);
        RmsNorm.Forward(hidden, model.FinalNorm, model.Epsilon, normed);
        var dNormed = gradient is null ? null : space.Take(Slot.LabelledGradient, 0, rows, width);
        var piece = Math.Max(1, HeadRows(rows, vocabulary, logitsBudget));
        for (long start = 0; start < rows; start += piece)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(piece, rows - start);
            var logits = space.Take(Slot.Logits, 0, count, vocabulary);
            model.Head.Forward(normed.narrow(0, start, count), logits, add: false, space);
            loss += CrossEntropy.LossAndGradient(logits, targets.AsSpan((int)start, (int)count), scale);
            if (dNormed is not null)
            {
                model.Head.Backward(logits, dNormed.narrow(0, start, count), space);
            }
        }

        if (gradient is not null)
        {
            RmsNorm.Backward(hidden, model.FinalNorm, model.Epsilon, dNormed!, gradient, add: false);
        }

        return loss;
    }
}
