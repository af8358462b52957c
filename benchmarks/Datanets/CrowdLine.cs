using OpenLedger.Datanets.Reviews;

namespace OpenLedger.Benchmarks.Datanets;

/// <summary>What waits where, counted as entries move; and the waiting list in its order.</summary>
internal sealed class CrowdLine
{
    private readonly Queue<string> _newcomersList = new();
    private readonly Queue<string> _list = new();
    private readonly Queue<(string Id, DateTimeOffset At)> _byAge = new();
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);

    /// <summary>All that waits for a decision.</summary>
    public int Backlog { get; private set; }

    /// <summary>What is in the queue or in review.</summary>
    public int Queued { get; private set; }

    public int NewcomersQueued { get; private set; }

    public void Follow(CrowdEntry entry, EntryStanding before, EntryStanding after)
    {
        Backlog += Change(IsWaiting);
        var queued = Change(IsQueued);
        Queued += queued;
        NewcomersQueued += entry.IsNewcomers ? queued : 0;
        if (after.State == EntryState.Waitlisted)
        {
            _waiting.Add(entry.Id);
            (entry.IsNewcomers ? _newcomersList : _list).Enqueue(entry.Id);
        }
        else
        {
            _waiting.Remove(entry.Id);
        }

        if (after.State == EntryState.Queued && after.QueuedAt != before.QueuedAt)
        {
            _byAge.Enqueue((entry.Id, after.QueuedAt!.Value));
        }

        int Change(Func<EntryState, bool> counts) => (counts(after.State) ? 1 : 0) - (counts(before.State) ? 1 : 0);
    }

    /// <summary>The first entry of the waiting list for which there is room.</summary>
    public string? FirstOfTheList(Func<bool, bool> hasRoom) => First(_newcomersList, isNewcomers: true, hasRoom) ?? First(_list, isNewcomers: false, hasRoom);

    /// <summary>Entries that came into the queue so long ago, each once; some are decided already.</summary>
    public IEnumerable<string> Overdue(DateTimeOffset at, TimeSpan longest)
    {
        while (_byAge.TryPeek(out var oldest) && at - oldest.At >= longest)
        {
            yield return _byAge.Dequeue().Id;
        }
    }

    private static bool IsQueued(EntryState state) => state is EntryState.Queued or EntryState.InReview;

    private static bool IsWaiting(EntryState state) => IsQueued(state) || state is EntryState.Waitlisted or EntryState.Escalated;

    private string? First(Queue<string> list, bool isNewcomers, Func<bool, bool> hasRoom)
    {
        while (list.TryPeek(out var id) && !_waiting.Contains(id))
        {
            list.Dequeue();
        }

        return list.Count > 0 && hasRoom(isNewcomers) ? list.Dequeue() : null;
    }
}
