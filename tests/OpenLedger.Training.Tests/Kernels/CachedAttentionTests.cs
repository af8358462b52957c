using OpenLedger.Training.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Kernels;

/// <summary>Attention of new queries over the keys and values of a cache, against the attention over the whole sequence at once.</summary>
public class CachedAttentionTests
{
    private const int Tokens = 141;

    public static TheoryData<int, int, int, int?> Cases()
    {
        var cases = new TheoryData<int, int, int, int?>();
        foreach (var (heads, keyValueHeads) in new[] { (5, 1), (12, 4), (4, 4) })
        {
            foreach (var dimension in new[] { 8, 20, 32, 64, 128 })
            {
                foreach (var window in new int?[] { null, 1, 40 })
                {
                    cases.Add(heads, keyValueHeads, dimension, window);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Cached_InPiecesAndStepByStep_EqualsForward(int heads, int keyValueHeads, int dimension, int? window)
    {
        using var scope = NewDisposeScope();
        var shape = new AttentionShape(heads, keyValueHeads, dimension, 1f / MathF.Sqrt(dimension));
        var qkv = randn([Tokens, shape.Width], generator: new Generator(9));
        var (expected, sums) = (empty(Tokens, shape.QueryWidth), empty(Tokens, heads));
        Attention.Forward(qkv, shape, [0, Tokens], window, expected, sums);
        foreach (var steps in new int[][] { [Tokens], [1, 2, 3, 50, 60, 4, 21], [129, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] })
        {
            var actual = Generate(qkv, shape, steps, window, double.NaN);

            Assert.True((actual - expected).abs().max().ToDouble() <= 3e-6, string.Join(", ", steps));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(600)]
    public void Cached_ManyRows_GivesTheBitsOfForward(int? window)
    {
        using var scope = NewDisposeScope();
        var shape = new AttentionShape(5, 1, 32, 0.2f);
        var qkv = randn([Tokens * 10, shape.Width], generator: new Generator(9));
        var (expected, sums) = (empty(Tokens * 10, shape.QueryWidth), empty(Tokens * 10, 5));
        Attention.Forward(qkv, shape, [0, Tokens * 10], window, expected, sums);

        Assert.True(expected.bytes.SequenceEqual(Generate(qkv, shape, [700, 10, 700], window, double.NaN).bytes));
    }

    [Fact]
    public void Cached_QueriesThatAreAView_EqualForward()
    {
        using var scope = NewDisposeScope();
        var shape = new AttentionShape(4, 2, 16, 0.2f);
        var (queries, keys, values) = (randn(9, 64 + 7), randn(30, 32), randn(30, 32));
        var (whole, view) = (zeros(9, 64), zeros(9, 64));

        Attention.Cached(queries.narrow(1, 7, 64).contiguous(), shape, keys, values, 20, null, whole);
        Attention.Cached(queries.narrow(1, 7, 64), shape, keys, values, 20, null, view);

        Assert.True((whole - view).abs().max().ToDouble() <= 1e-6);
    }

    [Fact]
    public void Cached_InDoublePrecision_EqualsForward()
    {
        using var scope = NewDisposeScope();
        var shape = new AttentionShape(8, 4, 32, 0.2f);
        var qkv = randn([Tokens, shape.Width], float64, generator: new Generator(9));
        var (expected, sums) = (empty(Tokens, shape.QueryWidth, float64), empty(Tokens, 8, float64));
        Attention.Forward(qkv, shape, [0, Tokens], 40, expected, sums);

        Assert.True((Generate(qkv, shape, [100, 1, 39, 1], 40, 0) - expected).abs().max().ToDouble() <= 1e-12);
    }

    [Fact]
    public void Cached_MoreRowsThanTheCacheHolds_IsRefused()
    {
        using var scope = NewDisposeScope();
        var shape = new AttentionShape(4, 2, 16, 1);

        Assert.Throws<ArgumentException>(() => Attention.Cached(zeros(3, 64), shape, zeros(10, 32), zeros(10, 32), 8, null, zeros(3, 64)));
    }

    // Rows of the cache that are not yet filled hold what must not be read.
    private static Tensor Generate(Tensor qkv, AttentionShape shape, int[] steps, int? window, double unfilled)
    {
        var keys = full(qkv.size(0) + 7, shape.KeyWidth, unfilled, qkv.dtype);
        var (values, output, past) = (full_like(keys, unfilled), zeros(qkv.size(0), shape.QueryWidth, qkv.dtype), 0);
        foreach (var count in steps)
        {
            var rows = qkv.narrow(0, past, count);
            keys.narrow(0, past, count).copy_(rows.narrow(1, shape.QueryWidth, shape.KeyWidth));
            values.narrow(0, past, count).copy_(rows.narrow(1, shape.QueryWidth + shape.KeyWidth, shape.KeyWidth));
            Attention.Cached(rows, shape, keys, values, past, window, output.narrow(0, past, count));
            past += count;
        }

        return output;
    }
}
