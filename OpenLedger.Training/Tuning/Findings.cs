namespace OpenLedger.Training.Tuning;

/// <summary>How far the best of a search can be told from the second.</summary>
public enum Sureness
{
    /// <summary>There was no second to compare with.</summary>
    Unknown,

    /// <summary>The difference is no larger than what measuring wobbles by.</summary>
    Tie,

    /// <summary>The difference is larger than the wobble, but not by much.</summary>
    Likely,

    /// <summary>The difference is many times the wobble.</summary>
    Clear,
}

/// <summary>What the settings of a search had to do with the losses after the first rung: the share of their differences that each accounts for, from 0 to 1.</summary>
public sealed record Influences(double LearningRate, double Rank, double Epochs);

/// <summary>What a search found out besides its best trial.</summary>
public static class Findings
{
    private const int FewestPoints = 4;
    private const int FewestTrials = 6;
    private const int Stretches = 3;
    private const double ClearFrom = 2;
    private const double LikelyFrom = 1;

    // The variance of y[k-1] - 2 y[k] + y[k+1] is six times that of a single y.
    private const double SecondDifference = 6;

    /// <summary>
    /// By how much the measurements of a falling curve wobble: the standard deviation from second differences, which a smooth fall
    /// leaves near zero (Gasser, Sroka and Jennen-Steinmetz 1986). Null with too few measurements.
    /// </summary>
    /// <param name="losses">Held-out losses in the order of their steps.</param>
    public static double? NoiseOf(IReadOnlyList<double> losses)
    {
        ArgumentNullException.ThrowIfNull(losses);

        // The end of the curve counts: there it is smooth, and there the best is chosen.
        var end = losses.Skip(losses.Count / 2).Where(double.IsFinite).ToList();
        return end.Count < FewestPoints
            ? null
            : Math.Sqrt(Enumerable.Range(1, end.Count - 2).Average(index => Math.Pow(end[index - 1] - (2 * end[index]) + end[index + 1], 2)) / SecondDifference);
    }

    /// <summary>How sure it is that the best is better than the second, given what both wobble by.</summary>
    public static Sureness SureOf(double best, double? second, double? noise)
    {
        if (second is not { } other || noise is not { } wobble)
        {
            return Sureness.Unknown;
        }

        // The difference of two wobbling numbers wobbles by the root of two more.
        var times = (other - best) / Math.Max(wobble * Math.Sqrt(2), double.Epsilon);
        return times > ClearFrom ? Sureness.Clear : times > LikelyFrom ? Sureness.Likely : Sureness.Tie;
    }

    /// <summary>
    /// What mattered: omega squared of each setting (Hays 1963), from all trials that came to the first rung, learning rates taken
    /// together in three stretches. Null with too few trials to say.
    /// </summary>
    public static Influences? WhatMattered(IReadOnlyList<HalvingTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var measured = trials.Where(trial => trial.Losses.Count > 0 && double.IsFinite(trial.Losses[0])).OrderBy(trial => trial.Settings.LearningRate).ThenBy(trial => trial.Number).ToList();
        return measured.Count < FewestTrials ? null : new Influences(
            Share(measured.Select((trial, index) => (index * Stretches / measured.Count, trial.Losses[0]))),
            Share(measured.Select(trial => (trial.Settings.Rank, trial.Losses[0]))),
            Share(measured.Select(trial => (trial.Settings.Epochs, trial.Losses[0]))));
    }

    private static double Share<T>(IEnumerable<(T Group, double Loss)> trials)
    {
        var all = trials.ToList();
        var mean = all.Average(trial => trial.Loss);
        var groups = all.GroupBy(trial => trial.Group).Select(group => group.Select(trial => trial.Loss).ToList()).ToList();
        var total = all.Sum(trial => Math.Pow(trial.Loss - mean, 2));
        var between = groups.Sum(group => group.Count * Math.Pow(group.Average() - mean, 2));
        var freedom = all.Count - groups.Count;
        if (total <= 0 || freedom <= 0 || groups.Count < 2)
        {
            return 0;
        }

        var within = (total - between) / freedom;
        return Math.Clamp((between - ((groups.Count - 1) * within)) / (total + within), 0, 1);
    }
}
