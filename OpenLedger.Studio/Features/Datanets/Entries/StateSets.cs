using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>Sets of states that several places ask for, as they are named in the store.</summary>
internal static class StateSets
{
    /// <summary>Waits for people: on the list, in the queue, before a reviewer or with the curators.</summary>
    public static readonly string[] Waiting = [nameof(EntryState.Waitlisted), nameof(EntryState.Queued), nameof(EntryState.InReview), nameof(EntryState.Escalated)];

    /// <summary>Good enough to be learned from.</summary>
    public static readonly string[] Accepted = [nameof(EntryState.Accepted), nameof(EntryState.Released)];

    /// <summary>What everybody who sees a Datanet may read: accepted, whether challenged or not.</summary>
    public static readonly string[] Readable = [.. Accepted, nameof(EntryState.Challenged)];
}
