using OpenLedger.Training.Architectures;

namespace OpenLedger.Training.Estimates;

/// <summary>
/// What there is to compute, by kind. It is linear in tokens, labels, squared lengths and micro-batches, so that the work of a step, of a
/// run and of what was measured of it are all made and added up in the same way.
/// </summary>
/// <param name="Frozen">Floating-point operations of products with frozen weights.</param>
/// <param name="Side">Floating-point operations of the adapter's own products, which are thin.</param>
/// <param name="Attention">Floating-point operations of attention.</param>
/// <param name="Swept">Floats read or written beside products: norms, gates, rotations, casts, the loss, the optimiser.</param>
/// <param name="Calls">Calls of the tensor library and of kernels.</param>
/// <param name="Read">Frozen weights that are fetched from memory, once a product: what counts where few rows share the fetching.</param>
public readonly record struct StepWork(double Frozen, double Side, double Attention, double Swept, double Calls, double Read = 0)
{
    // Counted in LayerForward and LayerBackward: how often a kernel passes over a row of each width, forward and backward.
    private const int HiddenSweepsForward = 8;
    private const int HiddenSweepsBackward = 12;
    private const int InnerSweepsForward = 3;
    private const int InnerSweepsBackward = 8;
    private const int HeadSweeps = 4;
    private const int LogitSweeps = 5;
    private const int LogitSweepsForward = 2;
    private const int OptimiserSweeps = 9;

    // A mask is made anew three times for each input of a projection, a number at a time: each costs about as much as three floats in a simple kernel.
    private const int DropoutSweeps = 9;
    private const int CallsOfALayerForward = 40;
    private const int CallsOfALayerBackward = 60;
    private const int CallsOfAModule = 14;
    private const int CallsOfAStep = 40;

    /// <summary>Both together.</summary>
    public static StepWork operator +(StepWork left, StepWork right) => Add(left, right);

    /// <summary>So many times as much.</summary>
    public static StepWork operator *(StepWork work, double times) => Multiply(work, times);

    /// <summary>Both together.</summary>
    public static StepWork Add(StepWork left, StepWork right) =>
        new(left.Frozen + right.Frozen, left.Side + right.Side, left.Attention + right.Attention, left.Swept + right.Swept, left.Calls + right.Calls, left.Read + right.Read);

    /// <summary>So many times as much.</summary>
    public static StepWork Multiply(StepWork work, double times) =>
        new(work.Frozen * times, work.Side * times, work.Attention * times, work.Swept * times, work.Calls * times, work.Read * times);

    /// <summary>All steps of a run.</summary>
    public static StepWork OfTraining(BaseModelConfig config, AdapterSizes adapter, BatchLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        return OfTraining(config, adapter, load.Tokens, load.Labels, load.SquaredLengths, load.MicroBatches, load.Steps);
    }

    /// <summary>Steps that read so much, forward and backward.</summary>
    public static StepWork OfTraining(BaseModelConfig config, AdapterSizes adapter, double tokens, double labels, double squares, double microBatches, double steps)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(adapter);
        var total = OfScoring(config, adapter, tokens, labels, squares, microBatches);
        var (frozen, side, attention, swept, calls, read) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var layer = adapter.LowestLayer; layer < config.LayerCount; layer++)
        {
            var rows = layer == config.LayerCount - 1 ? labels : tokens;
            var width = WidthsOf(config);
            frozen += 2 * ((rows * width.Others) + (layer > adapter.LowestLayer ? tokens * width.Heads : 0));
            read += microBatches * (width.Others + (layer > adapter.LowestLayer ? width.Heads : 0));
            attention += 5 * squares * config.HeadCount * config.HeadDimension;
            swept += (HiddenSweepsBackward * rows * config.HiddenSize) + (InnerSweepsBackward * rows * config.IntermediateSize) + (4 * tokens * Turning(config));
            calls += microBatches * CallsOfALayerBackward;
            var (flops, floats, inputs, modules) = AdapterOf(config, adapter, layer, tokens, rows);
            side += 2 * flops;
            swept += (2 * floats) + (adapter.DropsOut ? DropoutSweeps * inputs : 0);
            calls += microBatches * modules * CallsOfAModule;
        }

        frozen += 2 * labels * (double)config.VocabularySize * config.HiddenSize;
        read += microBatches * config.VocabularySize * config.HiddenSize;
        swept += labels * (((LogitSweeps - LogitSweepsForward) * (double)config.VocabularySize) + (HeadSweeps * config.HiddenSize));
        swept += steps * OptimiserSweeps * adapter.Parameters;
        calls += steps * CallsOfAStep;
        return total + new StepWork(frozen, side, attention, swept, calls, read);
    }

    /// <summary>The way forward alone, as the held-out loss takes it.</summary>
    public static StepWork OfScoring(BaseModelConfig config, AdapterSizes adapter, double tokens, double labels, double squares, double parts)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(adapter);
        var (frozen, side, attention, swept, calls, read) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var layer = 0; layer < config.LayerCount; layer++)
        {
            var rows = layer == config.LayerCount - 1 ? labels : tokens;
            var width = WidthsOf(config);
            frozen += 2 * ((rows * width.Others) + (tokens * width.Heads));
            read += parts * (width.Others + width.Heads);
            attention += 2 * squares * config.HeadCount * config.HeadDimension;
            swept += (HiddenSweepsForward * rows * config.HiddenSize) + (InnerSweepsForward * rows * config.IntermediateSize) + (2 * tokens * Turning(config));
            var (flops, floats, _, modules) = AdapterOf(config, adapter, layer, tokens, rows);
            side += flops;
            swept += floats;
            calls += parts * (CallsOfALayerForward + (modules * CallsOfAModule / 2.0));
        }

        frozen += 2 * labels * (double)config.VocabularySize * config.HiddenSize;
        read += parts * config.VocabularySize * config.HiddenSize;
        swept += labels * LogitSweepsForward * config.VocabularySize;
        return new StepWork(frozen, side, attention, swept, calls, read);
    }

    private static int Turning(BaseModelConfig config) => (config.HeadCount + config.KeyValueHeadCount) * config.HeadDimension;

    private static (double Heads, double Others) WidthsOf(BaseModelConfig config)
    {
        double queries = config.HeadCount * config.HeadDimension;
        double keys = config.KeyValueHeadCount * config.HeadDimension;
        return (config.HiddenSize * (queries + (2 * keys)), (queries * config.HiddenSize) + (3.0 * config.HiddenSize * config.IntermediateSize));
    }

    /// <summary>The adapter's products of a layer on the way forward; the way back has twice as many.</summary>
    private static (double Operations, double Floats, double Inputs, int Modules) AdapterOf(BaseModelConfig config, AdapterSizes adapter, int layer, double tokens, double rows)
    {
        var (operations, floats, inputs, modules) = (0.0, 0.0, 0.0, 0);
        foreach (var group in Enum.GetValues<ProjectionGroup>())
        {
            var read = group == ProjectionGroup.Heads ? tokens : rows;
            foreach (var size in adapter.Of(layer, group))
            {
                operations += 2 * read * size.Rank * ((double)size.Inputs + size.Outputs);
                floats += read * (size.Inputs + (2.0 * size.Outputs));
                inputs += read * size.Inputs;
                modules++;
            }
        }

        return (operations, floats, inputs, modules);
    }
}
