namespace OpenLedger.Datanets.Reviews;

/// <summary>What a curator decides, and how an accepted entry is questioned and released.</summary>
internal static class CuratorSteps
{
    public static Step Decide(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        if (MayNotDecide(standing, context) is { } refusal)
        {
            return refusal;
        }

        if (command.Verdict is not { } verdict)
        {
            return Step.Refuse("verdict", "A decision says accept, needs changes, decline or abuse.", "Choose one of them.");
        }

        if (ReasonStep.Missing(verdict, command.Reasons) is { } missing)
        {
            return missing;
        }

        if (verdict == Verdict.Abuse && standing.AppealedFrom == EntryState.Declined)
        {
            return Step.Refuse("harsher", "An appeal never ends harsher than it began.", "Decline it again, or decide for the author.");
        }

        var state = StateOf(verdict);
        var after = standing with
        {
            State = state,
            QueuedAt = null,
            DecidedBy = context.Actor.Id,
            AppealedFrom = null,
            HandedBackAt = state == EntryState.NeedsChanges ? context.At : standing.HandedBackAt,
        };
        return Step.To(after, verdict == Verdict.Accept ? [] : command.Reasons)
            .With(EvidenceNames.Verdict, verdict.ToString())
            .With(EvidenceNames.Suggestion, verdict == Verdict.NeedsChanges ? command.ContentHash : null)
            .With(EvidenceNames.AppealOf, standing.AppealedFrom?.ToString())
            .With(EvidenceNames.Cause, IsInvolved(standing, context.Actor.Id) ? EvidenceNames.CauseOnlyCurator : null);
    }

    public static Step Challenge(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        var actor = context.Actor;
        if (actor.Role is ActorRole.Reader || (actor.Role == ActorRole.Contributor && actor.Tier == Policies.Tier.T0) || actor.Id == standing.AuthorId)
        {
            return Step.Refuse("role", "An accepted entry is questioned by those who contribute here.", "Ask a reviewer or curator of this Datanet; the author can withdraw it at any time.");
        }

        return command.Reasons.Count == 0 || command.Reasons.Any(reason => !reason.IsSound)
            ? Step.Refuse("no-reason", "Questioning an accepted entry needs a reason.", "Choose one from the list and say where.")
            : Step.To(standing with { State = EntryState.Challenged, QueuedAt = context.At }, command.Reasons).With(EvidenceNames.Note, command.Note);
    }

    public static Step Uphold(EntryStanding standing, EntryCommand command, CommandContext context) =>
        NotCurator(context) ?? ReviewerSteps.Related(standing, context)
        ?? Step.To(standing with { State = EntryState.Accepted, QueuedAt = null }).With(EvidenceNames.Note, command.Note);

    public static Step Tombstone(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        if ((NotCurator(context) ?? ReviewerSteps.Related(standing, context)) is { } refusal)
        {
            return refusal;
        }

        return command.Reasons.Count == 0 || command.Reasons.Any(reason => !reason.IsSound)
            ? Step.Refuse("no-reason", "Taking an entry out needs a reason.", "Choose one from the list: the author sees it.")
            : Step.To(standing with { State = EntryState.Tombstoned, QueuedAt = null }, command.Reasons)
                .With(EvidenceNames.Cause, command.ConsentWithdrawn ? EvidenceNames.CauseConsent : EvidenceNames.CauseQuality);
    }

    public static Step Release(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        if (context.Actor.Role != ActorRole.Machine && NotCurator(context) is { } refusal)
        {
            return refusal;
        }

        return string.IsNullOrEmpty(command.ReleaseId)
            ? Step.Refuse("release", "A release needs its name.", "Make the release first.")
            : Step.To(standing with { State = EntryState.Released, WasReleased = true }).With(EvidenceNames.Release, command.ReleaseId).With(EvidenceNames.Content, standing.ContentHash);
    }

    private static Step? MayNotDecide(EntryStanding standing, CommandContext context)
    {
        if ((NotCurator(context) ?? ReviewerSteps.Related(standing, context)) is { } refusal)
        {
            return refusal;
        }

        return standing.AppealedFrom is not null && context.OtherCurators && IsInvolved(standing, context.Actor.Id)
            ? Step.Refuse("other-curator", "You took part in the decision that is appealed.", "Leave it to another curator: it is in their list.")
            : null;
    }

    private static bool IsInvolved(EntryStanding standing, string curator) =>
        standing.AppealedFrom is not null && (standing.DecidedBy == curator || standing.CurrentVotes.Any(vote => vote.ReviewerId == curator && vote.Verdict != Verdict.Accept));

    private static Step? NotCurator(CommandContext context) => context.Actor.Curates
        ? null
        : Step.Refuse("role", "Curators decide that.", "Ask a curator of this Datanet in the thread.");

    /// <summary>The state that a verdict leads to where one person decides.</summary>
    public static EntryState StateOf(Verdict verdict) => verdict switch
    {
        Verdict.Accept => EntryState.Accepted,
        Verdict.NeedsChanges => EntryState.NeedsChanges,
        Verdict.Decline => EntryState.Declined,
        _ => EntryState.Abuse,
    };
}
