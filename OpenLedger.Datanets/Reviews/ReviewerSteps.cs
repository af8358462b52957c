namespace OpenLedger.Datanets.Reviews;

/// <summary>What a reviewer can do with an entry besides voting.</summary>
internal static class ReviewerSteps
{
    public static Step Claim(EntryStanding standing, CommandContext context)
    {
        if (MayNotReview(standing, context) is { } refusal)
        {
            return refusal;
        }

        return context.Actor.OpenClaims >= context.Policy.MaxClaims
            ? Step.Refuse("claims", "You hold {0} entries already.", "Decide one of them or give one back, then take the next.", context.Actor.OpenClaims)
            : Step.To(standing with { State = EntryState.InReview, Lease = Lasting(context) });
    }

    public static Step Heartbeat(EntryStanding standing, CommandContext context) =>
        NotHolder(standing, context) ?? Step.To(standing with { Lease = Lasting(context) });

    public static Step ReturnClaim(EntryStanding standing, EntryCommand command, CommandContext context) =>
        NotHolder(standing, context) ?? Step.To(standing with { State = EntryState.Queued, Lease = null }).With(EvidenceNames.Note, command.Note);

    public static Step Escalate(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        if (!context.Actor.Curates && NotHolder(standing, context) is { } refusal)
        {
            return refusal;
        }

        if (Related(standing, context) is { } related)
        {
            return related;
        }

        return string.IsNullOrWhiteSpace(command.Note)
            ? Step.Refuse("note", "Say what the curator should look at.", "Write one sentence.")
            : Step.To(standing with { State = EntryState.Escalated, Lease = null }).With(EvidenceNames.Note, command.Note);
    }

    /// <summary>Why someone may not review an entry; null where they may.</summary>
    public static Step? MayNotReview(EntryStanding standing, CommandContext context)
    {
        var actor = context.Actor;
        if (!ReviewAccess.IsOpen(actor.Role, actor.Tier, context.Policy))
        {
            return context.Policy.ReviewerTier == Policies.Tier.T0
                ? Step.Refuse("role", "Reviewing is open to those who were made reviewers.", "Ask the owner to make you one.")
                : Step.Refuse("role", "Reviewing is open from tier {0} on.", "Bring entries: accepted ones and the short test open reviewing.", context.Policy.ReviewerTier.ToString());
        }

        if (Related(standing, context) is { } related)
        {
            return related;
        }

        if (actor.IsPaused)
        {
            return Step.Refuse("paused", "Your reviews rest while you train.", "Do the training items: they show where your view and the guidelines part.");
        }

        if (standing.CurrentVotes.Any(vote => vote.ReviewerId == actor.Id))
        {
            return Step.Refuse("voted", "You have said what you think of this text.", "Take the next entry.");
        }

        return context.Policy.DistinctClusters && standing.CurrentVotes.Any(vote => vote.Cluster == actor.Cluster)
            ? Step.Refuse("cluster", "An account linked to yours has reviewed it.", "Take the next entry.")
            : null;
    }

    /// <summary>Nobody judges their own entry, nor one of an account that is linked to theirs.</summary>
    public static Step? Related(EntryStanding standing, CommandContext context)
    {
        if (standing.AuthorId == context.Actor.Id)
        {
            return Step.Refuse("own", "It is your own entry.", "Somebody else decides about it. Take the next entry.");
        }

        return context.Author.Cluster == context.Actor.Cluster
            ? Step.Refuse("own-cluster", "Its author is linked to your account.", "Somebody else decides about it. Take the next entry.")
            : null;
    }

    public static Step? NotHolder(EntryStanding standing, CommandContext context) => standing.Lease?.ReviewerId == context.Actor.Id
        ? null
        : Step.Refuse("lease", "Somebody else has it now.", "Your text is kept: take the entry again when it is free, or take the next one.");

    private static Lease Lasting(CommandContext context) => new(context.Actor.Id, context.At.AddMinutes(context.Policy.LeaseMinutes));
}
