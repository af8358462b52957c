using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Tests.Datasets;

public class HeldOutSplitTests
{
    [Theory]
    [InlineData(200, 0.1, 20)]
    [InlineData(200, 0, 0)]
    [InlineData(200, 0.01, 16)]
    [InlineData(200, 0.5, 40)]
    [InlineData(10_000, 0.1, 256)]
    [InlineData(10_000, 0.005, 50)]
    [InlineData(185, 0.1, 18)]
    [InlineData(195, 0.1, 20)]
    [InlineData(50, 0.1, 10)]
    [InlineData(9, 0.1, 1)]
    [InlineData(4, 0.5, 0)]
    [InlineData(0, 0.1, 0)]
    public void CountOf_Examples_IsClampedAndNeverAboveAFifth(int count, double share, int expected) =>
        Assert.Equal(expected, HeldOutSplit.CountOf(count, share));

    [Fact]
    public void Of_DifferentExamples_HoldsOutTheSmallestHashes()
    {
        string[] ids = [.. Enumerable.Range(0, 300).Select(number => number.ToString("x64", CultureInfo.InvariantCulture))];
        var expected = Enumerable.Range(0, ids.Length)
            .OrderBy(index => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("-7\n" + ids[index]))), StringComparer.Ordinal)
            .Take(30)
            .Order();

        var split = HeldOutSplit.Of(ids, 0.1, -7);

        Assert.Equal(expected, split.HeldOut);
        Assert.Equal(Enumerable.Range(0, ids.Length).Except(split.HeldOut), split.Training);
    }

    [Fact]
    public void Of_AnyExamples_KeepsDuplicatesOnOneSide_AndNeverTakesMore() =>
        Gen.Select(Gen.Int[0, 60].Array[0, 400], Gen.Double[0, 1], Gen.Long).Sample(
            (values, share, seed) =>
            {
                string[] ids = [.. values.Select(value => value.ToString(CultureInfo.InvariantCulture))];
                var split = HeldOutSplit.Of(ids, share, seed);
                var held = split.HeldOut.Select(index => ids[index]).ToHashSet();
                return split.HeldOut.Count <= HeldOutSplit.CountOf(ids.Length, share)
                    && split.Training.All(index => !held.Contains(ids[index]))
                    && split.Training.Concat(split.HeldOut).Order().SequenceEqual(Enumerable.Range(0, ids.Length));
            },
            iter: 300);

    [Fact]
    public void Of_ExamplesInAnotherOrder_HoldsOutTheSame()
    {
        string[] ids = [.. Enumerable.Range(0, 100).Select(number => $"id{number % 90}")];
        string[] turned = [.. ids.Reverse()];

        var held = HeldOutSplit.Of(ids, 0.2, 5).HeldOut.Select(index => ids[index]).Order();

        Assert.Equal(held, HeldOutSplit.Of(turned, 0.2, 5).HeldOut.Select(index => turned[index]).Order());
        Assert.NotEqual(held, HeldOutSplit.Of(ids, 0.2, 6).HeldOut.Select(index => ids[index]).Order());
    }
}
