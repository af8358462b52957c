using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Reviews;

/// <summary>What the votes so far come to.</summary>
public enum VoteOutcome
{
    /// <summary>Another vote is needed.</summary>
    Undecided,

    /// <summary>Good.</summary>
    Accept,

    /// <summary>Not good enough as it is.</summary>
    HandBack,

    /// <summary>The reviewers do not agree: a curator decides.</summary>
    Escalate,
}

/// <summary>A vote's weight: for or against, by someone who is right so often.</summary>
/// <param name="IsFor">True for <see cref="Verdict.Accept"/>.</param>
/// <param name="Accuracy">How often the reviewer is right, from 0 to 1.</param>
public readonly record struct WeightedVote(bool IsFor, double Accuracy);

/// <summary>
/// The weighted sequential test: S = ln(p ÷ (1−p)) + Σ ± ln(a ÷ (1−a)), p the author's past and a a reviewer's accuracy, both held within
/// bounds. It asks for as many votes as it takes, and for no more (Wald's sequential probability ratio test).
/// </summary>
public static class SequentialDecision
{
    private const double LeastAccuracy = 0.55;
    private const double MostAccuracy = 0.95;

    /// <summary>S, the logarithm of the odds that the entry is good.</summary>
    public static double Score(double priorMean, IEnumerable<WeightedVote> votes, ReviewPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(votes);
        ArgumentNullException.ThrowIfNull(policy);
        var score = LogOdds(Math.Clamp(priorMean, policy.LeastPrior, policy.MostPrior));
        foreach (var vote in votes)
        {
            var weight = LogOdds(Math.Clamp(vote.Accuracy, LeastAccuracy, MostAccuracy));
            score += vote.IsFor ? weight : -weight;
        }

        return score;
    }

    /// <summary>
    /// What the votes come to: accept from ln(acceptOdds) on and the fewest reviews, hand back from −ln(needsChangesOdds) on and the fewest
    /// for that, a curator after the most. Where fewer people may review than the policy asks for, as many reviews as there are people are
    /// enough; once all of them have spoken without a decision a curator is asked.
    /// </summary>
    /// <param name="score">S.</param>
    /// <param name="votes">Votes that count.</param>
    /// <param name="fewest">The fewest before it is accepted.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="reviewers">How many people may review it; null where nobody counted them.</param>
    public static VoteOutcome Of(double score, int votes, int fewest, ReviewPolicy policy, int? reviewers = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var there = Math.Max(1, reviewers ?? int.MaxValue);
        if (score >= Math.Log(policy.AcceptOdds) && votes >= Math.Min(fewest, there))
        {
            return VoteOutcome.Accept;
        }

        if (score <= -Math.Log(policy.NeedsChangesOdds) && votes >= Math.Min(policy.LeastToHandBack, there))
        {
            return VoteOutcome.HandBack;
        }

        return votes >= Math.Min(policy.MaxReviews, there) ? VoteOutcome.Escalate : VoteOutcome.Undecided;
    }

    private static double LogOdds(double probability) => Math.Log(probability / (1 - probability));
}
