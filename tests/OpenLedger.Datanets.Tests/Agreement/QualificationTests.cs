using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Tests.Agreement;

public class QualificationTests
{
    private static readonly QualificationPolicy Five = new(5, 0.80);

    [Theory]
    [InlineData("11111", true)]
    [InlineData("11110", true)]
    [InlineData("11100", false)]
    [InlineData("1111", false)]
    [InlineData("00000111011", true)]
    public void Qualification_IsPassed_ByTheLastAnswers(string answers, bool isPassed) =>
        Assert.Equal(isPassed, Qualification.Of(answers.Select(answer => answer == '1'), Five).IsPassed(Five));

    [Fact]
    public void Accuracy_OfTwoKinds_IsThatOfAllTogether()
    {
        var seen = new[] { new ReviewerObservation(true, true, true), new ReviewerObservation(true, false, false), new ReviewerObservation(false, false, true) };

        var together = ReviewerAccuracy.Of(seen.Take(1)).And(ReviewerAccuracy.Of(seen.Skip(1)));

        Assert.Equal(ReviewerAccuracy.Of(seen), together);
    }
}
