using OpenLedger.Training.Runs;

namespace OpenLedger.Training.Tests.Runs;

public class SampleQuestionTests
{
    [Theory]
    [InlineData("a a a b b b c c c d d d", 4, "0 3 6 9")]
    [InlineData("a a a a a a a a b c d e", 4, "0 8 9 10")]
    [InlineData("a b a b a b a b", 4, "0 3 4 6")]
    [InlineData("a A a a", 2, "0 2")]
    [InlineData("a b", 4, "0 1")]
    [InlineData("a a", 4, "0 1")]
    [InlineData("", 4, "")]
    [InlineData("a b c d e f g h", 0, "")]
    public void Questions_AskForDifferentFacts_AsFarAsThereAre_InTheirOrder(string facts, int most, string places)
    {
        var all = facts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index().ToList();

        var chosen = SampleQuestion.Differing(all, most, one => one.Item);

        Assert.Equal(places, string.Join(' ', chosen.Select(one => one.Index)));
    }
}
