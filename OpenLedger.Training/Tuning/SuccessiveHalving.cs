namespace OpenLedger.Training.Tuning;

/// <summary>How a trial ended.</summary>
/// <param name="Candidate">The number of the candidate.</param>
/// <param name="Round">The round, from 0.</param>
/// <param name="HeldOutLoss">The lowest loss on the held-out examples; null where it broke off or none was measured.</param>
/// <param name="Seconds">What it took.</param>
public readonly record struct TrialResult(int Candidate, int Round, double? HeldOutLoss, double Seconds);

/// <summary>What a search does next.</summary>
/// <param name="Candidate">The candidate that is trained; null: the search is over.</param>
/// <param name="Round">The round that this is a trial of.</param>
/// <param name="Share">The share of its steps.</param>
/// <param name="Best">The candidate that is kept when the search is over; null where no trial succeeded.</param>
public readonly record struct TuningMove(TuningCandidate? Candidate, int Round, double Share, int? Best);

/// <summary>
/// Decides what comes next from the plan and the results alone, whatever the order in which they came: a search that was killed goes on
/// from what is written down.
/// </summary>
public static class SuccessiveHalving
{
    private const double SlowestPace = 10;
    private const double FastestPace = 0.1;
    private const double LeastLastShare = 1.0 / TuningPlan.Factor;

    /// <summary>The next trial, or the end.</summary>
    public static TuningMove Next(TuningPlan plan, IReadOnlyList<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(results);
        var last = plan.Shares.Count - 1;
        var spent = results.Sum(result => result.Seconds);
        var pace = PaceOf(plan, results);
        for (var round = 0; round <= last; round++)
        {
            // A later round has begun: this one is closed, complete or not.
            if (results.Any(result => result.Round > round))
            {
                continue;
            }

            var entrants = EntrantsOf(plan, results, round);
            var open = entrants.FirstOrDefault(candidate => !results.Any(result => result.Round == round && result.Candidate == candidate.Number));
            if (open is null)
            {
                continue;
            }

            if (round == last)
            {
                return new TuningMove(open, round, LastShare(open, (plan.BudgetSeconds - spent) / pace), null);
            }

            // Room for the last, whole training is always kept.
            var reserved = entrants.Min(candidate => candidate.SecondsOf(LeastLastShare));
            var isFirst = !results.Any(result => result.HeldOutLoss is not null);
            if (isFirst || spent + (pace * (open.SecondsOf(plan.Shares[round]) + reserved)) <= plan.BudgetSeconds)
            {
                return new TuningMove(open, round, plan.Shares[round], null);
            }
        }

        return new TuningMove(null, last, 1, BestOf(results));
    }

    /// <summary>The candidate of the last round that has a result, with the lowest loss; null where all broke off.</summary>
    public static int? BestOf(IReadOnlyList<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var measured = results.Where(result => result.HeldOutLoss is not null).ToList();
        return measured.Count == 0 ? null : Ranked(measured, measured.Max(result => result.Round))[0].Candidate;
    }

    /// <summary>The measured results of a round, best first; of equal ones the earlier candidate.</summary>
    public static IReadOnlyList<TrialResult> Ranked(IReadOnlyList<TrialResult> results, int round) =>
        [.. results.Where(result => result.Round == round && result.HeldOutLoss is { } loss && double.IsFinite(loss)).OrderBy(result => result.HeldOutLoss).ThenBy(result => result.Candidate)];

    private static List<TuningCandidate> EntrantsOf(TuningPlan plan, IReadOnlyList<TrialResult> results, int round)
    {
        if (round == 0)
        {
            return [.. plan.Candidates];
        }

        // Where the round before gave nothing (time ran out before its first trial), those before it count.
        for (var before = round - 1; before >= 0; before--)
        {
            var ranked = Ranked(results, before);
            if (ranked.Count > 0)
            {
                return [.. ranked.Take(plan.CountOf(round)).Select(result => plan.Candidates.First(candidate => candidate.Number == result.Candidate))];
            }
        }

        return [];
    }

    /// <summary>How much slower than expected the trials were; 1 before the first.</summary>
    private static double PaceOf(TuningPlan plan, IReadOnlyList<TrialResult> results)
    {
        var expected = 0.0;
        var took = 0.0;
        foreach (var result in results.Where(result => result.HeldOutLoss is not null))
        {
            expected += plan.Candidates.First(candidate => candidate.Number == result.Candidate).SecondsOf(plan.Shares[result.Round]);
            took += result.Seconds;
        }

        return expected <= 0 || took <= 0 ? 1 : Math.Clamp(took / expected, FastestPace, SlowestPace);
    }

    /// <summary>The whole training, or as much of it as the time still allows, but not less than a third.</summary>
    private static double LastShare(TuningCandidate candidate, double secondsLeft) =>
        candidate.StepSeconds <= 0 ? 1 : Math.Clamp((secondsLeft - candidate.FixedSeconds) / candidate.StepSeconds, LeastLastShare, 1);
}
