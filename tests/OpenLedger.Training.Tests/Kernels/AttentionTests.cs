using OpenLedger.Training.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Kernels;

/// <summary>The fused attention and the one by libtorch's operations, against the plain form with autograd in double precision.</summary>
public class AttentionTests
{
    private const double Tolerance = 2e-6;

    // One token alone, less than a tile, several blocks, an empty document, one that fills no vector; and one of many blocks.
    private static readonly (int[] Documents, int?[] Windows)[] Mixes = [([0, 1, 13, 58, 58, 65], [null, 1, 3, 7, 500]), ([0, 130], [null, 20])];

    public static TheoryData<int, int, int> Shapes()
    {
        var shapes = new TheoryData<int, int, int>();
        foreach (var (heads, keyValueHeads) in new[] { (5, 1), (8, 4), (12, 4), (4, 4), (7, 1) })
        {
            foreach (var dimension in new[] { 8, 16, 20, 24, 32, 64, 128 })
            {
                shapes.Add(heads, keyValueHeads, dimension);
            }
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forms_OfAnyShape_EqualThePlainOne(int heads, int keyValueHeads, int dimension)
    {
        var shape = Shape(heads, keyValueHeads, dimension);
        foreach (var (documents, windows) in Mixes)
        {
            using var scope = NewDisposeScope();
            var (qkv, dOutput) = Inputs(shape, documents[^1], seed: dimension);
            foreach (var window in windows)
            {
                var expected = Expected(qkv, dOutput, shape, documents, window);
                AssertClose(expected, Fused(qkv, dOutput, shape, documents, window), Tolerance, $"fused, {documents.Length - 1} documents, window {window}");
                if (dimension == 32)
                {
                    AssertClose(expected, ByTorch(qkv, dOutput, shape, documents, window), Tolerance, $"torch, {documents.Length - 1} documents, window {window}");
                }
            }
        }
    }

    [Theory]
    [InlineData(5, 1, 32, null)]
    [InlineData(2, 2, 64, null)]
    [InlineData(6, 2, 16, 300)]
    public void Fused_LongDocumentsCutIntoParts_EqualThePlainForm(int heads, int keyValueHeads, int dimension, int? window)
    {
        using var scope = NewDisposeScope();
        var shape = Shape(heads, keyValueHeads, dimension);
        int[] documents = [0, 1150, 1190];
        var (qkv, dOutput) = Inputs(shape, 1190, seed: 3);

        var actual = Fused(qkv, dOutput, shape, documents, window);

        AssertClose(Expected(qkv, dOutput, shape, documents, window), actual, 4e-6, "long");
    }

    [Fact]
    public void TorchForm_InDoublePrecision_EqualsThePlainForm()
    {
        using var scope = NewDisposeScope();
        var shape = Shape(8, 4, 20);
        var (qkv, dOutput) = Inputs(shape, 130, seed: 1);
        var expected = Expected(qkv, dOutput, shape, [0, 40, 130], 30);

        AssertClose(expected, Fused(qkv.to(float64), dOutput.to(float64), shape, [0, 40, 130], 30), 1e-12, "double");
    }

    [Fact]
    public void TorchForm_InBrainFloats_IsNearThePlainForm()
    {
        using var scope = NewDisposeScope();
        var shape = Shape(8, 4, 32);
        var (qkv, dOutput) = Inputs(shape, 60, seed: 1);
        (qkv, dOutput) = (qkv.to(bfloat16), dOutput.to(bfloat16));

        AssertClose(Expected(qkv, dOutput, shape, [0, 20, 60], null), Fused(qkv, dOutput, shape, [0, 20, 60], null), 0.03, "bfloat16");
    }

    [Fact]
    public void Fused_SameInputsTwice_GivesTheSameBits()
    {
        using var scope = NewDisposeScope();
        var shape = Shape(5, 1, 32);
        int[] documents = [0, 700, 745, 1000];
        var (qkv, dOutput) = Inputs(shape, 1000, seed: 2);

        var first = Fused(qkv, dOutput, shape, documents, null);

        for (var again = 0; again < 10; again++)
        {
            var second = Fused(qkv, dOutput, shape, documents, null);
            AssertSameBits(first.Output, second.Output);
            AssertSameBits(first.LogSumExp, second.LogSumExp);
            AssertSameBits(first.Gradient, second.Gradient);
        }
    }

    [Fact]
    public void Fused_DocumentAmongOthers_GivesTheSameBitsAsAlone()
    {
        using var scope = NewDisposeScope();
        var shape = Shape(8, 4, 64);
        var (qkv, dOutput) = Inputs(shape, 100, seed: 4);

        var together = Fused(qkv, dOutput, shape, [0, 37, 81, 100], null);
        var alone = Fused(qkv.narrow(0, 37, 44).clone(), dOutput.narrow(0, 37, 44).clone(), shape, [0, 44], null);

        AssertSameBits(together.Output.narrow(0, 37, 44), alone.Output);
        AssertSameBits(together.Gradient.narrow(0, 37, 44), alone.Gradient);
    }

    [Fact]
    public void Fused_ScoresInTheThousands_StayFinite()
    {
        using var scope = NewDisposeScope();
        var shape = Shape(5, 1, 32);
        var (qkv, dOutput) = Inputs(shape, 90, seed: 5);
        qkv.mul_(30);

        AssertClose(Expected(qkv, dOutput, shape, [0, 90], null), Fused(qkv, dOutput, shape, [0, 90], null), 1e-3, "large");
    }

    [Fact]
    public void Fused_NotANumber_IsSeenByItsDocumentOnly()
    {
        using var scope = NewDisposeScope();
        var shape = Shape(5, 1, 32);
        var (qkv, dOutput) = Inputs(shape, 90, seed: 6);
        qkv[50, shape.QueryWidth] = float.NaN;

        var rows = Fused(qkv, dOutput, shape, [0, 40, 90], null).Output.isnan().any(1).data<bool>().ToArray();

        Assert.DoesNotContain(true, rows[..40]);
        Assert.DoesNotContain(false, rows[50..]);
    }

    [Fact]
    public void Backward_AtSomePlaces_EqualsFiniteDifferences()
    {
        using var scope = NewDisposeScope();
        var shape = Shape(4, 2, 16);
        int[] documents = [0, 9, 40];
        var (qkv, dOutput) = Inputs(shape, 40, seed: 7);
        var gradient = Fused(qkv, dOutput, shape, documents, 12).Gradient;
        const float Step = 1e-2f;
        foreach (var (row, column) in new[] { (0, 0), (8, 70), (11, 3), (20, 64), (25, 100), (39, 63), (33, 127) })
        {
            double Loss(float change)
            {
                using var moved = qkv.clone();
                moved[row, column] = qkv[row, column] + change;
                return (Fused(moved, dOutput, shape, documents, 12).Output.to(float64) * dOutput.to(float64)).sum().ToDouble();
            }

            Assert.Equal((Loss(Step) - Loss(-Step)) / (2 * Step), gradient[row, column].ToDouble(), 1e-3);
        }
    }

    [Fact]
    public void Forward_ShapesThatDoNotFit_AreRefused()
    {
        using var scope = NewDisposeScope();
        var shape = Shape(4, 2, 16);
        var (qkv, output, sums) = (zeros(10, shape.Width), zeros(10, shape.QueryWidth), zeros(10, 4));

        Assert.Throws<ArgumentException>(() => Attention.Forward(qkv, shape, [0, 11], null, output, sums));
        Assert.Throws<ArgumentException>(() => Attention.Forward(qkv, shape, [0, 7, 5, 10], null, output, sums));
        Assert.Throws<ArgumentException>(() => Attention.Forward(qkv, shape, [0, 10], 0, output, sums));
        Assert.Throws<ArgumentException>(() => Attention.Forward(qkv, shape, [0, 10], null, output, zeros(10, 3)));
        Assert.Throws<ArgumentException>(() => Attention.Forward(qkv, shape with { HeadDimension = 32 }, [0, 10], null, output, sums));
    }

    private static AttentionShape Shape(int heads, int keyValueHeads, int dimension) => new(heads, keyValueHeads, dimension, 1.1f / MathF.Sqrt(dimension));

    private static (Tensor Qkv, Tensor OutputGradient) Inputs(AttentionShape shape, long tokens, long seed)
    {
        var generator = new Generator((ulong)seed);
        return (randn([tokens, shape.Width], generator: generator), randn([tokens, shape.QueryWidth], generator: generator));
    }

    private static Results Expected(Tensor qkv, Tensor dOutput, AttentionShape shape, int[] documents, int? window)
    {
        var wide = qkv.detach().to(float64).requires_grad_();
        var output = Attention.Plain(wide, shape, documents, window);
        output.backward([dOutput.to(float64)]);
        var sums = new List<Tensor>();
        foreach (var (start, end) in documents.Zip(documents.Skip(1)).Where(document => document.First < document.Second))
        {
            var rows = wide.detach().narrow(0, start, end - start).view(end - start, -1, shape.HeadDimension).transpose(0, 1);
            var keys = rows.narrow(0, shape.Heads, shape.KeyValueHeads).repeat_interleave(shape.Group, 0);
            var seen = ones(end - start, end - start, @bool).tril();
            seen = window is { } width ? seen.logical_and(ones(end - start, end - start, @bool).triu(1 - width)) : seen;
            var scores = rows.narrow(0, 0, shape.Heads).matmul(keys.transpose(1, 2)) * shape.Scale;
            sums.Add(scores.masked_fill(seen.logical_not(), double.NegativeInfinity).logsumexp(-1).t());
        }

        return new Results(output.detach(), cat(sums, 0), wide.grad!);
    }

    private static Results Fused(Tensor qkv, Tensor dOutput, AttentionShape shape, int[] documents, int? window)
    {
        var (output, sums, gradient) = Targets(qkv, shape);
        Attention.Forward(qkv, shape, documents, window, output, sums);
        Attention.Backward(qkv, shape, documents, window, output, sums, dOutput, gradient);
        return new Results(output, sums, gradient);
    }

    private static Results ByTorch(Tensor qkv, Tensor dOutput, AttentionShape shape, int[] documents, int? window)
    {
        var (output, sums, gradient) = Targets(qkv, shape);
        TorchAttention.Forward(qkv, shape, documents, window, output, sums);
        TorchAttention.Backward(qkv, shape, documents, window, output, sums, dOutput, gradient);
        return new Results(output, sums, gradient);
    }

    // What is not written stays not a number.
    private static (Tensor Output, Tensor LogSumExp, Tensor Gradient) Targets(Tensor qkv, AttentionShape shape) => (
        full(qkv.size(0), shape.QueryWidth, double.NaN, qkv.dtype),
        full(qkv.size(0), shape.Heads, double.NaN, qkv.dtype == float64 ? float64 : float32),
        full_like(qkv, double.NaN));

    private static void AssertClose(Results expected, Results actual, double tolerance, string what)
    {
        AssertClose(expected.Output, actual.Output, tolerance, $"output: {what}");
        AssertClose(expected.LogSumExp, actual.LogSumExp, tolerance, $"logarithms: {what}");
        AssertClose(expected.Gradient, actual.Gradient, tolerance, $"gradients: {what}");
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance, string what)
    {
        var error = (actual.to(float64) - expected).abs().max().ToDouble() / Math.Max(1, expected.abs().max().ToDouble());
        Assert.True(error <= tolerance, $"{what}: off by {error}");
    }

    private static void AssertSameBits(Tensor expected, Tensor actual) => Assert.True(expected.bytes.SequenceEqual(actual.bytes));

    private sealed record Results(Tensor Output, Tensor LogSumExp, Tensor Gradient);
}
