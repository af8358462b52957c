using OpenLedger.Training.Verdicts;

namespace OpenLedger.Training.Tests.Verdicts;

/// <summary>The judge on 1,000 made-up curves. Its thresholds were fixed on <see cref="FixedOn"/>; what is reported is another seed.</summary>
public class RunJudgeTests(ITestOutputHelper output)
{
    private const long FixedOn = 1;
    private const long ReportedOn = 20_261_125;
    private const int Curves = 1000;
    private const double FewestRight = 0.95;
    private const double FewestRightOfAKind = 0.9;
    private const double FewestTurnsFound = 0.8;
    private const double NearTurn = 0.12;

    [Theory]
    [InlineData(FixedOn)]
    [InlineData(ReportedOn)]
    public void Judge_OfAThousandCurves_IsRightNineteenTimesOutOfTwenty(long seed)
    {
        var cases = Enumerable.Range(0, Curves).Select(index => GeneratedCurve.Make(seed, index)).ToList();
        var verdicts = cases.Select(made => RunJudge.Judge(made.Points, made.Scores, JudgeSettings.Ended).Kind).ToList();
        var table = cases.Zip(verdicts).GroupBy(pair => (pair.First.Truth, pair.Second)).ToDictionary(group => group.Key, group => group.Count());

        Print(table);

        Assert.InRange(Right(table, GeneratedCurve.Kinds), FewestRight * Curves, Curves);
        Assert.All(GeneratedCurve.Kinds, kind => Assert.InRange(Right(table, [kind]), FewestRightOfAKind * cases.Count(made => made.Truth == kind), Curves));
    }

    [Fact]
    public void Judge_OfOverfitting_NamesTheStepOfTheTurn()
    {
        var turned = Enumerable.Range(0, Curves).Select(index => GeneratedCurve.Make(ReportedOn, index)).Where(made => made.Truth == VerdictKind.Overfitting)
            .Select(made => (made, Verdict: RunJudge.Judge(made.Points, made.Scores, JudgeSettings.Ended)))
            .Where(pair => pair.Verdict.Kind == VerdictKind.Overfitting)
            .ToList();

        var near = turned.Count(pair => Math.Abs(pair.Verdict.Since!.Value - pair.made.TrueTurn!.Value) <= NearTurn * pair.Verdict.LastStep);

        output.WriteLine($"{near} of {turned.Count} turns found within {NearTurn:P0} of the run");
        Assert.InRange(near, FewestTurnsFound * turned.Count, turned.Count);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(1000)]
    public void Judge_DoesNotMindTheScale(double factor)
    {
        foreach (var made in Enumerable.Range(0, 60).Select(index => GeneratedCurve.Make(FixedOn, index)))
        {
            var scaled = made.Points.Select(point => new LossPoint(point.Step, point.Training * factor, point.HeldOut * factor)).ToList();

            Assert.Equal(RunJudge.Judge(made.Points, made.Scores, JudgeSettings.Ended).Kind, RunJudge.Judge(scaled, made.Scores, JudgeSettings.Ended).Kind);
        }
    }

    [Fact]
    public void Judge_OfNothing_SaysTooShort()
    {
        Assert.Equal(VerdictKind.TooShort, RunJudge.Judge([], null, JudgeSettings.Ended).Kind);
        Assert.Equal(VerdictKind.TooShort, RunJudge.Judge([new(0, null, 4)], null, JudgeSettings.Ended).Kind);
        Assert.Equal(VerdictKind.TooShort, RunJudge.Judge(Steps(4, 3, 2), null, JudgeSettings.Ended).Kind);
    }

    [Fact]
    public void Judge_OfALossThatIsNoNumber_SaysSinceWhen()
    {
        var verdict = RunJudge.Judge(Steps(4, 3.5, 3, double.NaN), null, JudgeSettings.Ended with { LearningRate = 3e-3 });

        Assert.Equal((VerdictKind.Diverging, 4), (verdict.Kind, verdict.Since));
        Assert.Equal(new Remedy(RemedyKind.LowerLearningRate, 3e-4), verdict.Next);
    }

    [Fact]
    public void Judge_OfAnExplosion_NeedsFewSteps() =>
        Assert.Equal(VerdictKind.Diverging, RunJudge.Judge(Steps(4, 20, 90, 150), null, JudgeSettings.Ended).Kind);

    [Fact]
    public void Judge_OfASpikeThatIsOver_DoesNotMindIt()
    {
        var losses = Enumerable.Range(0, 60).Select(step => step is 30 or 31 ? 9.0 : 0.5 + (3.5 * Math.Exp(-step / 15.0)));

        Assert.Equal(VerdictKind.Learning, RunJudge.Judge(Steps([.. losses]), null, JudgeSettings.Ended).Kind);
    }

    [Theory]
    [InlineData(93, 93, VerdictKind.Learning)]
    [InlineData(93, 88, VerdictKind.Learning)]
    [InlineData(93, 80, VerdictKind.Forgetting)]
    [InlineData(93, 0, VerdictKind.Forgetting)]
    [InlineData(0, 0, VerdictKind.Learning)]
    [InlineData(3, 2, VerdictKind.Learning)]
    public void Judge_OfALossThatFalls_LooksAtWhatWasKept(int before, int after, VerdictKind kind)
    {
        var verdict = RunJudge.Judge(Falling(60), new KnowledgeChange(1, 30, 40, before, after), JudgeSettings.Ended with { RehearsalShare = 0.5, LearningRate = 3e-3 });

        Assert.Equal(kind, verdict.Kind);
        Assert.Equal(kind == VerdictKind.Forgetting ? new Remedy(RemedyKind.MoreRehearsal, 1) : new Remedy(RemedyKind.UseIt), verdict.Next);
    }

    [Fact]
    public void Judge_WhileItRuns_HasPatience()
    {
        var flat = Steps([.. Enumerable.Range(0, 15).Select(step => 4 + (0.1 * Math.Sin(step)))]);
        var running = JudgeSettings.Ended with { IsOver = false, TotalSteps = 500 };

        Assert.Equal(VerdictKind.TooShort, RunJudge.Judge(flat, null, running).Kind);
        Assert.Equal(VerdictKind.Learning, RunJudge.Judge(Falling(15), null, running).Kind);
        Assert.Equal(RemedyKind.Wait, RunJudge.Judge(flat, null, running).Next!.Value.Kind);
    }

    [Fact]
    public void Judge_OfHeldOutLossThatNeverFell_CallsItByHeart()
    {
        var points = Falling(80).Select(point => point.Step % 10 == 1 ? point with { HeldOut = 4 } : point).ToList();

        Assert.Equal(VerdictKind.Overfitting, RunJudge.Judge(points, null, JudgeSettings.Ended).Kind);
    }

    [Fact]
    public void Judge_OfALossThatShotUpAndSettledHigh_CallsItBroken()
    {
        // As real runs at a hundred times their rate went: first what the model knew is gone, then it learns how often each word is.
        double[] held = [5.0, 6.9, 5.6, 5.4, 5.3, 5.2];
        List<LossPoint> RunOf(params double[] first) =>
            [new(0, null, held[0]), .. first.Concat(Enumerable.Range(first.Length, 60 - first.Length).Select(step => 5.4 + (4 * Math.Exp(-step / 6.0)) + (0.2 * Math.Sin(1.7 * step))))
                .Select((loss, index) => new LossPoint(index + 1, loss, (index + 1) % 12 == 0 ? held[(index + 1) / 12] : null))];
        var withoutHeldOut = RunOf(2.8, 3.2, 2.1).Where(point => point.Step > 0).Select(point => point with { HeldOut = null }).ToList();

        Assert.Equal((VerdictKind.Diverging, 3), (RunJudge.Judge(withoutHeldOut, null, JudgeSettings.Ended).Kind, RunJudge.Judge(withoutHeldOut, null, JudgeSettings.Ended).Since));
        Assert.Equal(VerdictKind.Diverging, RunJudge.Judge(RunOf(2.8, 3.2, 2.1), null, JudgeSettings.Ended).Kind);
        Assert.Equal(VerdictKind.Diverging, RunJudge.Judge(RunOf(2.8), null, JudgeSettings.Ended).Kind);
        Assert.Equal(VerdictKind.Diverging, RunJudge.Judge(RunOf(5.0, 6.0, 4.5), null, JudgeSettings.Ended).Kind);
    }

    [Fact]
    public void Judge_OfMixedBatches_DoesNotTakeAnEasyFirstOneForTheBeginning()
    {
        // Batches with more and less rehearsal differ by half, and a rate of a millionth moves nothing.
        var points = Enumerable.Range(0, 103).Select(step => new LossPoint(
            step, step == 0 ? null : step == 1 ? 1.3 : 3 + Math.Sin(1.7 * step) + (0.5 * Math.Sin(3.1 * step * step)), step % 11 == 0 ? 5.003 - (step * 0.00007) : null));

        Assert.Equal(VerdictKind.NothingLearned, RunJudge.Judge([.. points], null, JudgeSettings.Ended).Kind);
    }

    [Fact]
    public void Judge_OfHeldOutLossThatMovedOnceAndWobbles_CallsItByHeart()
    {
        // Held-out losses of a real run that learned ten rows a hundred times.
        double[] held = [6.563, 5.420, 5.559, 5.603, 5.713, 6.203, 5.628, 5.436, 5.591, 5.692, 5.703];
        var points = Enumerable.Range(0, 181).Select(step => new LossPoint(
            step,
            step == 0 ? null : 0.1 + Math.Exp(-step / 12.0) + (0.05 * Math.Sin(1.7 * step)),
            step % 18 == 0 ? held[step / 18] : null));

        Assert.Equal((VerdictKind.Overfitting, 18), (RunJudge.Judge([.. points], null, JudgeSettings.Ended).Kind, RunJudge.Judge([.. points], null, JudgeSettings.Ended).HeldOutBestStep));
    }

    [Fact]
    public void Judge_OfOverfitting_ProposesFewerEpochs()
    {
        double[] held = [3.2, 1.1, 0.7, 0.9, 1.2, 1.5, 1.8, 2.1];
        var points = Falling(80).Select(point => point.Step % 10 == 0 ? point with { HeldOut = held[(point.Step / 10) - 1] } : point).ToList();

        var verdict = RunJudge.Judge(points, null, JudgeSettings.Ended with { Epochs = 8 });

        Assert.Equal((VerdictKind.Overfitting, 30), (verdict.Kind, verdict.Since));
        Assert.Equal([RemedyKind.UseIt, RemedyKind.FewerEpochs, RemedyKind.MoreExamples], verdict.Remedies.Select(remedy => remedy.Kind));
        Assert.Equal(3, verdict.Remedies[1].Value);
        Assert.Equal((0.7, 30, 2.1), (verdict.HeldOutBest, verdict.HeldOutBestStep, verdict.HeldOutEnd));
    }

    private static int Right(Dictionary<(VerdictKind Truth, VerdictKind Verdict), int> table, IEnumerable<VerdictKind> kinds) =>
        kinds.Sum(kind => table.GetValueOrDefault((kind, kind)));

    private static List<LossPoint> Steps(params double[] losses) => [.. losses.Select((loss, index) => new LossPoint(index + 1, loss, null))];

    private static List<LossPoint> Falling(int steps) =>
        Steps([.. Enumerable.Range(1, steps).Select(step => 0.4 + (3.6 * Math.Exp(-3.0 * step / steps)) + (0.05 * Math.Sin(step * 1.7)))]);

    private void Print(Dictionary<(VerdictKind Truth, VerdictKind Verdict), int> table)
    {
        VerdictKind[] columns = [.. GeneratedCurve.Kinds, VerdictKind.TooShort];
        output.WriteLine($"{"truth \\ verdict",-16}{string.Concat(columns.Select(kind => $"{kind,15}"))}");
        foreach (var truth in GeneratedCurve.Kinds)
        {
            output.WriteLine($"{truth,-16}{string.Concat(columns.Select(kind => $"{table.GetValueOrDefault((truth, kind)),15}"))}");
        }

        output.WriteLine($"{Right(table, GeneratedCurve.Kinds) / (double)Curves:P1} right");
    }
}
