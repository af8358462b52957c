using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Tests.Datasets;

public class MixtureSharesTests
{
    /// <summary>Sources of very different sizes, each seen as often as its weight says: the shares of an epoch are those of size times weight.</summary>
    [Theory]
    [InlineData(1.0, 1.0, 1.0)]
    [InlineData(3.0, 0.5, 1.0)]
    [InlineData(0.1, 2.5, 7.3)]
    public void Shares_OfAnEpoch_AreThoseOfTheWeights_WithinAHundredth(double first, double second, double third)
    {
        int[] counts = [4_000, 700, 150];
        double[] weights = [first, second, third];
        var sizes = new MixtureSizes([.. counts.Zip(weights, (count, weight) => ((IReadOnlyList<ExampleSize>)[.. Enumerable.Repeat(new ExampleSize(10, 5), count)], weight))], []);
        var total = counts.Zip(weights, (count, weight) => count * weight).Sum();

        for (var epoch = 0; epoch < 3; epoch++)
        {
            var order = new EpochOrder(sizes, 0, 42).Of(epoch);
            var start = 0;
            for (var source = 0; source < counts.Length; source++)
            {
                var end = start + counts[source];
                var share = order.Count(example => example >= start && example < end) / (double)order.Length;

                Assert.InRange(share, (counts[source] * weights[source] / total) - 0.01, (counts[source] * weights[source] / total) + 0.01);
                start = end;
            }
        }
    }
}
