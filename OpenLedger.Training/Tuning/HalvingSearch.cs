namespace OpenLedger.Training.Tuning;

/// <summary>A search as far as it has come.</summary>
/// <param name="Budget">Seconds of training that it may take in all.</param>
/// <param name="StartSeconds">What each start of a trial takes before its first step: opening the model, reading the data.</param>
/// <param name="Trials">All trials.</param>
public sealed record HalvingSearch(double Budget, double StartSeconds, IReadOnlyList<HalvingTrial> Trials)
{
    /// <summary>Seconds trained so far.</summary>
    public double Spent => InOrder.Sum(trial => trial.Spent);

    /// <summary>Seconds left.</summary>
    public double Left => Budget - Spent;

    /// <summary>The trial with the lowest held-out loss, wherever it was measured: all are measured on the same examples. Of equals the first.</summary>
    public HalvingTrial? Best => Ranked.FirstOrDefault();

    /// <summary>All trials that were measured and not dropped, the best first.</summary>
    public IEnumerable<HalvingTrial> Ranked => Trials.Where(trial => !trial.IsDropped && trial.BestLoss is not null).OrderBy(trial => trial.BestLoss).ThenBy(trial => trial.Number);

    // Sums of broken numbers depend on their order.
    private IEnumerable<HalvingTrial> InOrder => Trials.OrderBy(trial => trial.Number);

    /// <summary>How many times as long as estimated the training took so far.</summary>
    internal double Pace
    {
        get
        {
            var expected = InOrder.Sum(trial => (trial.Share * trial.Seconds) + (trial.Starts * StartSeconds));
            return expected > 0 && Spent > 0 ? Spent / expected : 1;
        }
    }
}

/// <summary>What is to be done next in a search.</summary>
public abstract record HalvingStep;

/// <summary>A trial is trained, from where it stands, until a share of it is done.</summary>
/// <param name="Number">The trial.</param>
/// <param name="Rung">The rung that it climbs to, from 0.</param>
/// <param name="Share">The share of its whole training that is done there.</param>
/// <param name="AtMostSeconds">After so many seconds it is stopped wherever it is: the budget is used up.</param>
public sealed record HalvingTraining(int Number, int Rung, double Share, double AtMostSeconds) : HalvingStep;

/// <summary>The search is over.</summary>
/// <param name="Best">The number of the best trial; null where none was ever measured.</param>
public sealed record HalvingEnd(int? Best) : HalvingStep;
