namespace OpenLedger.Datanets.Reviews;

/// <summary>
/// The life of an entry as one state machine: a pure function of the standing, the command and what is around it. Each transition gives
/// exactly one event; a refusal changes nothing and says what to do instead.
/// </summary>
public static class Lifecycle
{
    private const int LongestName = 200;

    /// <summary>How long a challenge waits for a curator; then what was accepted stays accepted.</summary>
    public static TimeSpan LongestChallenge { get; } = TimeSpan.FromDays(30);

    /// <summary>Carries a command out, or says why not.</summary>
    public static Transition Apply(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        var step = Judge(standing, command, context);
        if (step.After is null)
        {
            return new Transition(standing, null, step.Refusal);
        }

        if (command.Kind == CommandKind.Heartbeat)
        {
            return new Transition(step.After, null, null);
        }

        var after = step.After with { Since = context.At, PolicyVersion = context.Policy.PolicyVersion };
        var happened = new EntryEvent(
            standing.EntryId,
            after.Revision,
            context.Actor.Id,
            context.At,
            command.Kind,
            standing.State,
            after.State,
            context.Policy.PolicyVersion,
            step.Reasons,
            step.Evidence);
        return new Transition(after, happened, null);
    }

    private static Step Judge(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        if (!LifecycleEdges.CanBegin(command.Kind, standing.State))
        {
            return Step.Refuse(
                "state",
                "That cannot be done with an entry that stands at \"{0}\".",
                "Load the page again: somebody may have been faster.",
                standing.State.ToString());
        }

        if (!IsKeepable(command))
        {
            return Step.Refuse("text", "A note or a name is too long, or holds a broken character.", "Shorten it to {0} characters, and paste it as plain text.", ReasonGiven.LongestNote);
        }

        return command.Kind switch
        {
            CommandKind.Submit => AuthorSteps.Submit(standing, command, context),
            CommandKind.Revise => AuthorSteps.Revise(standing, command, context),
            CommandKind.Appeal => AuthorSteps.Appeal(standing, command, context),
            CommandKind.Withdraw => AuthorSteps.Withdraw(standing, command, context),
            CommandKind.PassGates => MachineSteps.PassGates(standing, command, context),
            CommandKind.BlockByGates => MachineSteps.BlockByGates(standing, command, context),
            CommandKind.Admit => MachineSteps.Admit(standing, context),
            CommandKind.ExpireLease => MachineSteps.ExpireLease(standing, context),
            CommandKind.EscalateOverdue => MachineSteps.EscalateOverdue(standing, context),
            CommandKind.Expire => MachineSteps.Expire(standing, context),
            CommandKind.Supersede => MachineSteps.Supersede(standing, command, context),
            CommandKind.Lapse => MachineSteps.Lapse(standing, context),
            CommandKind.Claim => ReviewerSteps.Claim(standing, context),
            CommandKind.Heartbeat => ReviewerSteps.Heartbeat(standing, context),
            CommandKind.ReturnClaim => ReviewerSteps.ReturnClaim(standing, command, context),
            CommandKind.Escalate => ReviewerSteps.Escalate(standing, command, context),
            CommandKind.Vote => VoteStep.Vote(standing, command, context),
            CommandKind.Challenge => CuratorSteps.Challenge(standing, command, context),
            CommandKind.Decide => CuratorSteps.Decide(standing, command, context),
            CommandKind.Uphold => CuratorSteps.Uphold(standing, command, context),
            CommandKind.Tombstone => CuratorSteps.Tombstone(standing, command, context),
            _ => CuratorSteps.Release(standing, command, context),
        };
    }

    private static bool IsKeepable(EntryCommand command) =>
        ReasonGiven.Keepable(command.Note, ReasonGiven.LongestNote)
        && ReasonGiven.Keepable(command.ContentHash, LongestName)
        && ReasonGiven.Keepable(command.ReleaseId, LongestName)
        && ReasonGiven.Keepable(command.ImprovedBy, LongestName)
        && ReasonGiven.Keepable(command.SuggestedBy, LongestName)
        && command.Findings.All(finding => ReasonGiven.Keepable(finding, LongestName));
}
