namespace OpenLedger.Training.Tuning;

/// <summary>
/// Successive halving (Jamieson and Talwalkar 2016, the inner loop of Hyperband by Li et al. 2018) with a factor of three: all trials
/// are trained for a tenth of their way, the best third goes on from its checkpoints to three tenths, and the best third of those to the
/// end. What to do next is a function of what is known, so a search goes on after any interruption as if there had been none.
/// </summary>
public static class Halving
{
    /// <summary>The most trials of a search.</summary>
    public const int MostTrials = 27;

    /// <summary>With fewer there is nothing to choose from.</summary>
    public const int FewestTrials = 3;

    private const int Factor = 3;

    // At least two are trained to their end, so that the best has a second to be held against.
    private const int FewestAtTheEnd = 2;

    /// <summary>How much of a trial is done at each rung.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.1, 0.3, 1];

    /// <summary>How many trials come to each rung where so many begin.</summary>
    public static IReadOnlyList<int> SizesOf(int trials)
    {
        var sizes = new List<int> { trials };
        while (sizes.Count < Shares.Count)
        {
            sizes.Add(Math.Min(sizes[^1], Math.Max(FewestAtTheEnd, (sizes[^1] + Factor - 1) / Factor)));
        }

        return sizes;
    }

    /// <summary>Seconds that a search is expected to take, where any trial may turn out to be among the best.</summary>
    /// <param name="seconds">How long each trial would take from start to end.</param>
    /// <param name="startSeconds">What each start takes besides.</param>
    public static double SecondsOf(IReadOnlyList<double> seconds, double startSeconds)
    {
        ArgumentNullException.ThrowIfNull(seconds);
        var (all, mean) = (0.0, seconds.Count == 0 ? 0 : seconds.Average());
        var sizes = SizesOf(seconds.Count);
        for (var rung = 0; rung < sizes.Count; rung++)
        {
            all += sizes[rung] * (((Shares[rung] - ShareBefore(rung)) * mean) + startSeconds);
        }

        return all;
    }

    /// <summary>The most trials that are expected to fit into a budget; 0 where not even the fewest do.</summary>
    /// <param name="budget">Seconds.</param>
    /// <param name="startSeconds">What each start takes.</param>
    /// <param name="secondsOf">How long each of so many trials would take.</param>
    public static int TrialsWithin(double budget, double startSeconds, Func<int, IReadOnlyList<double>> secondsOf)
    {
        ArgumentNullException.ThrowIfNull(secondsOf);
        for (var trials = MostTrials; trials >= FewestTrials; trials--)
        {
            if (SecondsOf(secondsOf(trials), startSeconds) <= budget)
            {
                return trials;
            }
        }

        return 0;
    }

    /// <summary>What to do next. It depends on what is known of the trials alone, not on the order in which it became known.</summary>
    public static HalvingStep Next(HalvingSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        if (search.Left > 0)
        {
            // A rung is closed as soon as one trial has come to the next: nobody is let in later.
            var first = Enumerable.Range(0, Shares.Count).LastOrDefault(rung => search.Trials.Any(trial => trial.Losses.Count > rung));
            for (var rung = first; rung < Shares.Count; rung++)
            {
                if (Climb(search, rung) is { } training)
                {
                    return training;
                }
            }

            // Slower than expected: the best goes on for as long as there is time.
            if (search.Best is { } best && best.Losses.Count < Shares.Count && search.Trials.All(trial => trial.Losses.Count < Shares.Count))
            {
                return new HalvingTraining(best.Number, best.Losses.Count, Shares[best.Losses.Count], search.Left);
            }
        }

        return new HalvingEnd(search.Best?.Number);
    }

    /// <summary>The trials that may come to a rung, those with the lowest loss on the rung before first.</summary>
    public static IReadOnlyList<HalvingTrial> MembersOf(HalvingSearch search, int rung)
    {
        ArgumentNullException.ThrowIfNull(search);
        var alive = search.Trials.Where(trial => !trial.IsDropped);
        return rung == 0
            ? [.. alive.OrderBy(trial => trial.Number)]
            : [.. alive.Where(trial => trial.Losses.Count >= rung).OrderBy(trial => trial.Losses[rung - 1]).ThenBy(trial => trial.Number).Take(SizesOf(search.Trials.Count)[rung])];
    }

    private static HalvingTraining? Climb(HalvingSearch search, int rung)
    {
        foreach (var trial in MembersOf(search, rung).Where(trial => trial.Losses.Count == rung))
        {
            // Until something is known to end with, a trial is tried even if it has to be cut short.
            var isNeeded = search.Best is null || (rung == Shares.Count - 1 && !search.Trials.Any(other => other.Losses.Count > rung));
            if (isNeeded || SecondsTo(search, trial, trial.Share, rung, rung) + Reserve(search, trial, rung) <= search.Left)
            {
                return new HalvingTraining(trial.Number, rung, Shares[rung], search.Left);
            }
        }

        return null;
    }

    /// <summary>What is kept back to train the best so far to its end, from where it will be when this trial has come to this rung.</summary>
    private static double Reserve(HalvingSearch search, HalvingTrial climbing, int rung)
    {
        var last = Shares.Count - 1;
        return rung == last || search.Best is not { } best ? 0
            : best.Number == climbing.Number ? SecondsTo(search, best, Shares[rung], rung + 1, last)
            : SecondsTo(search, best, best.Share, Math.Min(best.Losses.Count, last), last);
    }

    /// <summary>Seconds of a trial from a share of it to a rung, with a start for each rung from the first of them to that one.</summary>
    private static double SecondsTo(HalvingSearch search, HalvingTrial trial, double from, int firstRung, int rung) =>
        search.Pace * ((Math.Max(0, Shares[rung] - from) * trial.Seconds) + ((rung - firstRung + 1) * search.StartSeconds));

    private static double ShareBefore(int rung) => rung == 0 ? 0 : Shares[rung - 1];
}
