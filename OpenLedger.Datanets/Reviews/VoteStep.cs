using System.Globalization;
using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Reviews;

/// <summary>A reviewer's vote, and what all votes on this text come to.</summary>
internal static class VoteStep
{
    public static Step Vote(EntryStanding standing, EntryCommand command, CommandContext context)
    {
        var actor = context.Actor;
        if (ReviewerSteps.NotHolder(standing, context) is { } notHolder)
        {
            return notHolder;
        }

        if (ReviewerSteps.Related(standing, context) is { } related)
        {
            return related;
        }

        if (command.Verdict is not { } verdict)
        {
            return Step.Refuse("verdict", "A vote says accept, needs changes, decline or abuse.", "Choose one of them.");
        }

        if (ReasonStep.Missing(verdict, command.Reasons) is { } missing)
        {
            return missing;
        }

        var reasons = verdict == Verdict.Accept ? [] : command.Reasons;
        var vote = new ReviewVote(actor.Id, actor.Cluster, standing.Revision, verdict, reasons, actor.IsPaused ? null : actor.Accuracy, context.At, actor.Curates);
        var after = standing with { Votes = [.. standing.Votes, vote], Lease = null };
        return Decided(after, vote, context).With(EvidenceNames.Verdict, verdict.ToString())
            .With(EvidenceNames.Suggestion, verdict == Verdict.NeedsChanges ? command.ContentHash : null);
    }

    private static Step Decided(EntryStanding standing, ReviewVote vote, CommandContext context)
    {
        if (vote is { ByCurator: true, Verdict: Verdict.Abuse })
        {
            return Step.To(standing with { State = EntryState.Abuse, QueuedAt = null, DecidedBy = vote.ReviewerId }, vote.Reasons);
        }

        if (vote.Accuracy is not null && context.Reviewers is <= 1 && (vote.ByCurator || vote.Verdict != Verdict.Abuse))
        {
            return OneAlone(standing, vote, context);
        }

        var counting = standing.CurrentVotes.Where(each => each.Accuracy is not null).ToList();
        var score = SequentialDecision.Score(context.Author.PriorMean, counting.Select(each => new WeightedVote(each.Verdict == Verdict.Accept, each.Accuracy!.Value)), context.Policy);
        var step = SequentialDecision.Of(score, counting.Count, Fewest(context), context.Policy, context.Reviewers) switch
        {
            VoteOutcome.Accept => Step.To(standing with { State = EntryState.Accepted, QueuedAt = null, DecidedBy = null }),
            VoteOutcome.HandBack => HandBack(standing, counting, context),
            VoteOutcome.Escalate => Step.To(standing with { State = EntryState.Escalated }, vote.Reasons),
            _ => Step.To(standing with { State = EntryState.Queued }, vote.Reasons),
        };
        return step.With(EvidenceNames.Score, score.ToString("R", CultureInfo.InvariantCulture))
            .With(EvidenceNames.Votes, counting.Count.ToString(CultureInfo.InvariantCulture))
            .With(EvidenceNames.SpotCheck, IsSpotChecked(context) ? EvidenceNames.Yes : null);
    }

    /// <summary>Where nobody else may review, one word decides; only abuse takes a curator or two.</summary>
    private static Step OneAlone(EntryStanding standing, ReviewVote vote, CommandContext context)
    {
        var state = CuratorSteps.StateOf(vote.Verdict);
        var after = standing with
        {
            State = state,
            QueuedAt = null,
            DecidedBy = vote.ByCurator ? vote.ReviewerId : null,
            HandedBackAt = state == EntryState.NeedsChanges ? context.At : standing.HandedBackAt,
        };
        return Step.To(after, vote.Reasons).With(EvidenceNames.Cause, EvidenceNames.CauseOnlyReviewer);
    }

    private static int Fewest(CommandContext context) =>
        context.Policy.MinReviews[IsSpotChecked(context) ? Tier.T2 : context.Author.Tier];

    private static bool IsSpotChecked(CommandContext context) => context.SpotCheck && context.Author.Tier >= Tier.T3;

    /// <summary>Which of the three negative verdicts it becomes: the kindest that most of the votes against allow.</summary>
    private static Step HandBack(EntryStanding standing, List<ReviewVote> votes, CommandContext context)
    {
        var abuse = votes.Where(vote => vote.Verdict == Verdict.Abuse).Select(vote => vote.Cluster).Distinct(StringComparer.Ordinal).Count();
        var declines = votes.Count(vote => vote.Verdict == Verdict.Decline);
        var changes = votes.Count(vote => vote.Verdict == Verdict.NeedsChanges);
        if (abuse >= context.Policy.AbuseNeeds)
        {
            // Whoever has given good entries is not made to rest by votes alone, which now and then take an honest entry for bad faith.
            return context.Author.Tier >= Tier.T1
                ? Step.To(standing with { State = EntryState.Escalated })
                : Negative(standing, votes, EntryState.Abuse, Verdict.Abuse, context);
        }

        if (declines > 0 && declines + abuse > changes)
        {
            return Negative(standing, votes, EntryState.Declined, Verdict.Decline, context);
        }

        // Only votes for abuse that are not enough to confirm it: a curator looks.
        return changes > 0
            ? Negative(standing, votes, EntryState.NeedsChanges, Verdict.NeedsChanges, context)
            : Step.To(standing with { State = EntryState.Escalated });
    }

    private static Step Negative(EntryStanding standing, List<ReviewVote> votes, EntryState state, Verdict verdict, CommandContext context)
    {
        var reasons = votes.SelectMany(vote => vote.Reasons).Where(reason => ReasonCatalogue.Find(reason.Code)?.Verdict == verdict).Distinct().ToList();
        return Step.To(
            standing with
            {
                State = state,
                QueuedAt = null,
                DecidedBy = null,
                HandedBackAt = state == EntryState.NeedsChanges ? context.At : standing.HandedBackAt,
            },
            reasons);
    }
}
