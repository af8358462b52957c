namespace OpenLedger.Datanets.Reviews;

/// <summary>One reviewer's vote on one revision.</summary>
/// <param name="ReviewerId">Who voted.</param>
/// <param name="Cluster">Their cluster of linked accounts then.</param>
/// <param name="Revision">The revision that they saw.</param>
/// <param name="Verdict">What they said.</param>
/// <param name="Reasons">Why; empty for <see cref="Verdict.Accept"/>.</param>
/// <param name="Accuracy">How often the reviewer was right then; null where the vote counts nothing.</param>
/// <param name="At">When.</param>
/// <param name="ByCurator">True where they were a curator then.</param>
public sealed record ReviewVote(
    string ReviewerId,
    string Cluster,
    int Revision,
    Verdict Verdict,
    IReadOnlyList<ReasonGiven> Reasons,
    double? Accuracy,
    DateTimeOffset At,
    bool ByCurator);
