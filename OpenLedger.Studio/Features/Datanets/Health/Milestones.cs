using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Health;

/// <summary>What of an entry's life is counted.</summary>
internal enum MilestoneKind
{
    /// <summary>It passed the gates and waits for people.</summary>
    HandedIn,

    /// <summary>Somebody has said the first thing of this text.</summary>
    Reviewed,

    /// <summary>It is decided.</summary>
    Decided,

    /// <summary>Its author took it back while it waited.</summary>
    Left,

    /// <summary>Accepted before, it was taken out or taken back.</summary>
    TakenOut,
}

/// <summary>Draws milestones from the events of entries.</summary>
internal static class Milestones
{
    /// <summary>The milestones of one event; mostly none.</summary>
    /// <param name="datanetId">The Datanet.</param>
    /// <param name="before">The entry's standing before the event.</param>
    /// <param name="happened">The event.</param>
    public static IEnumerable<EntryMilestoneRow> Of(string datanetId, EntryStanding before, EntryEvent happened) =>
        KindsOf(before, happened).Select(kind => new EntryMilestoneRow
        {
            DatanetId = datanetId,
            EntryId = happened.EntryId,
            Kind = kind.ToString(),
            At = happened.At,
            Outcome = happened.To.ToString(),
            Revision = before.AppealedFrom is null ? happened.Revision : 0,
            Waited = before.QueuedAt is { } since ? (long)(happened.At - since).TotalMilliseconds : null,
        });

    private static IEnumerable<MilestoneKind> KindsOf(EntryStanding before, EntryEvent happened)
    {
        // An owner's own entry that is accepted at once never was in a queue, and says nothing of one.
        if (happened.Command == CommandKind.PassGates && StateSets.Waiting.Contains(happened.To.ToString()))
        {
            yield return MilestoneKind.HandedIn;
        }

        if (happened.Command is CommandKind.Vote or CommandKind.Decide)
        {
            if (before.AppealedFrom is null && !before.CurrentVotes.Any())
            {
                yield return MilestoneKind.Reviewed;
            }

            if (!StateSets.Waiting.Contains(happened.To.ToString()))
            {
                yield return MilestoneKind.Decided;
            }
        }

        if (happened.Command is CommandKind.Withdraw or CommandKind.Tombstone)
        {
            if (StateSets.Readable.Contains(before.State.ToString()))
            {
                yield return MilestoneKind.TakenOut;
            }
            else if (StateSets.Waiting.Contains(before.State.ToString()))
            {
                yield return MilestoneKind.Left;
            }
        }
    }
}
