using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Agreement;

/// <summary>
/// How far a new reviewer has come with the known items that are asked before votes weigh. The last ones count, so that whoever learns on
/// the way passes; nobody fails for good.
/// </summary>
/// <param name="Items">Known items judged, at most as many as are asked.</param>
/// <param name="Right">How many of them right.</param>
public sealed record Qualification(int Items, int Right)
{
    /// <summary>The state after some answers.</summary>
    /// <param name="right">For each answer, the first to the last, whether it was right.</param>
    /// <param name="policy">What is asked.</param>
    public static Qualification Of(IEnumerable<bool> right, QualificationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(policy);
        var last = right.TakeLast(policy.Items).ToList();
        return new Qualification(last.Count, last.Count(answer => answer));
    }

    /// <summary>True where enough were judged, and enough of them right.</summary>
    public bool IsPassed(QualificationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Items >= policy.Items && Right >= policy.MinAccuracy * policy.Items;
    }
}
