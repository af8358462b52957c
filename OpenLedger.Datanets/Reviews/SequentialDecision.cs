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
    private const int LeastToHandBack = 2;

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

    /// <summary>What the votes come to: accept from ln(acceptOdds) on and the fewest reviews, hand back from −ln(needsChangesOdds) on and two, a curator after the most.</summary>
    public static VoteOutcome Of(double score, int votes, int fewest, ReviewPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (score >= Math.Log(policy.AcceptOdds) && votes >= fewest)
        {
            return VoteOutcome.Accept;
        }

        if (score <= -Math.Log(policy.NeedsChangesOdds) && votes >= LeastToHandBack)
        {
            return VoteOutcome.HandBack;
        }

        return votes >= policy.MaxReviews ? VoteOutcome.Escalate : VoteOutcome.Undecided;
    }

    private static double LogOdds(double probability) => Math.Log(probability / (1 - probability));
}
