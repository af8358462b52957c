using OpenLedger.Training.Chance;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Training.Tests.Tuning;

/// <summary>The schedule of a search, without training: trials with invented costs and losses.</summary>
public class HalvingTests
{
    private static readonly SearchSpace Space = new()
    {
        Standard = new TrialSettings(3e-3, 16, 12), LowestRate = 5e-4, HighestRate = 2e-2, Ranks = [4, 8, 16, 32, 64], Amounts = [6, 12, 24],
    };

    [Theory]
    [InlineData(27, 27, 9, 3)]
    [InlineData(9, 9, 3, 2)]
    [InlineData(3, 3, 2, 2)]
    public void Sizes_AreAboutAThirdEach_AndTwoComeToTheEnd(int trials, int first, int second, int third) =>
        Assert.Equal([first, second, third], Halving.SizesOf(trials));

    [Fact]
    public void Draw_IsTheSameForASeed_BeginsWithTheStandard_AndFillsTheSpace()
    {
        var drawn = Space.Draw(16, 7);

        Assert.Equal(drawn, Space.Draw(16, 7));
        Assert.NotEqual(drawn, Space.Draw(16, 8));
        Assert.Equal(Space.Standard, drawn[0]);
        Assert.All(drawn, settings => Assert.InRange(settings.LearningRate, Space.LowestRate * 0.95, Space.HighestRate * 1.05));
        Assert.All(Space.Ranks, rank => Assert.Equal(3, drawn.Skip(1).Count(settings => settings.Rank == rank)));
        Assert.All(Space.Amounts, amount => Assert.Equal(5, drawn.Skip(1).Count(settings => settings.Epochs == amount)));
    }

    [Fact]
    public void TrialsWithin_TakesAsManyAsFit_AndNoneWhereTheFewestDoNot()
    {
        static IReadOnlyList<double> Minutes(int count) => [.. Enumerable.Repeat(60.0, count)];

        Assert.Equal(27, Halving.TrialsWithin(3600, 1, Minutes));
        Assert.InRange(Halving.TrialsWithin(240, 1, Minutes), 4, 26);
        Assert.Equal(0, Halving.TrialsWithin(100, 1, Minutes));
    }

    [Fact]
    public void Search_NeverExceedsItsBudget_WhateverTrialsReallyCost()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new SeededRandom(seed);
            var world = new World(random, Count: 3 + random.Next(25), Budget: 20 + (random.NextDouble() * 3000));

            var ended = world.Run();

            Assert.True(ended.Spent <= ended.Budget + 1e-6, $"seed {seed}: {ended.Spent} of {ended.Budget}");
        }
    }

    [Fact]
    public void Search_EndsWithTheLowestLossOfAll_AndTrainsSomethingToItsEnd_WhereThereIsTime()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new SeededRandom(seed);
            var world = new World(random, Count: 3 + random.Next(25), Budget: 1e6) { FailShare = 0 };

            var ended = world.Run();

            var best = Assert.IsType<HalvingEnd>(Halving.Next(ended)).Best;
            Assert.Equal(ended.Trials.Where(trial => trial.BestLoss is not null).MinBy(trial => trial.BestLoss)!.Number, best);
            Assert.Equal(1, ended.Best!.Share);
            Assert.Equal(Halving.SizesOf(ended.Trials.Count), Enumerable.Range(1, 3).Select(rungs => ended.Trials.Count(trial => trial.Losses.Count >= rungs)));
        }
    }

    [Fact]
    public void Trials_ThatBreakOff_AreDropped_AndTheNextBestTakesTheirPlace()
    {
        var trials = Enumerable.Range(1, 9).Select(number => new HalvingTrial(number, Space.Standard, 10).Reach(number) with { Share = 0.1, Spent = 1 }).ToList();
        trials[1] = trials[1] with { IsDropped = true };

        Assert.Equal([1, 3, 4], Halving.MembersOf(new HalvingSearch(1e4, 0, trials), 1).Select(trial => trial.Number));
        Assert.Equal(1, Assert.IsType<HalvingTraining>(Halving.Next(new HalvingSearch(1e4, 0, trials))).Number);
        Assert.True(trials[0].Reach(double.NaN).IsDropped);
    }

    [Fact]
    public void Search_OfTrialsThatAllBreakOff_EndsWithoutABest()
    {
        var random = new SeededRandom(3);

        var ended = new World(random, Count: 9, Budget: 1000) { FailShare = 1 }.Run();

        Assert.Null(Assert.IsType<HalvingEnd>(Halving.Next(ended)).Best);
        Assert.All(ended.Trials, trial => Assert.True(trial.IsDropped));
    }

    [Fact]
    public void Next_DoesNotDependOnTheOrderInWhichResultsCame()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new SeededRandom(seed);
            var world = new World(random, Count: 9, Budget: 500 + (random.NextDouble() * 2000));
            world.Run(search =>
            {
                var trials = search.Trials.ToArray();
                random.Shuffle<HalvingTrial>(trials);
                Assert.Equal(Halving.Next(search), Halving.Next(search with { Trials = trials }));
            });
        }
    }

    [Fact]
    public void Search_InAHurry_KeepsTimeToTrainTheBestToItsEnd()
    {
        // Half of what nine trials take: it gives up on some of them, and not on the end.
        var search = new HalvingSearch(160, 1, [.. Enumerable.Range(1, 9).Select(number => new HalvingTrial(number, Space.Standard, 100))]);
        while (Halving.Next(search) is HalvingTraining step)
        {
            search = search with { Trials = [.. search.Trials.Select(trial => trial.Number != step.Number ? trial : trial.Reach(trial.Number - step.Share) with { Share = step.Share, Spent = trial.Spent + ((step.Share - trial.Share) * 100) + 1, Starts = trial.Starts + 1 })] };
        }

        Assert.Equal((1, 1.0), (search.Best!.Number, search.Best.Share));
        Assert.True(search.Spent <= search.Budget);
        Assert.Contains(search.Trials, trial => trial.Losses.Count == 0);
    }

    /// <summary>A made-up world in which trials cost other than estimated and have losses of their own.</summary>
    private sealed record World(SeededRandom Random, int Count, double Budget)
    {
        public double FailShare { get; init; } = 0.05;

        public HalvingSearch Run(Action<HalvingSearch>? look = null)
        {
            var costs = Enumerable.Range(0, Count).Select(_ => 10 + (Random.NextDouble() * 200)).ToList();
            var wrong = 0.3 + (Random.NextDouble() * 3);
            var search = new HalvingSearch(Budget, 2, [.. Space.Draw(Count, 1).Select((settings, index) => new HalvingTrial(index + 1, settings, costs[index]))]);
            for (var turns = 0; Halving.Next(search) is HalvingTraining step; turns++)
            {
                Assert.True(turns < 200, "The search does not end.");
                look?.Invoke(search);
                search = search with { Trials = [.. search.Trials.Select(trial => trial.Number == step.Number ? Train(trial, step, wrong) : trial)] };
            }

            return search;
        }

        private HalvingTrial Train(HalvingTrial trial, HalvingTraining step, double wrong)
        {
            var needed = wrong * (2 + ((step.Share - trial.Share) * trial.Seconds)) * (0.8 + (0.4 * Random.NextDouble()));
            var begun = trial with { Starts = trial.Starts + 1 };
            if (needed > step.AtMostSeconds)
            {
                return begun with { Spent = trial.Spent + step.AtMostSeconds, Share = trial.Share + ((step.Share - trial.Share) * step.AtMostSeconds / needed) };
            }

            var loss = (trial.BestLoss ?? 4) - (Random.NextDouble() * step.Share);
            var done = begun with { Spent = trial.Spent + needed, Share = step.Share };
            return Random.NextDouble() < FailShare ? done with { IsDropped = true } : done.Reach(loss);
        }
    }
}
