using OpenLedger.Training.Kernels;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Architectures;

/// <summary>
/// One decoder layer forward: <c>m = x + attention(norm(x))</c>, <c>y = m + down(swiglu(norm(m)))</c>. What the way back needs stays in
/// the layer's buffers: rotated heads, attention with its log-sums, the middle sum, gate and up, and the adapters' inner products.
/// </summary>
internal static class LayerForward
{
    /// <summary>How the heads of a layer attend: over the documents of the pass, or over a cache.</summary>
    public delegate void Attend(int layer, Tensor heads, Tensor attended);

    /// <summary>Runs layer <paramref name="layer"/> on <paramref name="x"/> <c>[tokens, hidden]</c> and writes <paramref name="y"/> <c>[wanted rows, hidden]</c>.</summary>
    public static void Run(CausalLanguageModel model, int layer, Pass pass, Tensor x, Tensor y, int[]? wanted, Attend? attend = null)
    {
        using var scope = NewDisposeScope();
        var weights = model.Layers[layer];
        var (space, index) = (pass.Space, pass.Index(layer));
        var attended = AttentionPart(model, weights, layer, pass, x, attend);
        var rows = wanted?.Length ?? x.size(0);
        var residual = x;
        if (wanted is not null)
        {
            var all = attended;
            attended = space.Take(Slot.AttendedRows, index, rows, all.size(1));
            RowCopy.Gather(all, wanted, attended);
            residual = space.Take(Slot.ResidualRows, 0, rows, x.size(1));
            RowCopy.Gather(x, wanted, residual);
        }

        var middle = space.Take(Slot.Middle, index, rows, x.size(1));
        middle.copy_(residual);
        Project(weights.Output, ProjectionGroup.Output, Slot.OutputRank, layer, pass, attended, middle, add: true);

        var normed = space.Take(Slot.Normed, 0, rows, x.size(1));
        RmsNorm.Forward(middle, weights.MiddleNorm, model.Epsilon, normed);
        var gateUp = space.Take(Slot.GateUp, index, rows, weights.GateUp.OutFeatures);
        Project(weights.GateUp, ProjectionGroup.GateUp, Slot.GateUpRank, layer, pass, normed, gateUp, add: false);
        var product = space.Take(Slot.Product, 0, rows, gateUp.size(1) / 2);
        SwiGlu.Forward(gateUp, product);
        y.copy_(middle);
        Project(weights.Down, ProjectionGroup.Down, Slot.DownRank, layer, pass, product, y, add: true);
    }

    private static Tensor AttentionPart(CausalLanguageModel model, DecoderLayer weights, int layer, Pass pass, Tensor x, Attend? attend)
    {
        var (space, index, config) = (pass.Space, pass.Index(layer), model.Config);
        var rows = x.size(0);
        var normed = space.Take(Slot.Normed, 0, rows, x.size(1));
        RmsNorm.Forward(x, weights.InputNorm, model.Epsilon, normed);
        var heads = space.Take(Slot.Heads, index, rows, weights.Heads.OutFeatures);
        Project(weights.Heads, ProjectionGroup.Heads, Slot.InputRank, layer, pass, normed, heads, add: false);
        var turning = config.HeadCount + config.KeyValueHeadCount;
        if (config.QueryKeyNorm)
        {
            var raw = space.Take(Slot.RawHeads, index, rows, (long)turning * config.HeadDimension);
            HeadNorm.Forward(heads, weights.QueryNorm!, weights.KeyNorm!, model.Epsilon, config.HeadCount, config.KeyValueHeadCount, raw);
        }

        model.Rotary.Apply(heads, pass.Tokens.Positions, turning, backward: false);
        var attended = space.Take(Slot.Attended, index, rows, (long)config.HeadCount * config.HeadDimension);
        if (attend is not null)
        {
            attend(layer, heads, attended);
            return attended;
        }

        var logSums = space.Take(Slot.LogSumExp, index, rows, config.HeadCount);
        Attention.Forward(heads, model.Attention, pass.Tokens.DocumentStarts, weights.Window, attended, logSums);
        return attended;
    }

    private static void Project(FrozenLinear frozen, ProjectionGroup group, Slot rankSlot, int layer, Pass pass, Tensor x, Tensor y, bool add)
    {
        var lora = pass.Lora?.Of(layer, group);
        var inner = lora is null ? null : pass.Space.Take(rankSlot, pass.Index(layer), x.size(0), lora.Rank);
        LoraLinear.Forward(x, frozen, lora, y, add, inner, pass.Space, pass.DropoutOf(lora));
    }
}
