namespace OpenLedger.Datanets.Agreement;

/// <summary>What a reviewer is shown each week; for themselves alone.</summary>
/// <param name="Items">Known items and curators' decisions that it is drawn from.</param>
/// <param name="Sensitivity">Share of good items accepted; null where there were none.</param>
/// <param name="Specificity">Share of other items not accepted; null where there were none.</param>
/// <param name="Advice">A sentence on what to look at, as an English key.</param>
public sealed record CalibrationCard(int Items, double? Sensitivity, double? Specificity, string Advice)
{
    private const int LeastItems = 5;
    private const double Low = 0.75;

    /// <summary>The card of some votes; only those with a certain answer count.</summary>
    public static CalibrationCard Of(IEnumerable<ReviewerObservation> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        var known = observations.Where(seen => seen.IsCertain).ToList();
        var sensitivity = Share(known.Where(seen => seen.IsGood));
        var specificity = Share(known.Where(seen => !seen.IsGood));
        return new CalibrationCard(known.Count, sensitivity, specificity, AdviceOf(known.Count, sensitivity, specificity));
    }

    private static double? Share(IEnumerable<ReviewerObservation> observations)
    {
        var all = observations.ToList();
        return all.Count == 0 ? null : (double)all.Count(seen => seen.SaidGood == seen.IsGood) / all.Count;
    }

    private static string AdviceOf(int items, double? sensitivity, double? specificity) => (items, sensitivity, specificity) switch
    {
        ( < LeastItems, _, _) => "A few more known items, and this card can say something.",
        (_, < Low, < Low) => "Look at the guidelines' examples once more: the known items were seen differently both ways.",
        (_, _, < Low) => "Some entries passed that should have gone back. Take the time to check what they claim.",
        (_, < Low, _) => "Some good entries were handed back. Style is not a reason; being wrong or incomplete is.",
        _ => "Your view and the guidelines agree well.",
    };
}
