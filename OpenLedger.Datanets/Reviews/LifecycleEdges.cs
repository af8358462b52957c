namespace OpenLedger.Datanets.Reviews;

/// <summary>The ways between states; there are no others.</summary>
public static class LifecycleEdges
{
    private static readonly Dictionary<CommandKind, (EntryState[] From, EntryState[] To)> Table = new()
    {
        [CommandKind.Submit] = ([EntryState.Draft], [EntryState.Gated]),

        // Accepted at once only in a Datanet whose policy takes its owner's entries without review.
        [CommandKind.PassGates] = ([EntryState.Gated], [EntryState.Queued, EntryState.Waitlisted, EntryState.Accepted]),
        [CommandKind.BlockByGates] = ([EntryState.Gated], [EntryState.Draft]),
        [CommandKind.Admit] = ([EntryState.Waitlisted], [EntryState.Queued]),
        [CommandKind.Claim] = ([EntryState.Queued], [EntryState.InReview]),
        [CommandKind.Heartbeat] = ([EntryState.InReview], [EntryState.InReview]),
        [CommandKind.ReturnClaim] = ([EntryState.InReview], [EntryState.Queued]),
        [CommandKind.ExpireLease] = ([EntryState.InReview], [EntryState.Queued]),
        [CommandKind.Vote] = (
            [EntryState.InReview],
            [EntryState.Queued, EntryState.Accepted, EntryState.NeedsChanges, EntryState.Declined, EntryState.Abuse, EntryState.Escalated]),
        [CommandKind.Escalate] = ([EntryState.InReview, EntryState.Queued], [EntryState.Escalated]),
        [CommandKind.EscalateOverdue] = ([EntryState.InReview, EntryState.Queued], [EntryState.Escalated]),
        [CommandKind.Decide] = ([EntryState.Escalated], [EntryState.Accepted, EntryState.NeedsChanges, EntryState.Declined, EntryState.Abuse]),
        [CommandKind.Expire] = ([EntryState.NeedsChanges], [EntryState.Draft]),
        [CommandKind.Revise] = ([EntryState.NeedsChanges], [EntryState.Gated]),
        [CommandKind.Appeal] = ([EntryState.Declined, EntryState.Abuse], [EntryState.Escalated]),
        [CommandKind.Challenge] = ([EntryState.Accepted, EntryState.Released], [EntryState.Challenged]),
        [CommandKind.Uphold] = ([EntryState.Challenged], [EntryState.Accepted]),
        [CommandKind.Tombstone] = ([EntryState.Challenged], [EntryState.Tombstoned]),
        [CommandKind.Supersede] = ([EntryState.Accepted, EntryState.Released], [EntryState.Tombstoned]),
        [CommandKind.Lapse] = ([EntryState.Challenged], [EntryState.Accepted]),
        [CommandKind.Release] = ([EntryState.Accepted], [EntryState.Released]),
        [CommandKind.Withdraw] = ([.. Enum.GetValues<EntryState>().Where(state => state != EntryState.Withdrawn)], [EntryState.Withdrawn]),
    };

    /// <summary>True where a command can be given in a state.</summary>
    public static bool CanBegin(CommandKind command, EntryState from) => Table.TryGetValue(command, out var edges) && edges.From.Contains(from);

    /// <summary>True where a command can lead from one state to another.</summary>
    public static bool Exists(CommandKind command, EntryState from, EntryState to) => CanBegin(command, from) && Table[command].To.Contains(to);

    /// <summary>The commands that can be given in a state, by whoever may.</summary>
    public static IEnumerable<CommandKind> CommandsIn(EntryState state) => Table.Where(edge => edge.Value.From.Contains(state)).Select(edge => edge.Key);
}
