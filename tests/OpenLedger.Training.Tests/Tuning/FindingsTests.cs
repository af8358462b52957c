using OpenLedger.Training.Chance;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Training.Tests.Tuning;

public class FindingsTests
{
    [Fact]
    public void Noise_IsWhatTheMeasurementsWobbleBy_AndNotTheFall()
    {
        var random = new SeededRandom(5);
        double Wobble() => 0.02 * Enumerable.Range(0, 12).Sum(_ => random.NextDouble() - 0.5);

        var noise = Findings.NoiseOf([.. Enumerable.Range(0, 200).Select(step => 1 + (3 * Math.Exp(-step / 30.0)) + Wobble())]);

        // The sum of twelve even numbers has a standard deviation of one.
        Assert.InRange(noise!.Value, 0.016, 0.024);
        Assert.InRange(Findings.NoiseOf([.. Enumerable.Range(0, 20).Select(step => 5.0 - (0.1 * step))])!.Value, 0, 1e-9);
        Assert.Null(Findings.NoiseOf([3, 2, 1]));
    }

    [Theory]
    [InlineData(1.0, 1.5, 0.1, Sureness.Clear)]
    [InlineData(1.0, 1.2, 0.1, Sureness.Likely)]
    [InlineData(1.0, 1.05, 0.1, Sureness.Tie)]
    [InlineData(1.0, 1.1, 0.0, Sureness.Clear)]
    [InlineData(1.0, 1.0, 0.0, Sureness.Tie)]
    [InlineData(1.0, null, 0.1, Sureness.Unknown)]
    public void Sureness_IsTheDifference_AgainstTheWobble(double best, double? second, double noise, Sureness expected) =>
        Assert.Equal(expected, Findings.SureOf(best, second, noise));

    [Fact]
    public void WhatMattered_NamesTheSettingThatTheLossFollows()
    {
        var random = new SeededRandom(2);
        var space = new SearchSpace { Standard = new TrialSettings(1e-3, 8, 3), LowestRate = 1e-4, HighestRate = 1e-2, Ranks = [4, 8, 16], Amounts = [2, 3, 6] };
        var trials = space.Draw(24, 3).Select((settings, index) => new HalvingTrial(index + 1, settings, 1).Reach(Math.Abs(Math.Log10(settings.LearningRate) + 3) + (0.05 * random.NextDouble()))).ToList();

        var mattered = Findings.WhatMattered(trials)!;

        Assert.InRange(mattered.LearningRate, 0.4, 1);
        Assert.InRange(mattered.Rank, 0, 0.3);
        Assert.InRange(mattered.Epochs, 0, 0.3);
        Assert.Null(Findings.WhatMattered([.. trials.Take(5)]));
    }
}
