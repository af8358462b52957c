using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.Runs;

public class RunVerdictTests
{
    private static readonly LossTrend Falls = Trend([4, 2, 1]);

    [Theory]
    [InlineData(1, 34, 93, 93, VerdictTone.Good, "It learned.")]
    [InlineData(1, 34, 93, 90, VerdictTone.Good, "It learned.")]
    [InlineData(1, 14, 93, 93, VerdictTone.Warning, "It learned a part.")]
    [InlineData(1, 2, 93, 93, VerdictTone.Warning, "It learned next to nothing.")]
    [InlineData(1, 34, 93, 80, VerdictTone.Warning, "It learned, but it forgot.")]
    [InlineData(1, 34, 93, 40, VerdictTone.Bad, "It learned, but it forgot.")]
    public void Scores_AreCalledWhatTheyAre(int newBefore, int newAfter, int keptBefore, int keptAfter, VerdictTone tone, string headline)
    {
        var verdict = RunVerdict.OfFinished(Scores(newBefore, keptBefore), Scores(newAfter, keptAfter), Falls);

        Assert.Equal((tone, headline), (verdict.Tone, verdict.Headline));
    }

    [Fact]
    public void Loss_ThatGrows_IsCalledBroken_AndTheWayOutIsNamed()
    {
        var verdict = RunVerdict.OfFinished(Scores(1, 93), Scores(0, 0), Trend([4, 20, 90, 150]));

        Assert.Equal(VerdictTone.Bad, verdict.Tone);
        Assert.Contains("a tenth", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void HeldOutLoss_ThatRisesAgain_IsCalledMemorising()
    {
        var trend = new LossTrend();
        foreach (var held in new[] { 4, 1.0, 1.3 })
        {
            trend = trend.With(new RunMetric(1, 0.5, held, null));
        }

        Assert.Equal("It begins to memorise.", RunVerdict.OfLoss(trend).Headline);
    }

    [Fact]
    public void LossThatIsNoNumber_IsNotLearning() =>
        Assert.Equal(VerdictTone.Bad, RunVerdict.OfLoss(Trend([4, double.NaN, 3])).Tone);

    private static RunScores Scores(int newRight, int keptRight) => new(newRight, 40, keptRight, 100, null);

    private static LossTrend Trend(double[] losses) =>
        losses.Aggregate(new LossTrend(), (trend, loss) => trend.With(new RunMetric(1, loss, null, null)));
}
