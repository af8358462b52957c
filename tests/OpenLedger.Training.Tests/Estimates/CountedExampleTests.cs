using CsCheck;
using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Tests.Estimates;

public class CountedExampleTests
{
    /// <summary>At any length it says what cutting the tokens would say.</summary>
    [Fact]
    public void At_EqualsCuttingTheTokens() => Gen.Bool.Array[0, 40].Select(Gen.Int[1, 50]).Sample((learned, most) =>
    {
        var read = Math.Min(most, learned.Length);
        var cut = new TokenizedExample(new int[read], learned[..read], "id");

        var size = CountedExample.Of(new TokenizedExample(new int[learned.Length], learned, "id")).At(most);

        return size == new ExampleSize(read, cut.LabelCount);
    });
}
