using OpenLedger.Datanets.Trust;

namespace OpenLedger.Datanets.Reviews;

/// <summary>What an event means for its author's reputation: final outcomes only.</summary>
public static class EntryOutcomes
{
    /// <summary>The outcomes of an event; mostly none. An appeal that is lost counts nothing a second time.</summary>
    public static IEnumerable<ContributorOutcome> Of(EntryEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var appealOf = happened.Evidence.GetValueOrDefault(EvidenceNames.AppealOf);
        if (appealOf == happened.To.ToString())
        {
            yield break;
        }

        if (appealOf is not null)
        {
            yield return Outcome(OutcomeKind.AppealWon);
        }

        if (Kind(happened) is { } kind)
        {
            yield return Outcome(kind);
        }

        ContributorOutcome Outcome(OutcomeKind kind) => new(happened.EntryId, kind, happened.At);
    }

    private static OutcomeKind? Kind(EntryEvent happened) => happened.To switch
    {
        EntryState.Accepted when happened.From != EntryState.Challenged => OutcomeKind.Accepted,
        EntryState.Declined => OutcomeKind.Declined,
        EntryState.Abuse => OutcomeKind.AbuseConfirmed,
        EntryState.Tombstoned when happened.Evidence.GetValueOrDefault(EvidenceNames.Cause) == EvidenceNames.CauseQuality => OutcomeKind.TombstonedForQuality,
        _ => null,
    };
}
