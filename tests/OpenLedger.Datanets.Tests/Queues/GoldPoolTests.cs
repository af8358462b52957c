using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Queues;

namespace OpenLedger.Datanets.Tests.Queues;

public class GoldPoolTests
{
    private static readonly QualificationPolicy Twenty = new(20, 0.80);

    [Theory]
    [InlineData(10, 10, true)]
    [InlineData(13, 7, true)]
    [InlineData(15, 6, false)]
    [InlineData(19, 0, false)]
    [InlineData(9, 10, false)]
    public void Pool_IsEnoughToQualify_WithAThirdOfEachKind(int good, int other, bool isEnough) =>
        Assert.Equal(isEnough, new GoldPool(good, other).IsEnoughToQualify(Twenty));

    [Theory]
    [InlineData(30, 30, true)]
    [InlineData(30, 29, false)]
    [InlineData(55, 5, false)]
    public void Pool_IsEnoughToMix_FromSixtyOn(int good, int other, bool isEnough) => Assert.Equal(isEnough, new GoldPool(good, other).IsEnoughToMix);

    [Fact]
    public void Pools_OfCategories_AreCountedApart()
    {
        var items = new[] { new GoldItem("a", "Knots", true, []), new GoldItem("b", "Knots", false, []), new GoldItem("c", "Weather", false, []), new GoldItem("d", "Weather", true, ["rita"]) };

        Assert.Equal([("Knots", new GoldPool(1, 1)), ("Weather", new GoldPool(0, 1))], GoldPool.ByCategory(items).OrderBy(pool => pool.Key).Select(pool => (pool.Key, pool.Value)));
    }

    [Fact]
    public void Pool_CountsWhatIsInUse()
    {
        var items = new[] { new GoldItem("a", "", true, []), new GoldItem("b", "", false, ["rita"]), new GoldItem("c", "", false, ["rita"], Upheld: true) };

        Assert.Equal(new GoldPool(1, 1), GoldPool.Of(items));
        Assert.False(new GoldPool(500, 500).IsEnoughToQualify(new QualificationPolicy(0, 0.8)));
    }
}
