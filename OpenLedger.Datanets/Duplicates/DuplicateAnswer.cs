namespace OpenLedger.Datanets.Duplicates;

/// <summary>What the index knows of an entry.</summary>
/// <param name="Matches">The entries that it is like, the most alike first, at most as many as the options say.</param>
/// <param name="AlternativeResponses">How many entries have the same prompt and another response.</param>
/// <param name="FollowsAPattern">True where so many entries resemble it that only some were compared.</param>
public sealed record DuplicateAnswer(IReadOnlyList<DuplicateMatch> Matches, int AlternativeResponses, bool FollowsAPattern)
{
    /// <summary>Nothing alike.</summary>
    public static DuplicateAnswer Nothing { get; } = new([], 0, false);
}
