using System.Diagnostics;
using System.Globalization;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>
/// Six real runs, each set up to behave in one way, and what the studio calls each when it has ended. They train the bundled model
/// through the run's own execution, so the judge gets what it gets in the studio: the file of steps, the loss before training, the
/// answers before and after. Two of them are short enough for every day and ask no questions there; all six: <c>OPENLEDGER_LONG=1</c>.
/// </summary>
public class RealRunVerdictTests(ITestOutputHelper output)
{
    private const int ShortSteps = 60;
    private const double NearTurn = 0.15;

    public static TheoryData<VerdictKind> Kinds => LongRun.Chosen
        ? [VerdictKind.Learning, VerdictKind.Overfitting, VerdictKind.Diverging, VerdictKind.Plateau, VerdictKind.NothingLearned, VerdictKind.Forgetting]
        : [VerdictKind.Learning, VerdictKind.Diverging];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task RealRun_ThatBehavesSo_IsCalledSo(VerdictKind truth)
    {
        using var folder = new ScratchFolder();
        using var house = new RunsHouse(TorchTrainer.Create(TimeProvider.System));
        var recipe = RealRuns.Of(truth, folder);
        recipe = LongRun.Chosen ? recipe : recipe with { MaxSteps = ShortSteps, EvalSteps = ShortSteps / 5, EvalQuestions = null, KeptQuestions = null };
        var watch = Stopwatch.StartNew();

        var receipt = await house.Desk.StartAsync(new RunWish($"{truth}", RealRuns.Model, 0, recipe), house.Me);
        var id = receipt.Id!.Value;
        house.Train(id);

        var card = house.Desk.Find(id, house.Me)!;
        Assert.True(card.State == RunState.Finished, card.Problem);
        var figures = FiguresOf(house, card, id);
        var judgement = card.Judgement!;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{truth}: {figures}; {watch.Elapsed.TotalSeconds:0} s; called {judgement.Kind}, since {judgement.Since}"));
        Assert.True(figures.Behave(truth), $"set up for {truth}, it did something else: {figures}");
        Assert.Equal(truth, judgement.Kind);
        if (truth == VerdictKind.Overfitting)
        {
            Assert.InRange(judgement.Since!.Value, figures.BestStep - (NearTurn * card.Step), figures.BestStep + (NearTurn * card.Step));
        }
    }

    private static RealRunFigures FiguresOf(RunsHouse house, RunCard card, RunId id)
    {
        var metrics = RunMetrics.ReadFrom(house.Folders.FileOf(id, RunMetrics.FileName), 0).Metrics;
        return new RealRunFigures(RunJudging.Points(metrics, RunBaseline.HeldOutLoss(house.Folders.FileOf(id, RunBaseline.FileName))), card.Before, card.After);
    }
}
