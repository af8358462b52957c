namespace OpenLedger.Datanets.Queues;

/// <summary>Whether reviewers keep up with what comes in, from what happened in the last days.</summary>
/// <param name="HandedIn">Entries and revisions that were handed in for review.</param>
/// <param name="Settled">Entries that left the queue: decided, or taken back by their author.</param>
/// <param name="Reviews">Votes of reviewers and decisions of curators.</param>
/// <param name="Reviewers">People who gave at least one of them.</param>
/// <param name="Days">How many days were counted; more than none.</param>
public sealed record QueuePace(int HandedIn, int Settled, int Reviews, int Reviewers, double Days)
{
    /// <summary>Reviews that a decision takes, where none was made yet (measured in the crowd simulation).</summary>
    private const double UsualReviewsPerDecision = 2.3;

    /// <summary>Less than this a day is no growth.</summary>
    private const double Still = 0.5;

    /// <summary>Entries by which the queue grows a day; below zero it shrinks.</summary>
    public double GrowthPerDay => (HandedIn - Settled) / Days;

    /// <summary>True where the queue neither grows nor shrinks by an entry in two days.</summary>
    public bool Holds => Math.Abs(GrowthPerDay) < Still;

    /// <summary>Reviews that one decision takes, at least one.</summary>
    public double ReviewsPerDecision => Settled > 0 && Reviews > 0 ? Math.Max(1, (double)Reviews / Settled) : UsualReviewsPerDecision;

    /// <summary>
    /// Reviewers of the present pace that it would take besides, for the queue to stay as long as it is: ⌈growth × reviews a decision ÷ reviews
    /// of one reviewer a day⌉. Zero where it does not grow; null where nobody has reviewed, since then no pace is known.
    /// </summary>
    public int? MoreReviewers =>
        GrowthPerDay < Still ? 0
        : Reviewers == 0 || Reviews == 0 ? null
        : (int)Math.Ceiling(GrowthPerDay * ReviewsPerDecision / (Reviews / (Reviewers * Days)));
}
