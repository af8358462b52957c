using OpenLedger.Datanets.Duplicates;

namespace OpenLedger.Datanets.Tests.Duplicates;

public class SharedSpansTests
{
    [Fact]
    public void Between_TextsWithOneWordSwapped_AreThePiecesAround()
    {
        const string One = "The old lighthouse keeper painted the door green last summer.";
        const string Other = "the OLD lighthouse keeper painted the gate green last summer!";

        Assert.Equal(
            ["The old lighthouse keeper painted the|the OLD lighthouse keeper painted the", "green last summer|green last summer"],
            Texts(One, Other));
    }

    [Fact]
    public void Between_ShuffledSentences_FindsEachWhereItWent()
    {
        const string One = "Roses need a lot of sun. Ferns grow well in the shade.";
        const string Other = "Ferns grow well in the shade. Roses need a lot of sun.";

        Assert.Equal(["Roses need a lot of sun|Roses need a lot of sun", "Ferns grow well in the shade|Ferns grow well in the shade"], Texts(One, Other));
    }

    [Fact]
    public void Between_ChineseTexts_NeedsNoSpaces()
    {
        const string One = "今天的天气非常好我们去公园散步吧";
        const string Other = "昨天的天气非常好我们去公园散步吧";

        Assert.Equal(["天的天气非常好我们去公园散步吧|天的天气非常好我们去公园散步吧"], Texts(One, Other));
    }

    [Fact]
    public void Between_StrangersAndEmptyTexts_IsNothing()
    {
        Assert.Empty(SharedSpans.Between("Roses need a lot of sun.", "Count to nine and breathe."));
        Assert.Empty(SharedSpans.Between("", "Count to nine."));
        Assert.Empty(SharedSpans.Between("Count to nine.", ""));
    }

    [Fact]
    public void Between_EqualShortTexts_IsAllOfThem() => Assert.Equal(["Yes|yes"], Texts("Yes!", "yes"));

    [Fact]
    public void Between_TextsThatRepeatThemselves_TakesNoSquareOfTheirLength()
    {
        var time = ProcessorTime.Of(() =>
        {
            SharedSpans.Between(new string('a', 32_000), new string('a', 31_000) + "b");
            SharedSpans.Between(string.Concat(Enumerable.Repeat("ab ", 10_000)), string.Concat(Enumerable.Repeat("ba ", 10_000)));
        });

        Assert.InRange(time.TotalSeconds, 0, 1);
    }

    private static IEnumerable<string> Texts(string one, string other) =>
        SharedSpans.Between(one, other).Select(span => $"{span.One.Of(one)}|{span.Other.Of(other)}");
}
