using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Queues;

/// <summary>
/// Whether the queue has room for one more entry, or it goes to the waiting list. The queue is as long as can be decided in two days, so
/// that what is in it does not get old; a share of it is kept for newcomers, who are not to wait behind others' bulk.
/// </summary>
public static class IntakeRoom
{
    private const double DaysOfDecisions = 2;
    private const int Least = 20;

    /// <summary>True where there is room.</summary>
    /// <param name="policy">The Datanet's policy.</param>
    /// <param name="decisionsPerDay">Decisions a day, the mean of seven days.</param>
    /// <param name="waiting">Entries in the queue and in review.</param>
    /// <param name="newcomersWaiting">Those of them that are newcomers'.</param>
    /// <param name="isNewcomers">Whether the entry is a newcomer's.</param>
    public static bool HasRoom(ReviewPolicy policy, double decisionsPerDay, int waiting, int newcomersWaiting, bool isNewcomers)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var room = Math.Max(Least, DaysOfDecisions * decisionsPerDay);
        var kept = policy.NewcomerLaneShare * room;
        return isNewcomers ? newcomersWaiting < kept || waiting < room : waiting - newcomersWaiting < room - kept;
    }

    /// <summary>How long an entry at a place of the line waits for its decision at the present pace; null where nothing is decided yet.</summary>
    /// <param name="place">How many entries are before it.</param>
    /// <param name="decisionsPerDay">Decisions a day, the mean of seven days.</param>
    public static TimeSpan? Wait(int place, double decisionsPerDay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        return decisionsPerDay > 0 ? TimeSpan.FromDays(Math.Min(3650, (place + 1) / decisionsPerDay)) : null;
    }
}
