using OpenLedger.Training.Kernels;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Estimates;

/// <summary>Measures a machine in a second or two, with the kernels that a training is made of.</summary>
public static class SpeedCheck
{
    private const int Rows = 256;
    private const int NarrowWidth = 512;
    private const int Wider = 3;
    private const int Few = 32;
    private const int FewestRows = 8;
    private const int LargeOutputs = 16_384;
    private const int Rounds = 50;
    private const int KindsOfCalls = 4;

    // Where threads wait for each other among other programs, a call seems to cost any amount; no machine of today needs more by itself.
    private const double MostOfACall = 1e-4;
    private const int InnerWidth = 1408;
    private static readonly int[] Widths = [160, 512, 1024];
    private static readonly AttentionShape Heads = new(8, 4, 64, 0.125f);

    /// <summary>Measures with so many threads (0: one a processor).</summary>
    /// <exception cref="TrainingException">The tensor library cannot be loaded.</exception>
    public static MachineSpeed Measure(int threads, CancellationToken cancellation)
    {
        TensorLibrary.Prepare(threads);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var space = new Workspace(CPU);
        using var narrowWeight = WeightOf(NarrowWidth, ScalarType.BFloat16);
        var weights = Widths.Select(width => WeightOf(width, ScalarType.Float32)).ToList();
        var products = weights.Select(weight => Product(weight, space)).ToList();
        using var large = new FrozenLinear(ones(LargeOutputs, Widths[^1]).DetachFromDisposeScope(), null);
        var (narrow, attention, sweep, fetch, call) = (Product(narrowWeight, space), AttentionOf(), Sweep(), Fetch(large, space), Call(weights[0], space));
        try
        {
            SpeedMeter.MeasureAll([.. products, narrow, attention, sweep, call], cancellation);

            // By itself: what it fetches drives everything else out of the caches, and calls came out at twice their cost after it.
            SpeedMeter.MeasureAll([fetch], cancellation);
        }
        finally
        {
            weights.ForEach(weight => weight.Dispose());
        }

        return new MachineSpeed
        {
            Processors = Environment.ProcessorCount,
            Products = [.. Widths.Zip(products, (width, meter) => new ProductSpeed(width, meter.Best))],
            NarrowFactor = narrow.Best / products[Array.IndexOf(Widths, NarrowWidth)].Best,
            Attention = attention.Best,
            Swept = sweep.Best,
            Fetched = NetOf(fetch.Best, products[^1].Best),
            SecondsOfACall = Math.Min(1 / call.Best, MostOfACall),
        };
    }

    private static FrozenLinear WeightOf(int width, ScalarType type) => new(ones([Wider * width, width], type).DetachFromDisposeScope(), null);

    private static SpeedMeter Product(FrozenLinear weight, Workspace space)
    {
        var (outputs, inputs) = (weight.Weight.size(0), weight.Weight.size(1));
        var (x, y) = (ones(Rows, inputs), zeros(Rows, outputs));
        return new SpeedMeter(2.0 * Rows * inputs * outputs, () => weight.Forward(x, y, add: false, space));
    }

    /// <summary>A product of so few rows that what counts is fetching the weights, which no cache holds.</summary>
    private static SpeedMeter Fetch(FrozenLinear weight, Workspace space)
    {
        var (outputs, inputs) = (weight.Weight.size(0), weight.Weight.size(1));
        var (x, y) = (ones(FewestRows, inputs), zeros(FewestRows, outputs));
        return new SpeedMeter((double)outputs * inputs, () => weight.Forward(x, y, add: false, space));
    }

    /// <summary>Weights a second without what is computed with them; where computing seems to be all of it, ten times as many.</summary>
    private static double NetOf(double rate, double products) => 1 / Math.Max((1 / rate) - (2.0 * FewestRows / products), 0.1 / rate);

    private static SpeedMeter AttentionOf()
    {
        var (qkv, result, sums) = (ones(Rows, Heads.Width), zeros(Rows, Heads.QueryWidth), zeros(Rows, Heads.Heads));
        var (gradient, back) = (ones(Rows, Heads.QueryWidth), zeros(Rows, Heads.Width));
        int[] documents = [0, Rows];
        return new SpeedMeter(7.0 * Rows * Rows * Heads.QueryWidth, () =>
        {
            Attention.Forward(qkv, Heads, documents, null, result, sums);
            Attention.Backward(qkv, Heads, documents, null, result, sums, gradient, back);
        });
    }

    private static SpeedMeter Sweep()
    {
        var (gateUp, product) = (ones(Rows, 2 * InnerWidth), zeros(Rows, InnerWidth));
        return new SpeedMeter(3.0 * Rows * InnerWidth, () => SwiGlu.Forward(gateUp, product));
    }

    /// <summary>Calls as a layer makes them, with so little to compute that what counts is making them and waking the threads.</summary>
    private static SpeedMeter Call(FrozenLinear weight, Workspace space)
    {
        var (outputs, inputs) = (weight.Weight.size(0), weight.Weight.size(1));
        var (x, y, half, gain) = (ones(Few, inputs), zeros(Few, outputs), zeros(Few, outputs / 2), ones(inputs));
        var (left, right, target) = (ones(Few, Few), ones(Few, Few), zeros(Few, Few));
        return new SpeedMeter(KindsOfCalls * Rounds, () =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                RmsNorm.Forward(x, gain, 1e-5f, x);
                weight.Forward(x, y, add: false, space);
                SwiGlu.Forward(y, half);
                using var part = target.narrow(0, 0, Few);
                part.addmm_(left, right, beta: 0, alpha: 1);
            }
        });
    }
}
