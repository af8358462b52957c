namespace OpenLedger.Datanets.Trust;

/// <summary>
/// What the outcomes of a contributor in a Datanet say of the next entry: a Beta distribution, α = 1 + credits and β = 1 + debits, each
/// halved every 90 days. Trust reads its careful lower end, <see cref="Quality"/>.
/// </summary>
/// <param name="Alpha">1 + what speaks for the contributor.</param>
/// <param name="Beta">1 + what speaks against.</param>
/// <param name="BetaOfStreaks">The part of <paramref name="Beta"/> that comes from declined and tombstoned entries: never a ground to lose a tier.</param>
public readonly record struct Reputation(double Alpha, double Beta, double BetaOfStreaks)
{
    private const double HalfLifeDays = 90;
    private const double Credit = 1;
    private const double AppealCredit = 0.5;
    private const double DeclinedDebit = 0.25;
    private const double TombstoneDebit = 0.5;
    private const double AbuseDebit = 3;
    private const int FreeDeclines = 5;
    private const double ElsewhereShare = 0.1;

    // As much as two accepted entries: what others decided is a first impression, and cannot be farmed in Datanets of friends.
    private const double MostElsewhere = 2;

    /// <summary>Someone of whom nothing is known.</summary>
    public static Reputation New { get; } = new(1, 1, 0);

    /// <summary>The mean, α ÷ (α + β): the chance that the next entry is good; the prior of its reviews.</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>The mean less one standard deviation: q = α/(α+β) − √(αβ / ((α+β)²(α+β+1))).</summary>
    public double Quality => LowerEnd(Alpha, Beta);

    /// <summary>The same without declined and tombstoned entries: what a tier is kept by.</summary>
    public double QualityWithoutStreaks => LowerEnd(Alpha, Beta - BetaOfStreaks);

    /// <summary>The reputation at a time.</summary>
    /// <param name="outcomes">All outcomes in this Datanet, in any order; those after <paramref name="at"/> are left out.</param>
    /// <param name="at">The time.</param>
    /// <param name="elsewhere">The reputation over other Datanets, a tenth of which counts here, and no more than two outcomes; null where there is none.</param>
    public static Reputation Of(IEnumerable<ContributorOutcome> outcomes, DateTimeOffset at, Reputation? elsewhere = null)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var known = outcomes.Where(outcome => outcome.At <= at && outcome.Kind != OutcomeKind.Neutral).OrderBy(outcome => outcome.At).ToList();
        var won = known.Where(outcome => outcome.Kind == OutcomeKind.AppealWon)
            .GroupBy(outcome => outcome.EntryId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Max(outcome => outcome.At), StringComparer.Ordinal);
        var (alpha, beta, streaks, declines) = (0.0, 0.0, 0.0, 0);
        foreach (var outcome in known)
        {
            var weight = Math.Pow(0.5, (at - outcome.At).TotalDays / HalfLifeDays);
            var undone = won.TryGetValue(outcome.EntryId, out var wonAt) && outcome.At < wonAt;
            switch (outcome.Kind)
            {
                case OutcomeKind.Accepted:
                    alpha += weight * Credit;
                    break;
                case OutcomeKind.AppealWon:
                    alpha += weight * AppealCredit;
                    break;
                case OutcomeKind.Declined when !undone && ++declines > FreeDeclines:
                    (beta, streaks) = (beta + (weight * DeclinedDebit), streaks + (weight * DeclinedDebit));
                    break;
                case OutcomeKind.TombstonedForQuality when !undone:
                    (beta, streaks) = (beta + (weight * TombstoneDebit), streaks + (weight * TombstoneDebit));
                    break;
                case OutcomeKind.AbuseConfirmed when !undone:
                    beta += weight * AbuseDebit;
                    break;
            }
        }

        var (moreAlpha, moreBeta) = elsewhere is { } other ? Share(other.Alpha - 1, other.Beta - 1) : (0, 0);
        return new Reputation(1 + alpha + moreAlpha, 1 + beta + moreBeta, streaks);
    }

    private static (double Alpha, double Beta) Share(double alpha, double beta)
    {
        var share = Math.Min(ElsewhereShare, MostElsewhere / Math.Max(alpha + beta, double.Epsilon));
        return (share * alpha, share * beta);
    }

    private static double LowerEnd(double alpha, double beta)
    {
        var sum = alpha + beta;
        return (alpha / sum) - Math.Sqrt(alpha * beta / (sum * sum * (sum + 1)));
    }
}
