namespace OpenLedger.Datanets.Trust;

/// <summary>
/// How long an account rests after confirmed abuse: seven days; twice as long as the last time where it happens again within thirty days,
/// half as long otherwise. The account can still read, talk, withdraw and appeal.
/// </summary>
public static class AbuseFreeze
{
    private static readonly TimeSpan First = TimeSpan.FromDays(7);
    private static readonly TimeSpan Again = TimeSpan.FromDays(30);
    private static readonly TimeSpan Least = TimeSpan.FromDays(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(365);

    /// <summary>Until when an account rests; null where it does not at that time. An appeal that was won undoes its freeze.</summary>
    public static DateTimeOffset? Until(IEnumerable<ContributorOutcome> outcomes, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var known = outcomes.Where(outcome => outcome.At <= at).ToList();
        var won = known.Where(outcome => outcome.Kind == OutcomeKind.AppealWon).Select(outcome => outcome.EntryId).ToHashSet(StringComparer.Ordinal);
        TimeSpan? length = null;
        DateTimeOffset? last = null;
        DateTimeOffset? until = null;
        foreach (var moment in known.Where(outcome => outcome.Kind == OutcomeKind.AbuseConfirmed && !won.Contains(outcome.EntryId)).Select(outcome => outcome.At).Order())
        {
            if (length is null)
            {
                length = First;
            }
            else
            {
                length = moment - last!.Value <= Again ? Shorter(length.Value * 2, Most) : Longer(length.Value / 2, Least);
            }

            last = moment;
            until = moment + length;
        }

        return until > at ? until : null;
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
