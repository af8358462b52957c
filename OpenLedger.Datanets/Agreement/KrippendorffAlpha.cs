namespace OpenLedger.Datanets.Agreement;

/// <summary>How the agreement of a Datanet's or category's reviewers reads.</summary>
public enum AgreementBand
{
    /// <summary>0.80 and more: the guidelines are clear.</summary>
    Good,

    /// <summary>From 0.667: good enough for first conclusions.</summary>
    Fair,

    /// <summary>Less: the guidelines leave something open. It is not the reviewers' fault.</summary>
    GuidelinesUnclear,
}

/// <summary>
/// Krippendorff's alpha for nominal data (Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, section C): α = 1 − Do ÷ De, from
/// the matrix of coincidences. Missing votes are allowed; items with one vote count nothing.
/// </summary>
public static class KrippendorffAlpha
{
    private const double GoodFrom = 0.80;
    private const double FairFrom = 0.667;

    /// <summary>Alpha; null where fewer than two values can be paired or all are the same, since then there is nothing to tell chance from.</summary>
    /// <param name="items">The votes on each item, in any order.</param>
    public static double? Nominal<T>(IEnumerable<IReadOnlyList<T>> items)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        var (marginals, agreeing, total) = (new Dictionary<T, double>(), 0.0, 0.0);
        foreach (var votes in items.Where(votes => votes.Count >= 2))
        {
            foreach (var (value, count) in votes.CountBy(vote => vote))
            {
                marginals[value] = marginals.GetValueOrDefault(value) + count;
                agreeing += (double)count * (count - 1) / (votes.Count - 1);
            }

            total += votes.Count;
        }

        var expected = marginals.Values.Sum(marginal => marginal * (marginal - 1)) / (total - 1);
        return total < 2 || marginals.Count < 2 ? null : 1 - ((total - agreeing) / (total - expected));
    }

    /// <summary>How a value reads.</summary>
    public static AgreementBand BandOf(double alpha) => alpha switch
    {
        >= GoodFrom => AgreementBand.Good,
        >= FairFrom => AgreementBand.Fair,
        _ => AgreementBand.GuidelinesUnclear,
    };
}
