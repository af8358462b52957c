namespace OpenLedger.Datanets.Agreement;

/// <summary>
/// Gwet's AC1 (Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement", 2008): (pa − pe) ÷ (1 − pe) with
/// pe = Σ πk(1 − πk) ÷ (q − 1). It holds where nearly all votes are the same, as acceptances are, and where kappa and alpha then fall.
/// </summary>
public static class GwetAgreement
{
    /// <summary>AC1; null where no item has two votes.</summary>
    /// <param name="items">The votes on each item.</param>
    /// <param name="categories">How many values there could have been, at least two.</param>
    public static double? FirstOrder<T>(IEnumerable<IReadOnlyList<T>> items, int categories)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 2);
        var (shares, agreed, pairable, rated) = (new Dictionary<T, double>(), 0.0, 0, 0);
        foreach (var votes in items.Where(votes => votes.Count > 0))
        {
            rated++;
            var counts = votes.CountBy(vote => vote).ToList();
            foreach (var (value, count) in counts)
            {
                shares[value] = shares.GetValueOrDefault(value) + ((double)count / votes.Count);
            }

            if (votes.Count >= 2)
            {
                pairable++;
                agreed += counts.Sum(pair => (double)pair.Value * (pair.Value - 1)) / (votes.Count * (votes.Count - 1.0));
            }
        }

        if (pairable == 0)
        {
            return null;
        }

        var byChance = shares.Values.Sum(share => share / rated * (1 - (share / rated))) / (categories - 1);
        return ((agreed / pairable) - byChance) / (1 - byChance);
    }
}
