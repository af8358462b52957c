namespace OpenLedger.Training.Tuning;

/// <summary>Which setting made the most difference.</summary>
public enum TuningFactor
{
    /// <summary>None stood out.</summary>
    None,

    /// <summary>The learning rate.</summary>
    LearningRate,

    /// <summary>The rank of the adapter.</summary>
    Rank,

    /// <summary>The number of epochs.</summary>
    Epochs,
}

/// <summary>What a search found, in numbers.</summary>
/// <param name="Best">The best candidate.</param>
/// <param name="BestLoss">Its held-out loss in the first round, where all are compared after equally little training.</param>
/// <param name="ChosenLoss">The first-round loss of the settings that were chosen before the search; null where that trial broke off.</param>
/// <param name="SecondLoss">The first-round loss of the next best; null where there is none.</param>
/// <param name="Broken">How many candidates broke off.</param>
/// <param name="Compared">How many candidates were compared in the first round.</param>
/// <param name="MattersMost">The setting that made the most difference.</param>
/// <param name="IsClose">Whether the best and the second differ by so little that chance may have decided.</param>
public sealed record TuningReport(TuningCandidate Best, double BestLoss, double? ChosenLoss, double? SecondLoss, int Broken, int Compared, TuningFactor MattersMost, bool IsClose)
{
    // Runs that differ by their seed alone differ by about this share of the loss on small sets.
    private const double Chance = 0.02;
    private const int FewestToJudge = 5;

    /// <summary>Reads the results; null where no trial succeeded.</summary>
    public static TuningReport? Of(TuningPlan plan, IReadOnlyList<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(results);
        if (SuccessiveHalving.BestOf(results) is not { } best)
        {
            return null;
        }

        var first = SuccessiveHalving.Ranked(results, 0);
        double? LossOf(int candidate) => results.Where(result => result.Round == 0 && result.Candidate == candidate).Select(result => result.HeldOutLoss).FirstOrDefault();
        var bestLoss = LossOf(best) ?? first[0].HeldOutLoss!.Value;
        var others = first.Where(result => result.Candidate != best).ToList();
        var second = others.Count > 0 ? others[0].HeldOutLoss : null;
        return new TuningReport(
            plan.Candidates.First(candidate => candidate.Number == best),
            bestLoss,
            LossOf(0),
            second,
            results.Count(result => result.Round == 0 && result.HeldOutLoss is null),
            first.Count,
            MostImportant(plan, first),
            second is { } next && Math.Abs(next - bestLoss) <= Chance * Math.Abs(bestLoss));
    }

    /// <summary>The setting whose halves differ most in their mean rank; ranks, so that one broken trial does not decide.</summary>
    private static TuningFactor MostImportant(TuningPlan plan, IReadOnlyList<TrialResult> ranked)
    {
        if (ranked.Count < FewestToJudge)
        {
            return TuningFactor.None;
        }

        var places = ranked.Select((result, place) => (Candidate: plan.Candidates.First(candidate => candidate.Number == result.Candidate), Place: (double)place)).ToList();
        var strengths = new[]
        {
            (Factor: TuningFactor.LearningRate, Strength: Strength(places, candidate => candidate.LearningRate)),
            (Factor: TuningFactor.Rank, Strength: Strength(places, candidate => candidate.Rank)),
            (Factor: TuningFactor.Epochs, Strength: Strength(places, candidate => candidate.Epochs)),
        };
        var strongest = strengths.MaxBy(one => one.Strength);
        return strongest.Strength > 0.2 ? strongest.Factor : TuningFactor.None;
    }

    /// <summary>How much of the spread of places the value explains in three groups, from 0 to 1 (eta squared).</summary>
    private static double Strength(List<(TuningCandidate Candidate, double Place)> places, Func<TuningCandidate, double> value)
    {
        var mean = places.Average(one => one.Place);
        var total = places.Sum(one => (one.Place - mean) * (one.Place - mean));
        var ordered = places.OrderBy(one => value(one.Candidate)).ToList();
        var between = ordered.Select((one, i) => (one.Place, Group: Math.Min(2, 3 * i / ordered.Count))).GroupBy(one => one.Group)
            .Sum(group => group.Count() * Math.Pow(group.Average(one => one.Place) - mean, 2));
        return total <= 0 ? 0 : between / total;
    }
}
