using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Reviews;

/// <summary>Which decisions hang on one reviewer, so that they can be looked at again when that reviewer is paused.</summary>
public static class DecisiveVotes
{
    /// <summary>How far back a pause looks.</summary>
    public static TimeSpan LookBack { get; } = TimeSpan.FromDays(7);

    /// <summary>True where an entry was accepted within the last seven days by votes that would not have sufficed without this reviewer's.</summary>
    public static bool AreIn(EntryStanding standing, string reviewerId, AuthorView author, ReviewPolicy policy, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(author);
        ArgumentNullException.ThrowIfNull(policy);
        var votes = standing.CurrentVotes.Where(vote => vote.Accuracy is not null).ToList();
        if (standing.State != EntryState.Accepted || standing.DecidedBy is not null || !votes.Any(vote => vote.ReviewerId == reviewerId && vote.At >= at - LookBack))
        {
            return false;
        }

        var others = votes.Where(vote => vote.ReviewerId != reviewerId).Select(vote => new WeightedVote(vote.Verdict == Verdict.Accept, vote.Accuracy!.Value)).ToList();
        var score = SequentialDecision.Score(author.PriorMean, others, policy);
        return SequentialDecision.Of(score, others.Count, policy.MinReviews[author.Tier], policy) != VoteOutcome.Accept;
    }
}
