namespace OpenLedger.Datanets.Queues;

/// <summary>An entry that waits for a reviewer.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="AuthorId">Its author.</param>
/// <param name="AuthorCluster">The author's cluster of linked accounts.</param>
/// <param name="IsNewcomers">True where the author is of tier T0.</param>
/// <param name="QueuedAt">Since when it waits.</param>
/// <param name="Voters">Who has voted on this text, and their clusters.</param>
/// <param name="FormerReviewers">Who voted on an earlier text of it.</param>
public sealed record QueueItem(
    string EntryId,
    string AuthorId,
    string AuthorCluster,
    bool IsNewcomers,
    DateTimeOffset QueuedAt,
    IReadOnlyList<(string Id, string Cluster)> Voters,
    IReadOnlyList<string> FormerReviewers);

/// <summary>Who asks for the next entry.</summary>
/// <param name="ReviewerId">The reviewer.</param>
/// <param name="Cluster">Their cluster of linked accounts.</param>
/// <param name="ActiveReviewers">How many reviewers are active in the Datanet.</param>
/// <param name="LoadOf">For an author: how many of their entries of the last 30 days this reviewer has reviewed, and how many there were.</param>
public sealed record ReviewerSeat(string ReviewerId, string Cluster, int ActiveReviewers, Func<string, (int ByReviewer, int All)> LoadOf);
