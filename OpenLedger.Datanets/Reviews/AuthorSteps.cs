namespace OpenLedger.Datanets.Reviews;

/// <summary>What an author can do with their entry.</summary>
internal static class AuthorSteps
{
    public static Step Submit(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        if (NotAuthor(standing, context) is { } refusal)
        {
            return refusal;
        }

        if (string.IsNullOrEmpty(command.ContentHash))
        {
            return NoText();
        }

        return standing.Revision > 1 && command.ContentHash == standing.ContentHash
            ? Unchanged()
            : Step.To(standing with { State = EntryState.Gated, ContentHash = command.ContentHash }).With(EvidenceNames.Content, command.ContentHash);
    }

    public static Step Revise(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        if (NotAuthor(standing, context) is { } refusal)
        {
            return refusal;
        }

        if (string.IsNullOrEmpty(command.ContentHash))
        {
            return NoText();
        }

        if (standing.Revision > context.Policy.MaxRevisions)
        {
            return Step.Refuse("revisions", "This entry has been revised {0} times, which is the most.", "Begin a new entry from this one: what was said about it stays in its thread.", context.Policy.MaxRevisions);
        }

        if (context.At - standing.HandedBackAt > TimeSpan.FromDays(context.Policy.ReviseDays))
        {
            return Step.Refuse("revise-days", "The {0} days for a revision are over.", "Begin a new entry from this one: nothing is held against you.", context.Policy.ReviseDays);
        }

        if (command.ContentHash == standing.ContentHash)
        {
            return Unchanged();
        }

        var after = standing with { State = EntryState.Gated, Revision = standing.Revision + 1, ContentHash = command.ContentHash };
        return Step.To(after).With(EvidenceNames.Content, command.ContentHash).With(EvidenceNames.SuggestedBy, command.SuggestedBy);
    }

    public static Step Appeal(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        if (NotAuthor(standing, context) is { } refusal)
        {
            return refusal;
        }

        if (standing.Appeals >= context.Policy.Appeals)
        {
            return Step.Refuse("appeals", "This decision was looked at again already.", "Begin a new entry, and say there what is different.");
        }

        if (string.IsNullOrWhiteSpace(command.Note))
        {
            return Step.Refuse("note", "An appeal needs a sentence of yours.", "Say what was overlooked; a curator reads it beside the entry.");
        }

        var after = standing with { State = EntryState.Escalated, Appeals = standing.Appeals + 1, AppealedFrom = standing.State, QueuedAt = context.At };
        return Step.To(after).With(EvidenceNames.Note, command.Note);
    }

    public static Step Withdraw(EntryStanding standing, EntryCommand command, CommandContext context) =>
        NotAuthor(standing, context)
        ?? Step.To(standing with { State = EntryState.Withdrawn, Lease = null, QueuedAt = null, AppealedFrom = null }).With(EvidenceNames.Note, command.Note);

    private static Step? NotAuthor(EntryStanding standing, CommandContext context) => standing.AuthorId == context.Actor.Id
        ? null
        : Step.Refuse("author", "Only its author can do that.", "Suggest an edit in the review, or write to the author in the thread.");

    private static Step Unchanged() =>
        Step.Refuse("unchanged", "The text is the same as before.", "Change what the reasons name. If you see it otherwise, answer in the thread.");

    private static Step NoText() => Step.Refuse("content", "There is no text to hand in.", "Write the entry first.");
}
