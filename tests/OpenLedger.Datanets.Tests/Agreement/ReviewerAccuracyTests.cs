using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Queues;

namespace OpenLedger.Datanets.Tests.Agreement;

/// <summary>
/// The bars for estimating reviewers. A reviewer's first 20 items are the qualification, half of them good; later ones are known items at the
/// policy's rate, and entries of which 70 % are good and whose decision is right in 97 of 100.
/// </summary>
public class ReviewerAccuracyTests
{
    private const int Reviewers = 2000;
    private const int Qualification = 20;
    private const double GoodShare = 0.70;
    private const double DecisionsRight = 0.97;

    [Fact]
    public void Accuracy_AfterFiftyItems_IsRecoveredWithinFiveHundredths()
    {
        var random = new Random(10);
        var errors = new List<double>();
        for (var reviewer = 0; reviewer < Reviewers; reviewer++)
        {
            var accuracy = 0.70 + (0.25 * random.NextDouble());
            errors.Add(Math.Abs(Watch(random, accuracy, accuracy, 50).Last().Mean - accuracy));
        }

        Assert.InRange(errors.Average(), 0, 0.05);
    }

    [Theory]
    [InlineData(0.85, 0.15)]
    [InlineData(0.97, 0.08)]
    public void ReviewerWhoSaysYes_IsPausedByItemForty(double sensitivity, double specificity) =>
        Assert.InRange(PausedShare(sensitivity, specificity, 40), 0.95, 1);

    [Fact]
    public void HonestReviewer_IsHardlyEverPaused() => Assert.InRange(PausedShare(0.80, 0.80, 50), 0, 0.02);

    [Fact]
    public void Pause_EndsByTraining()
    {
        var paused = ReviewerAccuracy.Of(Enumerable.Range(0, 30).Select(item => new ReviewerObservation(true, item % 2 == 0, true)));
        var trained = Enumerable.Range(0, 20).Aggregate(paused, (accuracy, item) => accuracy.With(new(item % 2 == 0, item % 2 == 0, true)));

        Assert.True(paused.IsPaused);
        Assert.False(trained.IsPaused);
    }

    private static double PausedShare(double sensitivity, double specificity, int items)
    {
        var random = new Random(11);
        return Enumerable.Range(0, Reviewers).Count(_ => Watch(random, sensitivity, specificity, items).Any(accuracy => accuracy.IsPaused)) / (double)Reviewers;
    }

    private static IEnumerable<ReviewerAccuracy> Watch(Random random, double sensitivity, double specificity, int items)
    {
        var accuracy = ReviewerAccuracy.New;
        for (var item = 0; item < items; item++)
        {
            var isKnown = item < Qualification || random.NextDouble() < GoldItems.Rate(ReviewPolicy.Default.Gold, accuracy, 0);
            var isGood = item < Qualification ? item % 2 == 0 : random.NextDouble() < (isKnown ? 0.5 : GoodShare);
            var saidGood = random.NextDouble() < (isGood ? sensitivity : 1 - specificity);
            var seenGood = isKnown || random.NextDouble() < DecisionsRight ? isGood : !isGood;
            accuracy = accuracy.With(new ReviewerObservation(saidGood, seenGood, isKnown));
            yield return accuracy;
        }
    }
}
