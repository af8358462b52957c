using CsCheck;
using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Tests.Datasets;

public class PackingTests
{
    /// <summary>The example of TRL's docstring: lengths 5, 2, 3, 1 into rows of 4, the first cut to 4.</summary>
    [Fact]
    public void Pack_OfTrlsExample_GivesTrlsRows()
    {
        var rows = Packing.Pack([4, 2, 3, 1], 4);

        Assert.Equal([[0], [2, 3], [1]], rows);
    }

    [Fact]
    public void Pack_OfAnything_KeepsWholeExamplesOnce() =>
        Gen.Select(Gen.Int[0, 150].Array[0, 300], Gen.Int[150, 400]).Sample(
            (lengths, room) =>
            {
                var rows = Packing.Pack(lengths, room);
                var placed = rows.SelectMany(row => row).Order();
                return placed.SequenceEqual(Enumerable.Range(0, lengths.Length).Where(index => lengths[index] > 0))
                    && rows.All(row => row.Count > 0 && row.Sum(index => lengths[index]) <= room);
            },
            iter: 300);

    /// <summary>Against the plain form of the rule: look through all rows for the one with the least room that is enough.</summary>
    [Fact]
    public void Pack_OfAnything_TakesTheFullestRowThatFits() =>
        Gen.Int[1, 100].Array[1, 120].Sample(
            lengths =>
            {
                var room = new List<int>();
                foreach (var length in lengths.OrderDescending())
                {
                    var best = Enumerable.Range(0, room.Count).Where(row => room[row] >= length).OrderBy(row => room[row]).FirstOrDefault(-1);
                    if (best < 0)
                    {
                        best = room.Count;
                        room.Add(100);
                    }

                    room[best] -= length;
                }

                var left = Packing.Pack(lengths, 100).Select(row => 100 - row.Sum(index => lengths[index]));
                return left.Order().SequenceEqual(room.Order());
            },
            iter: 300);

    [Fact]
    public void Pack_OfATooLongExample_IsTheCallersMistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Packing.Pack([5], 4));
}
