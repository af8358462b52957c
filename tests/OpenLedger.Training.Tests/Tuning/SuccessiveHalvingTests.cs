using OpenLedger.Training.Chance;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Training.Tests.Tuning;

public class SuccessiveHalvingTests
{
    private static readonly TuningSpace Space = new(2e-3, 5e-4, 8e-3, 16, 4);

    [Fact]
    public void Draw_TriesEveryStretch_TheChosenSettingsFirst_AndTheSameAgain()
    {
        var places = Space.Draw(9, seed: 7);

        Assert.Equal((2e-3, 16, 4), places[0]);
        Assert.Equal(places, Space.Draw(9, seed: 7));
        Assert.NotEqual(places, Space.Draw(9, seed: 8));
        var drawn = places.Skip(1).ToList();
        Assert.All(drawn, place => Assert.InRange(place.LearningRate, 4.9e-4, 8.1e-3));
        Assert.True(drawn.Select(place => (int)(8 * Math.Log(place.LearningRate / 5e-4) / Math.Log(16))).Distinct().Count() >= 7);
        Assert.Equal([8, 16, 32], drawn.Select(place => place.Rank).Distinct().Order());
        Assert.Equal([2, 4, 8], drawn.Select(place => place.Epochs).Distinct().Order());
    }

    [Theory]
    [InlineData(60)]
    [InlineData(600)]
    [InlineData(3_000)]
    [InlineData(30_000)]
    public void Plan_FitsIntoItsTime_AndIsTheLargestThatDoes(double budget)
    {
        var plan = Plan(budget);
        if (plan is null)
        {
            Assert.True(budget < 300);
            return;
        }

        Assert.True(plan.Seconds <= budget);
        Assert.Equal(1, plan.Shares[^1]);
        Assert.Equal(1, plan.CountOf(plan.Shares.Count - 1));
        Assert.InRange(plan.Candidates.Count, TuningPlan.FewestCandidates, TuningPlan.MostCandidates);
        Assert.True(budget < 30_000 || plan.Candidates.Count == TuningPlan.MostCandidates);
    }

    [Fact]
    public void Plan_LeavesOutWhatCannotBeTrainedHere()
    {
        var plan = TuningPlan.Of(Space, (rank, epochs) => rank > 16 ? null : ((int)(25 * epochs), 25 * epochs, 5), 3_000, 1)!;

        Assert.DoesNotContain(plan.Candidates, candidate => candidate.Rank > 16);
    }

    [Fact]
    public void Search_KeepsTheBest_TrainsItWhole_AndStaysInsideItsTime_OverManyCourses()
    {
        for (var course = 0; course < 300; course++)
        {
            var random = SeededRandom.For(course, "course");
            var plan = Plan(400 + (6_000 * random.NextDouble()));
            if (plan is null)
            {
                continue;
            }

            var (results, moves) = Run(plan, random, slowness: 0.5 + random.NextDouble());

            var end = SuccessiveHalving.Next(plan, results);
            Assert.Null(end.Candidate);
            Assert.Equal(SuccessiveHalving.BestOf(results), end.Best);
            var last = results.Where(result => result.Round == plan.Shares.Count - 1).ToList();
            Assert.True(last.Count <= 1, "more than one was trained whole");
            var spent = results.Sum(result => result.Seconds);
            Assert.True(spent <= 1.25 * plan.BudgetSeconds, $"course {course}: {spent:F0} of {plan.BudgetSeconds:F0} s");
            Assert.Equal(moves.Count, moves.Distinct().Count());
        }
    }

    [Fact]
    public void Search_ThatIsInterrupted_GoesOnAsIfItHadNotBeen_InAnyOrderOfResults()
    {
        var plan = Plan(3_000)!;
        var (results, moves) = Run(plan, SeededRandom.For(5, "course"), slowness: 1);

        for (var known = 0; known < results.Count; known++)
        {
            var some = results.Take(known).Reverse().ToList();
            var next = SuccessiveHalving.Next(plan, some);
            Assert.Equal(moves[known], (next.Candidate!.Number, next.Round));
        }
    }

    [Fact]
    public void Search_OfWhichEveryTrialBreaks_EndsWithNothing()
    {
        var plan = Plan(3_000)!;
        var results = plan.Candidates.Select(candidate => new TrialResult(candidate.Number, 0, null, 1)).ToList();

        var end = SuccessiveHalving.Next(plan, results);

        Assert.Null(end.Candidate);
        Assert.Null(end.Best);
        Assert.Null(TuningReport.Of(plan, results));
    }

    [Fact]
    public void Report_NamesWhatMattered_AndWhetherItWasClose()
    {
        var plan = Plan(30_000)!;
        var byRate = plan.Candidates.Select(candidate => new TrialResult(candidate.Number, 0, 1 + Math.Abs(Math.Log(candidate.LearningRate / 4e-3)), 10)).ToList();
        var report = TuningReport.Of(plan, byRate)!;
        Assert.Equal(TuningFactor.LearningRate, report.MattersMost);
        Assert.Equal(plan.Candidates.MinBy(candidate => Math.Abs(Math.Log(candidate.LearningRate / 4e-3)))!.Number, report.Best.Number);

        var byRank = plan.Candidates.Select(candidate => new TrialResult(candidate.Number, 0, 2 - (0.01 * candidate.Rank) + (1e-5 * candidate.Number), 10)).ToList();
        var other = TuningReport.Of(plan, byRank)!;
        Assert.Equal(TuningFactor.Rank, other.MattersMost);
        Assert.True(other.IsClose);
        Assert.Equal(plan.Candidates.Count, other.Compared);
    }

    private static TuningPlan? Plan(double budget) => TuningPlan.Of(Space, (rank, epochs) => ((int)(25 * epochs), 25 * epochs * (1 + (rank / 64.0)), 5), budget, seed: 3);

    private static (List<TrialResult> Results, List<(int Candidate, int Round)> Moves) Run(TuningPlan plan, SeededRandom random, double slowness)
    {
        var results = new List<TrialResult>();
        var moves = new List<(int, int)>();
        while (SuccessiveHalving.Next(plan, results) is { Candidate: { } candidate } move)
        {
            Assert.True(moves.Count < plan.Trials, "more trials than planned");
            moves.Add((candidate.Number, move.Round));
            var seconds = slowness * candidate.SecondsOf(move.Share) * (0.8 + (0.4 * random.NextDouble()));
            results.Add(new TrialResult(candidate.Number, move.Round, random.Next(10) == 0 ? null : 1 + random.NextDouble(), seconds));
        }

        return (results, moves);
    }
}
