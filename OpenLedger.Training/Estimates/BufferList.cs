using OpenLedger.Training.Architectures;
using OpenLedger.Training.Kernels;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Training.Estimates;

/// <summary>
/// The buffers of a training, as <see cref="LayerForward"/>, <see cref="LayerBackward"/> and <see cref="LanguageModelPass"/> ask for them,
/// before there is a tensor. The trainer reserves its workspace from this list, so it holds what the list says; a test compares the two.
/// </summary>
internal sealed class BufferList(BaseModelConfig config, AdapterSizes adapter, bool dropout, bool narrow)
{
    private readonly Dictionary<(Slot Slot, int Layer), long> _counts = [];

    private int Queries => config.HeadCount * config.HeadDimension;

    private int Turning => (config.HeadCount + config.KeyValueHeadCount) * config.HeadDimension;

    private int AllHeads => (config.HeadCount + (2 * config.KeyValueHeadCount)) * config.HeadDimension;

    /// <summary>Bytes of all buffers.</summary>
    public long Bytes => BytesOf(_ => true);

    /// <summary>Bytes of the buffers that exist once a layer: what the way back needs.</summary>
    public long LayerBytes => BytesOf(slot => slot < Slot.Shared);

    /// <summary>Bytes of head and loss.</summary>
    public long HeadBytes => BytesOf(slot => slot is Slot.Logits or Slot.Labelled or Slot.LabelledGradient);

    /// <summary>Each buffer with the most elements that are ever in it.</summary>
    public IEnumerable<(Slot Slot, int Layer, long Count)> All => _counts.Select(buffer => (buffer.Key.Slot, buffer.Key.Layer, buffer.Value));

    /// <summary>The buffers of a whole run.</summary>
    public static BufferList Of(TrainingRecipe recipe, BaseModelConfig config, AdapterSizes adapter, BatchLoad load, HeldOutLoad heldOut)
    {
        var list = new BufferList(config, adapter, recipe.LoraDropout > 0, recipe.Bf16 == true).AddTraining(load.MostTokens, load.MostLabels);
        return heldOut.MostTokens == 0 ? list : list.AddScoring(heldOut.MostTokens, heldOut.MostLabels);
    }

    /// <summary>What a step takes whose largest micro-batch has so many tokens, and another one so many labels.</summary>
    public BufferList AddTraining(long tokens, long labels)
    {
        var last = config.LayerCount - 1;
        Take(Slot.Residual, 0, tokens, config.HiddenSize);
        for (var layer = 0; layer <= last; layer++)
        {
            Forward(layer, layer, layer + 1, tokens, layer == last ? labels : tokens, layer == last, dropout);
        }

        Take(Slot.RowGradient, 0, labels, config.HiddenSize);
        Head(labels, withGradient: true);
        for (var layer = last; layer >= adapter.LowestLayer; layer--)
        {
            Backward(layer, tokens, layer == last ? labels : tokens, layer == last);
        }

        return this;
    }

    /// <summary>What measuring the held-out loss takes, so many tokens and labels at a time; layers share their buffers.</summary>
    public BufferList AddScoring(long tokens, long labels)
    {
        var last = config.LayerCount - 1;
        Take(Slot.Residual, 0, tokens, config.HiddenSize);
        for (var layer = 0; layer <= last; layer++)
        {
            Forward(layer, 0, (layer + 1) % 2, tokens, layer == last ? labels : tokens, layer == last, withDropout: false);
        }

        Head(labels, withGradient: false);
        return this;
    }

    private void Forward(int layer, int index, int result, long tokens, long rows, bool chosenRows, bool withDropout)
    {
        Take(Slot.Residual, result, rows, config.HiddenSize);
        Take(Slot.Normed, 0, tokens, config.HiddenSize);
        Take(Slot.Heads, index, tokens, AllHeads);
        Project(layer, index, ProjectionGroup.Heads, Slot.InputRank, tokens, config.HiddenSize, withDropout);
        if (config.QueryKeyNorm)
        {
            Take(Slot.RawHeads, index, tokens, Turning);
        }

        Take(Slot.Attended, index, tokens, Queries);
        Take(Slot.LogSumExp, index, tokens, config.HeadCount);
        if (chosenRows)
        {
            Take(Slot.AttendedRows, index, rows, Queries);
            Take(Slot.ResidualRows, 0, rows, config.HiddenSize);
        }

        Take(Slot.Middle, index, rows, config.HiddenSize);
        Project(layer, index, ProjectionGroup.Output, Slot.OutputRank, rows, Queries, withDropout);
        Take(Slot.GateUp, index, rows, 2L * config.IntermediateSize);
        Project(layer, index, ProjectionGroup.GateUp, Slot.GateUpRank, rows, config.HiddenSize, withDropout);
        Take(Slot.Product, 0, rows, config.IntermediateSize);
        Project(layer, index, ProjectionGroup.Down, Slot.DownRank, rows, config.IntermediateSize, withDropout);
    }

    private void Backward(int layer, long tokens, long rows, bool chosenRows)
    {
        Take(Slot.InnerGradient, 0, rows, Math.Max(config.IntermediateSize, Queries));
        Back(layer, ProjectionGroup.Down, rows, config.IntermediateSize);
        Take(Slot.NormedGradient, 0, rows, config.HiddenSize);
        Back(layer, ProjectionGroup.GateUp, rows, config.HiddenSize);
        Back(layer, ProjectionGroup.Output, rows, Queries);
        if (chosenRows)
        {
            Take(Slot.AttendedGradient, 0, tokens, Queries);
            Take(Slot.Gradient, 0, tokens, config.HiddenSize);
        }

        Take(Slot.HeadsGradient, 0, tokens, AllHeads);
        if (layer > adapter.LowestLayer)
        {
            Take(Slot.NormedGradient, 0, tokens, config.HiddenSize);
        }

        Back(layer, ProjectionGroup.Heads, tokens, config.HiddenSize);
    }

    private void Head(long labels, bool withGradient)
    {
        var piece = LanguageModelPass.HeadRows(labels, config.VocabularySize, LanguageModelPass.LogitsBudget);
        Take(Slot.Labelled, 0, labels, config.HiddenSize);
        Take(Slot.Logits, 0, piece, config.VocabularySize);
        Multiply(piece, config.HiddenSize, config.VocabularySize);
        if (withGradient)
        {
            Take(Slot.LabelledGradient, 0, labels, config.HiddenSize);
            Multiply(piece, config.VocabularySize, config.HiddenSize, isTurned: true);
        }
    }

    private void Project(int layer, int index, ProjectionGroup group, Slot slot, long rows, long inputs, bool withDropout)
    {
        Multiply(rows, inputs, OutputsOf(group));
        if (adapter.RankOf(layer, group) is { } rank)
        {
            Take(slot, index, rows, rank);
            TakeDropped(withDropout, Slot.Dropped, rows, inputs);
        }
    }

    private void Back(int layer, ProjectionGroup group, long rows, long inputs)
    {
        if (group != ProjectionGroup.Heads || layer > adapter.LowestLayer)
        {
            Multiply(rows, OutputsOf(group), inputs, isTurned: true);
        }

        if (adapter.RankOf(layer, group) is { } rank)
        {
            Take(Slot.RankGradient, 0, rows, rank);
            TakeDropped(dropout, Slot.Dropped, rows, inputs);
            TakeDropped(dropout, Slot.DroppedGradient, rows, inputs);
        }
    }

    private void TakeDropped(bool withDropout, Slot slot, long rows, long inputs)
    {
        if (withDropout)
        {
            Take(slot, 0, rows, inputs);
        }
    }

    private long OutputsOf(ProjectionGroup group) => group switch
    {
        ProjectionGroup.Heads => AllHeads,
        ProjectionGroup.GateUp => 2L * config.IntermediateSize,
        _ => config.HiddenSize,
    };

    private long BytesOf(Func<Slot, bool> which) => _counts.Where(buffer => which(buffer.Key.Slot)).Sum(buffer => buffer.Value * Workspace.ElementBytes(buffer.Key.Slot));

    /// <summary>A product with a frozen weight: in bfloat16 its factor and its result are cast, or the weight is.</summary>
    private void Multiply(long rows, long inputs, long outputs, bool isTurned = false)
    {
        if (narrow && WidenedProduct.IsNeeded)
        {
            var (height, width) = isTurned ? (inputs, outputs) : (outputs, inputs);
            Take(Slot.Widened, 0, WidenedProduct.PieceRows(height, width), width);
        }
        else if (narrow)
        {
            Take(Slot.NarrowInput, 0, rows, inputs);
            Take(Slot.NarrowResult, 0, rows, outputs);
        }
    }

    private void Take(Slot slot, int layer, long rows, long columns)
    {
        var key = Workspace.KeyOf(slot, layer);
        _counts[key] = Math.Max(_counts.GetValueOrDefault(key), Math.Max(1, rows * columns));
    }
}
