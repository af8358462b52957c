using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Queues;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Flow;

/// <summary>An entry of the waiting list.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="AuthorId">Its author.</param>
/// <param name="IsNewcomers">Whether its author is one.</param>
internal sealed record WaitingEntry(string EntryId, string AuthorId, bool IsNewcomers);

/// <summary>
/// The waiting list of a Datanet beside its queue, as they are in the store. Who has least in the queue comes first, linked accounts counted
/// as one; among equals who has waited longest. So nobody waits behind another's bulk, and nobody is forgotten.
/// </summary>
internal sealed class WaitingLine
{
    /// <summary>The oldest so many are put into order; whoever stands behind them moves up soon enough.</summary>
    private const int MostRead = 1_000;

    private static readonly string[] Queue = [nameof(EntryState.Queued), nameof(EntryState.InReview)];

    private readonly ReviewPolicy _policy;
    private readonly double _decisionsPerDay;

    private WaitingLine(ReviewPolicy policy, double decisionsPerDay) => (_policy, _decisionsPerDay) = (policy, decisionsPerDay);

    /// <summary>Those that wait, who comes next first.</summary>
    public IReadOnlyList<WaitingEntry> Entries { get; private set; } = [];

    /// <summary>Entries in the queue and in review.</summary>
    public int InQueue { get; private set; }

    /// <summary>Those of them that are newcomers'.</summary>
    public int NewcomersInQueue { get; private set; }

    /// <summary>Whether anything waits to be let in: one look at an index.</summary>
    public static bool IsThere(StudioContext context, string datanetId)
    {
        var waitlisted = nameof(EntryState.Waitlisted);
        return context.Entries.AsNoTracking().Any(entry => entry.DatanetId == datanetId && entry.State == waitlisted);
    }

    /// <summary>Reads queue and list.</summary>
    public static WaitingLine Read(StudioContext context, string datanetId, ReviewPolicy policy, DateTimeOffset at)
    {
        var waitlisted = nameof(EntryState.Waitlisted);
        var inQueue = context.Entries.AsNoTracking().Where(entry => entry.DatanetId == datanetId && Queue.Contains(entry.State) && entry.DeletedAt == null)
            .GroupBy(entry => entry.AuthorId).Select(group => new { group.Key, Count = group.Count() }).ToDictionary(group => group.Key, group => group.Count, StringComparer.Ordinal);
        var waiting = context.Entries.AsNoTracking().Where(entry => entry.DatanetId == datanetId && entry.State == waitlisted && entry.DeletedAt == null)
            .OrderBy(entry => entry.Order).ThenBy(entry => entry.Id).Take(MostRead).Select(entry => new { entry.Id, entry.AuthorId }).ToList();
        var people = People(context, datanetId, [.. inQueue.Keys.Union(waiting.Select(entry => entry.AuthorId))]);
        var held = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (author, count) in inQueue)
        {
            held[people[author].Cluster] = held.GetValueOrDefault(people[author].Cluster) + count;
        }

        var turns = new List<(int Turn, WaitingEntry Entry)>(waiting.Count);
        foreach (var entry in waiting)
        {
            var (cluster, isNewcomer) = people[entry.AuthorId];
            turns.Add((held.GetValueOrDefault(cluster), new WaitingEntry(entry.Id, entry.AuthorId, isNewcomer)));
            held[cluster] = held.GetValueOrDefault(cluster) + 1;
        }

        return new WaitingLine(policy, IntakePace.DecisionsPerDay(context, datanetId, at))
        {
            Entries = [.. turns.OrderBy(turn => turn.Turn).Select(turn => turn.Entry)],
            InQueue = inQueue.Values.Sum(),
            NewcomersInQueue = inQueue.Where(pair => people[pair.Key].IsNewcomer).Sum(pair => pair.Value),
        };
    }

    /// <summary>Whether the queue takes one more.</summary>
    public bool HasRoom(bool isNewcomers) => IntakeRoom.HasRoom(_policy, _decisionsPerDay, InQueue, NewcomersInQueue, isNewcomers);

    /// <summary>One more stands in the queue.</summary>
    public void Enter(bool isNewcomers) => (InQueue, NewcomersInQueue) = (InQueue + 1, NewcomersInQueue + (isNewcomers ? 1 : 0));

    /// <summary>How long an entry with so many before it on the list waits for its decision; null where nothing is decided yet.</summary>
    public TimeSpan? WaitAt(int before) => IntakeRoom.Wait(InQueue + before, _decisionsPerDay);

    private static Dictionary<string, (string Cluster, bool IsNewcomer)> People(StudioContext context, string datanetId, List<string> authors)
    {
        var known = context.DatanetMembers.AsNoTracking().Where(member => member.DatanetId == datanetId && authors.Contains(member.AccountId))
            .Select(member => new { member.AccountId, member.Role, member.Card }).AsEnumerable()
            .ToDictionary(member => member.AccountId, member => (member.Role, Card: MemberCard.Read(member.Card)), StringComparer.Ordinal);
        return authors.ToDictionary(
            author => author,
            author => known.TryGetValue(author, out var member) ? (member.Card.Cluster ?? author, Intake.IsNewcomer(member.Role, member.Card)) : (author, true),
            StringComparer.Ordinal);
    }
}
