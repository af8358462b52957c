using OpenLedger.Training.Kernels;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Training.Estimates;

/// <summary>Measures a machine in about half a second, with the kernels that a training is made of.</summary>
public static class SpeedCheck
{
    private const int Rows = 256;
    private const int NarrowWidth = 512;
    private const int Wider = 3;
    private const int Tiny = 16;
    private const int TinyCalls = 200;
    private const int InnerWidth = 1408;
    private static readonly int[] Widths = [160, 512, 1024];
    private const int Windows = 5;
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(20);
    private static readonly AttentionShape Heads = new(8, 4, 64, 0.125f);

    /// <summary>Measures with so many threads (0: one a processor).</summary>
    /// <exception cref="TrainingException">The tensor library cannot be loaded.</exception>
    public static MachineSpeed Measure(int threads, CancellationToken cancellation)
    {
        TensorLibrary.Prepare(threads);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var products = new List<ProductSpeed>();
        foreach (var width in Widths)
        {
            cancellation.ThrowIfCancellationRequested();
            products.Add(new ProductSpeed(width, Product(Rows, width, ScalarType.Float32)));
        }

        cancellation.ThrowIfCancellationRequested();
        return new MachineSpeed
        {
            Processors = Environment.ProcessorCount,
            Products = products,
            NarrowFactor = Product(Rows, NarrowWidth, ScalarType.BFloat16) / Product(Rows, NarrowWidth, ScalarType.Float32),
            Attention = AttentionOf(),
            Swept = Sweep(),
            SecondsOfACall = 1 / Call(),
        };
    }

    private static double Product(int rows, int width, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var space = new Workspace(CPU);
        using var linear = new FrozenLinear(ones([Wider * width, width], type).DetachFromDisposeScope(), null);
        var (x, y) = (ones(rows, width), zeros(rows, Wider * width));
        return Rate(2.0 * rows * width * Wider * width, () => linear.Forward(x, y, add: false, space));
    }

    private static double AttentionOf()
    {
        using var scope = NewDisposeScope();
        var (qkv, result, sums) = (ones(Rows, Heads.Width), zeros(Rows, Heads.QueryWidth), zeros(Rows, Heads.Heads));
        var (gradient, back) = (ones(Rows, Heads.QueryWidth), zeros(Rows, Heads.Width));
        int[] documents = [0, Rows];
        return Rate(7.0 * Rows * Rows * Heads.QueryWidth, () =>
        {
            Attention.Forward(qkv, Heads, documents, null, result, sums);
            Attention.Backward(qkv, Heads, documents, null, result, sums, gradient, back);
        });
    }

    private static double Sweep()
    {
        using var scope = NewDisposeScope();
        var (gateUp, product) = (ones(Rows, 2 * InnerWidth), zeros(Rows, InnerWidth));
        return Rate(3.0 * Rows * InnerWidth, () => SwiGlu.Forward(gateUp, product));
    }

    private static double Call()
    {
        using var scope = NewDisposeScope();
        var (left, right, target) = (ones(Tiny, Tiny), ones(Tiny, Tiny), zeros(Tiny, Tiny));
        return Rate(TinyCalls, () =>
        {
            for (var i = 0; i < TinyCalls; i++)
            {
                using var part = target.narrow(0, 0, Tiny);
                part.addmm_(left, right, beta: 1, alpha: 1);
            }
        });
    }

    /// <summary>
    /// Units a second of a processor, in the best of several short windows: the process may do other things beside (a fresh one compiles
    /// itself), which only ever makes a window slower. The first round fetches memory and is not counted.
    /// </summary>
    private static double Rate(double units, Action work)
    {
        work();
        var best = 0.0;
        for (var window = 0; window < Windows; window++)
        {
            var before = ProcessorTime.Now;
            var rounds = 0;
            TimeSpan spent;
            do
            {
                work();
                rounds++;
                spent = ProcessorTime.Now.Since(before);
            }
            while (spent < Enough);

            best = Math.Max(best, units * rounds / spent.TotalSeconds);
        }

        return best;
    }
}
