namespace OpenLedger.Training.Tuning;

/// <summary>
/// A search by successive halving: all candidates are trained a little, the best third of them three times as long, and so on until
/// the last is trained whole. Source: Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization"
/// (2016), with the factor 3 of Hyperband (Li et al., 2018). A trial of the next round begins anew and is not the last one continued,
/// since a learning-rate schedule that ends later is another one from its first step.
/// </summary>
/// <param name="Candidates">What is tried, by number.</param>
/// <param name="Shares">The share of its steps that a trial of each round makes; the last is 1.</param>
/// <param name="BudgetSeconds">The time that all trials together may take.</param>
public sealed record TuningPlan(IReadOnlyList<TuningCandidate> Candidates, IReadOnlyList<double> Shares, double BudgetSeconds)
{
    /// <summary>Of so many trials one goes on.</summary>
    public const int Factor = 3;

    /// <summary>The most candidates of a search.</summary>
    public const int MostCandidates = 27;

    /// <summary>The fewest: with one there is nothing to compare.</summary>
    public const int FewestCandidates = 3;

    // What is not planned for: estimates err.
    private const double Reserve = 0.9;
    private const int RoundsOfMany = 3;
    private const int Many = 9;

    /// <summary>How many trials a round begins with.</summary>
    public int CountOf(int round)
    {
        var count = Candidates.Count;
        for (var i = 0; i < round; i++)
        {
            count = (count + Factor - 1) / Factor;
        }

        return round == Shares.Count - 1 ? Math.Min(count, 1) : count;
    }

    /// <summary>How many trials there are at most.</summary>
    public int Trials => Enumerable.Range(0, Shares.Count).Sum(CountOf);

    /// <summary>The expected seconds of all trials, each at the mean cost of the candidates.</summary>
    public double Seconds => Enumerable.Range(0, Shares.Count).Sum(round => CountOf(round) * Candidates.Average(candidate => candidate.SecondsOf(Shares[round])));

    /// <summary>
    /// The largest search that fits into the time; null where not even <see cref="FewestCandidates"/> do.
    /// </summary>
    /// <param name="space">Where to look.</param>
    /// <param name="price">What settings cost: steps, seconds of all steps, seconds besides; null for settings that cannot be trained here.</param>
    /// <param name="budgetSeconds">The time, in seconds.</param>
    /// <param name="seed">Decides the places that are tried.</param>
    public static TuningPlan? Of(TuningSpace space, Func<int, double, (int Steps, double StepSeconds, double FixedSeconds)?> price, double budgetSeconds, long seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(price);
        for (var count = MostCandidates; count >= FewestCandidates; count--)
        {
            var plan = new TuningPlan(Price(space.Draw(count, seed), price), SharesOf(count), budgetSeconds);
            if (plan.Candidates.Count >= FewestCandidates && plan.Candidates[0].Number == 0 && plan.Seconds <= Reserve * budgetSeconds)
            {
                return plan with { Shares = SharesOf(plan.Candidates.Count) };
            }
        }

        return null;
    }

    private static double[] SharesOf(int candidates)
    {
        var rounds = candidates >= Many ? RoundsOfMany : 2;
        return [.. Enumerable.Range(0, rounds).Select(round => Math.Pow(Factor, round - rounds + 1))];
    }

    private static List<TuningCandidate> Price(IReadOnlyList<(double LearningRate, int Rank, double Epochs)> places, Func<int, double, (int Steps, double StepSeconds, double FixedSeconds)?> price)
    {
        var candidates = new List<TuningCandidate>();
        for (var number = 0; number < places.Count; number++)
        {
            var (rate, rank, epochs) = places[number];
            if (price(rank, epochs) is { Steps: > 0 } cost)
            {
                candidates.Add(new TuningCandidate(number, rate, rank, epochs, cost.Steps, cost.StepSeconds, cost.FixedSeconds));
            }
        }

        return candidates;
    }
}
