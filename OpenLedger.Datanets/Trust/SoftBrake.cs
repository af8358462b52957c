namespace OpenLedger.Datanets.Trust;

/// <summary>
/// In place of a ban: while the declined entries of seven days outweigh a third of the accepted ones by five, a contributor has two entries
/// a day for three days, and is shown a card with what helps.
/// </summary>
public static class SoftBrake
{
    /// <summary>Entries a day while the brake is on.</summary>
    public const int PerDay = 2;

    private const double Limit = 5;
    private const double AcceptedPerDeclined = 3;
    private static readonly TimeSpan Window = TimeSpan.FromDays(7);
    private static readonly TimeSpan Length = TimeSpan.FromDays(3);

    /// <summary>Until when the brake is on; null where it is off at that time.</summary>
    public static DateTimeOffset? Until(IEnumerable<ContributorOutcome> outcomes, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var recent = outcomes.Where(outcome => outcome.At <= at && outcome.At > at - Window - Length).ToList();
        var won = recent.Where(outcome => outcome.Kind == OutcomeKind.AppealWon).Select(outcome => outcome.EntryId).ToHashSet(StringComparer.Ordinal);
        var declines = recent.Where(outcome => outcome.Kind == OutcomeKind.Declined && !won.Contains(outcome.EntryId)).Select(outcome => outcome.At).Order().ToList();
        var accepted = recent.Where(outcome => outcome.Kind == OutcomeKind.Accepted).Select(outcome => outcome.At).ToList();
        DateTimeOffset? until = null;
        foreach (var moment in declines)
        {
            var declinedThen = declines.Count(time => time > moment - Window && time <= moment);
            var acceptedThen = accepted.Count(time => time > moment - Window && time <= moment);
            if (declinedThen - (acceptedThen / AcceptedPerDeclined) >= Limit && moment + Length > at)
            {
                until = moment + Length;
            }
        }

        return until;
    }
}
