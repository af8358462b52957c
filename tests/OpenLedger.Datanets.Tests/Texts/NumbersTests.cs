using OpenLedger.Datanets.Texts;

namespace OpenLedger.Datanets.Tests.Texts;

public class NumbersTests
{
    [Theory]
    [InlineData("5 apples and 6 pears", "6 pears and 5 apples", Numbers.Relation.Same)]
    [InlineData("1,200 coins", "1200 coins", Numbers.Relation.Same)]
    [InlineData("5.0 metres", "5 metres", Numbers.Relation.Same)]
    [InlineData("1\u200b2 eggs", "12 eggs", Numbers.Relation.Same)]
    [InlineData("5 apples and 6 pears", "5 apples", Numbers.Relation.Contained)]
    [InlineData("none", "5 apples", Numbers.Relation.Contained)]
    [InlineData("2 and 2", "2", Numbers.Relation.Contained)]
    [InlineData("5 apples", "6 apples", Numbers.Relation.Substituted)]
    [InlineData("case SR-2023-052", "case SR-2023-053", Numbers.Relation.Substituted)]
    [InlineData("52", "052", Numbers.Relation.Substituted)]
    [InlineData("version 1.20.1", "version 1.2.1", Numbers.Relation.Substituted)]
    [InlineData("12.5", "125", Numbers.Relation.Substituted)]
    [InlineData("", "", Numbers.Relation.Same)]
    public void Compare_OfTwoTexts_TellsHowTheirNumbersStand(string one, string other, Numbers.Relation expected)
    {
        var (left, right) = (Numbers.Of(CanonicalText.Of(one).Words), Numbers.Of(CanonicalText.Of(other).Words));

        Assert.Equal(expected, Numbers.Compare(left, right));
        Assert.Equal(expected, Numbers.Compare(right, left));
    }
}
