using OpenLedger.Training.Kernels;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Architectures;

/// <summary>
/// One decoder layer backward, without autograd: the gradient of the layer's output becomes that of its input, and the gradients of
/// the layer's adapters are added to. Norms and the gated product are computed again from what the way forward kept.
/// </summary>
internal static class LayerBackward
{
    /// <summary>
    /// Turns <paramref name="gradient"/> <c>[wanted rows, hidden]</c> into the returned <c>[tokens, hidden]</c>, or null where nothing below
    /// is adapted. <paramref name="x"/> is the input the layer had.
    /// </summary>
    public static Tensor? Run(CausalLanguageModel model, int layer, Pass pass, Tensor x, Tensor gradient, int[]? wanted, bool inputWanted)
    {
        var weights = model.Layers[layer];
        FeedForward(model, weights, layer, pass, gradient);
        var (space, config) = (pass.Space, model.Config);
        var rows = gradient.size(0);
        var inner = (long)config.HeadCount * config.HeadDimension;
        var attended = wanted is null
            ? space.Take(Slot.Attended, pass.Index(layer), rows, inner)
            : space.Take(Slot.AttendedRows, pass.Index(layer), rows, inner);
        var dAttended = space.Take(Slot.InnerGradient, 0, rows, inner);
        Back(weights.Output, ProjectionGroup.Output, Slot.OutputRank, layer, pass, attended, gradient, dAttended);
        if (wanted is not null)
        {
            var (someAttended, some) = (dAttended, gradient);
            dAttended = space.Take(Slot.AttendedGradient, 0, x.size(0), inner);
            RowCopy.Scatter(someAttended, wanted, dAttended);
            gradient = space.Take(Slot.Gradient, 0, x.size(0), x.size(1));
            RowCopy.Scatter(some, wanted, gradient);
        }

        return AttentionPart(model, weights, layer, pass, x, dAttended, gradient, inputWanted);
    }

    /// <summary>Adds the feed-forward part's share to <paramref name="gradient"/>, in place.</summary>
    private static void FeedForward(CausalLanguageModel model, DecoderLayer weights, int layer, Pass pass, Tensor gradient)
    {
        var (space, index) = (pass.Space, pass.Index(layer));
        var (rows, hidden) = (gradient.size(0), gradient.size(1));
        var middle = space.Take(Slot.Middle, index, rows, hidden);
        var gateUp = space.Take(Slot.GateUp, index, rows, weights.GateUp.OutFeatures);
        var product = space.Take(Slot.Product, 0, rows, weights.Down.InFeatures);
        if (pass.Lora!.Of(layer, ProjectionGroup.Down) is not null)
        {
            SwiGlu.Forward(gateUp, product);
        }

        var dProduct = space.Take(Slot.InnerGradient, 0, rows, weights.Down.InFeatures);
        Back(weights.Down, ProjectionGroup.Down, Slot.DownRank, layer, pass, product, gradient, dProduct);
        SwiGlu.Backward(gateUp, dProduct);
        var normed = space.Take(Slot.Normed, 0, rows, hidden);
        RmsNorm.Forward(middle, weights.MiddleNorm, model.Epsilon, normed);
        var dNormed = space.Take(Slot.NormedGradient, 0, rows, hidden);
        Back(weights.GateUp, ProjectionGroup.GateUp, Slot.GateUpRank, layer, pass, normed, gateUp, dNormed);
        RmsNorm.Backward(middle, weights.MiddleNorm, model.Epsilon, dNormed, gradient, add: true);
    }

    private static Tensor? AttentionPart(CausalLanguageModel model, DecoderLayer weights, int layer, Pass pass, Tensor x, Tensor dAttended, Tensor gradient, bool inputWanted)
    {
        var (space, index, config) = (pass.Space, pass.Index(layer), model.Config);
        var rows = x.size(0);
        var heads = space.Take(Slot.Heads, index, rows, weights.Heads.OutFeatures);
        var attended = space.Take(Slot.Attended, index, rows, dAttended.size(1));
        var logSums = space.Take(Slot.LogSumExp, index, rows, config.HeadCount);
        var dHeads = space.Take(Slot.HeadsGradient, 0, rows, weights.Heads.OutFeatures);
        Attention.Backward(heads, model.Attention, pass.Tokens.DocumentStarts, weights.Window, attended, logSums, dAttended, dHeads);
        var turning = config.HeadCount + config.KeyValueHeadCount;
        model.Rotary.Apply(dHeads, pass.Tokens.Positions, turning, backward: true);
        if (config.QueryKeyNorm)
        {
            var raw = space.Take(Slot.RawHeads, index, rows, (long)turning * config.HeadDimension);
            HeadNorm.Backward(raw, weights.QueryNorm!, weights.KeyNorm!, model.Epsilon, config.HeadCount, config.KeyValueHeadCount, dHeads);
        }

        var normed = space.Take(Slot.Normed, 0, rows, x.size(1));
        if (pass.Lora!.Of(layer, ProjectionGroup.Heads) is not null)
        {
            RmsNorm.Forward(x, weights.InputNorm, model.Epsilon, normed);
        }

        var dNormed = inputWanted ? space.Take(Slot.NormedGradient, 0, rows, x.size(1)) : null;
        Back(weights.Heads, ProjectionGroup.Heads, Slot.InputRank, layer, pass, normed, dHeads, dNormed);
        if (dNormed is null)
        {
            return null;
        }

        RmsNorm.Backward(x, weights.InputNorm, model.Epsilon, dNormed, gradient, add: true);
        return gradient;
    }

    private static void Back(FrozenLinear frozen, ProjectionGroup group, Slot rankSlot, int layer, Pass pass, Tensor x, Tensor dy, Tensor? dx)
    {
        var lora = pass.Lora!.Of(layer, group);
        var inner = lora is null ? null : pass.Space.Take(rankSlot, pass.Index(layer), x.size(0), lora.Rank);
        LoraLinear.Backward(x, frozen, lora, inner, dy, dx, pass.Space, pass.DropoutOf(lora));
    }
}
