namespace OpenLedger.Datanets.Agreement;

/// <summary>A vote whose right answer is known, or known with some doubt.</summary>
/// <param name="SaidGood">True where the reviewer accepted.</param>
/// <param name="IsGood">True where it was good.</param>
/// <param name="IsCertain">True for known items and a curator's decision; false for what other reviewers decided.</param>
public readonly record struct ReviewerObservation(bool SaidGood, bool IsGood, bool IsCertain);

/// <summary>
/// How often a reviewer is right: a Beta distribution each for good items (sensitivity) and for others (specificity), both beginning at 4.6 ÷
/// 5.6. Accuracy is the mean of the two, so that saying yes to everything is worth one half however many items are good.
/// </summary>
/// <param name="Items">Votes seen.</param>
/// <param name="GoodRight">Weight of good items that were accepted.</param>
/// <param name="GoodSeen">Weight of good items.</param>
/// <param name="BadRight">Weight of other items that were not accepted.</param>
/// <param name="BadSeen">Weight of other items.</param>
public readonly record struct ReviewerAccuracy(int Items, double GoodRight, double GoodSeen, double BadRight, double BadSeen)
{
    private const double PriorRight = 4.6;
    private const double PriorWeight = 5.6;
    private const double OutcomeWeight = 0.85;
    private const int LeastItems = 20;
    private const double LeastOfEachKind = 8;
    private const double PauseBelow = 0.65;

    /// <summary>Nothing is known yet.</summary>
    public static ReviewerAccuracy New { get; }

    /// <summary>Share of good items that this reviewer accepts.</summary>
    public double Sensitivity => (PriorRight + GoodRight) / (PriorWeight + GoodSeen);

    /// <summary>Share of other items that this reviewer does not accept.</summary>
    public double Specificity => (PriorRight + BadRight) / (PriorWeight + BadSeen);

    /// <summary>The mean of both: the weight that votes have in a decision.</summary>
    public double Mean => (Sensitivity + Specificity) / 2;

    /// <summary>
    /// True where reviews rest and training begins: a mean below 0.65 after 20 items, at least 8 of either kind among them. Later training
    /// items count as all others, so the way back is open.
    /// </summary>
    public bool IsPaused => Items >= LeastItems && GoodSeen >= LeastOfEachKind && BadSeen >= LeastOfEachKind && Mean < PauseBelow;

    /// <summary>The estimate after one more observation.</summary>
    public ReviewerAccuracy With(ReviewerObservation seen)
    {
        var weight = seen.IsCertain ? 1 : OutcomeWeight;
        var right = seen.SaidGood == seen.IsGood ? weight : 0;
        return seen.IsGood
            ? this with { Items = Items + 1, GoodRight = GoodRight + right, GoodSeen = GoodSeen + weight }
            : this with { Items = Items + 1, BadRight = BadRight + right, BadSeen = BadSeen + weight };
    }

    /// <summary>The estimate from the observations of both.</summary>
    public ReviewerAccuracy And(ReviewerAccuracy other) =>
        new(Items + other.Items, GoodRight + other.GoodRight, GoodSeen + other.GoodSeen, BadRight + other.BadRight, BadSeen + other.BadSeen);

    /// <summary>The estimate from all observations.</summary>
    public static ReviewerAccuracy Of(IEnumerable<ReviewerObservation> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        return observations.Aggregate(New, (accuracy, seen) => accuracy.With(seen));
    }
}
