namespace OpenLedger.Datanets.Policies;

/// <summary>What a text was read as.</summary>
/// <param name="Policy">The policy; where there are problems, with defaults in place of what could not be read.</param>
/// <param name="Problems">All problems at once.</param>
public sealed record PolicyReading(ReviewPolicy Policy, IReadOnlyList<PolicyProblem> Problems)
{
    /// <summary>True where nothing is wrong.</summary>
    public bool IsSound => Problems.Count == 0;
}
