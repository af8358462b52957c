using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;

namespace OpenLedger.Studio.Features.Datanets;

/// <summary>How many entries of a Datanet stand where.</summary>
internal sealed class DatanetCounts(IReadOnlyList<(string Category, string State, int Count)> groups)
{
    public int Total => groups.Sum(group => group.Count);

    public int Accepted => In(EntryState.Accepted) + In(EntryState.Released);

    public int Waiting => In(EntryState.Queued) + In(EntryState.InReview) + In(EntryState.Waitlisted) + In(EntryState.Escalated) + In(EntryState.Gated);

    public int In(EntryState state) => groups.Where(group => group.State == state.ToString()).Sum(group => group.Count);

    /// <summary>Accepted entries of a category.</summary>
    public int AcceptedIn(string category) => groups
        .Where(group => group.Category == category && StateSets.Accepted.Contains(group.State))
        .Sum(group => group.Count);

    /// <summary>Entries of a category without a decision.</summary>
    public int WaitingIn(string category) => groups
        .Where(group => group.Category == category && StateSets.Waiting.Contains(group.State))
        .Sum(group => group.Count);
}
