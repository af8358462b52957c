using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Tests.Entries;

public class EntryIdTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Create_OfTheLargestTimeAndChance_IsTheLargestUlid()
    {
        var id = EntryId.Create(DateTimeOffset.FromUnixTimeMilliseconds(0), [255, 255, 255, 255, 255, 255, 255, 255, 255, 255]);

        Assert.Equal("0000000000ZZZZZZZZZZZZZZZZ", id.Text);
    }

    [Fact]
    public void Create_AtATime_SpellsItInTheFirstTenSigns()
    {
        // The time of the ULID specification's example, 01ARYZ6S41: 2016-07-30T22:36:16.385Z.
        var id = EntryId.Create(DateTimeOffset.FromUnixTimeMilliseconds(1469918176385), new byte[EntryId.ChanceBytes]);

        Assert.Equal("01ARYZ6S410000000000000000", id.Text);
    }

    [Fact]
    public void Ids_InOrdinalOrder_AreInTheOrderOfTime()
    {
        var random = new Random(4);
        var ids = Enumerable.Range(0, 500).Select(minute =>
        {
            var chance = new byte[EntryId.ChanceBytes];
            random.NextBytes(chance);
            return EntryId.Create(Noon.AddMinutes(minute), chance);
        }).ToList();

        Assert.Equal(ids, ids.Order());
        Assert.All(ids, id => Assert.Equal(id, EntryId.TryParse(id.Text.ToLowerInvariant())));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("01ARYZ6S41000000000000000")]
    [InlineData("81ARYZ6S410000000000000000")]
    [InlineData("01ARYZ6S41000000000000000U")]
    [InlineData("01ARYZ6S41000000000000000é")]
    public void TryParse_OfAnythingElse_IsNull(string? text) => Assert.Null(EntryId.TryParse(text));
}
