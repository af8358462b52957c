using System.Globalization;

namespace OpenLedger.Datanets.Reviews;

/// <summary>What our own rules do with an entry: the gates, the queue, the clock.</summary>
internal static class MachineSteps
{
    private const int MostFindings = 20;

    public static Step PassGates(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        if (NotMachine(context) is { } refusal)
        {
            return refusal;
        }

        var findings = string.Join(',', command.Findings.Take(MostFindings));
        if (context.Policy.OwnEntriesAtOnce && context.Author.OwnsDatanet)
        {
            return Step.To(standing with { State = EntryState.Accepted, QueuedAt = null })
                .With(EvidenceNames.Cause, EvidenceNames.CauseOwn)
                .With(EvidenceNames.Findings, findings);
        }

        // A revision does not wait a second time.
        var waits = !command.HasRoom && standing.Revision == 1;
        var after = standing with { State = waits ? EntryState.Waitlisted : EntryState.Queued, QueuedAt = waits ? null : context.At };
        return Step.To(after).With(EvidenceNames.Findings, findings);
    }

    public static Step BlockByGates(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        if (NotMachine(context) is { } refusal)
        {
            return refusal;
        }

        if (context.Policy.Gates.AdviceOnly)
        {
            return Step.Refuse("advice", "In this Datanet the checks advise and hold nothing back.", "Let it pass with its findings as flags.");
        }

        if (command.Findings.Count == 0)
        {
            return Step.Refuse("findings", "A gate that hands an entry back names its findings.", "Give the rules that were broken.");
        }

        var reasons = command.Findings.Take(MostFindings).Select(finding => new ReasonGiven(ReasonCatalogue.GateFinding, Note: finding)).ToList();
        return Step.To(standing with { State = EntryState.Draft }, reasons).With(EvidenceNames.Findings, string.Join(',', command.Findings.Take(MostFindings)));
    }

    public static Step Admit(EntryStanding standing, CommandContext context) =>
        NotMachine(context) ?? Step.To(standing with { State = EntryState.Queued, QueuedAt = context.At });

    public static Step ExpireLease(EntryStanding standing, CommandContext context)
    {
        if (NotMachine(context) is { } refusal)
        {
            return refusal;
        }

        return standing.Lease is { } lease && lease.Until > context.At
            ? Step.Refuse("lease", "The reviewer's time runs until {0}.", "Wait until then.", lease.Until)
            : Step.To(standing with { State = EntryState.Queued, Lease = null });
    }

    public static Step EscalateOverdue(EntryStanding standing, CommandContext context)
    {
        if (NotMachine(context) is { } refusal)
        {
            return refusal;
        }

        var waited = context.At - (standing.QueuedAt ?? context.At);
        return waited < TimeSpan.FromDays(context.Policy.DecisionDays)
            ? Step.Refuse("early", "It has not waited for {0} days yet.", "Wait until then.", context.Policy.DecisionDays)
            : Step.To(standing with { State = EntryState.Escalated, Lease = null })
                .With(EvidenceNames.Cause, string.Create(CultureInfo.InvariantCulture, $"waited {waited.TotalDays:F1} days"));
    }

    public static Step Expire(EntryStanding standing, CommandContext context)
    {
        if (NotMachine(context) is { } refusal)
        {
            return refusal;
        }

        // What is handed in next is another text: the votes on this one do not count for it.
        return context.At - (standing.HandedBackAt ?? context.At) <= TimeSpan.FromDays(context.Policy.ReviseDays)
            ? Step.Refuse("early", "Its author has {0} days for a revision, and they are not over.", "Wait until then.", context.Policy.ReviseDays)
            : Step.To(standing with { State = EntryState.Draft, Revision = standing.Revision + 1 });
    }

    public static Step Lapse(EntryStanding standing, CommandContext context)
    {
        if (NotMachine(context) is { } refusal)
        {
            return refusal;
        }

        return context.At - standing.Since < Lifecycle.LongestChallenge
            ? Step.Refuse("early", "It has not waited for {0} days yet.", "Wait until then.", Lifecycle.LongestChallenge.Days)
            : Step.To(standing with { State = EntryState.Accepted, QueuedAt = null }).With(EvidenceNames.Cause, EvidenceNames.CauseLapsed);
    }

    public static Step Supersede(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        if (NotMachine(context) is { } refusal)
        {
            return refusal;
        }

        return string.IsNullOrEmpty(command.ImprovedBy) || command.ImprovedBy == standing.EntryId
            ? Step.Refuse("improvement", "What takes its place is another entry.", "Name the accepted improvement.")
            : Step.To(standing with { State = EntryState.Tombstoned, QueuedAt = null }, [new ReasonGiven(ReasonCatalogue.Duplicate)])
                .With(EvidenceNames.Cause, EvidenceNames.CauseImproved)
                .With(EvidenceNames.ImprovedBy, command.ImprovedBy);
    }

    private static Step? NotMachine(CommandContext context) => context.Actor.Role == ActorRole.Machine
        ? null
        : Step.Refuse("machine", "That happens by itself.", "There is nothing to do.");
}
