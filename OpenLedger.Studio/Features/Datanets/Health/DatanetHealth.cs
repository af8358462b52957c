using OpenLedger.Datanets.Queues;

namespace OpenLedger.Studio.Features.Datanets.Health;

/// <summary>How it goes with a Datanet, as far as whoever asks may see it.</summary>
/// <param name="AsOf">When it was counted.</param>
/// <param name="Queue">What waits, and how long it takes; of what waits, a contributor sees the number alone.</param>
/// <param name="Categories">How full each category is, the thinnest first.</param>
/// <param name="Mine">What whoever asks has given; null for somebody who is no member.</param>
/// <param name="Reviewing">What reviewers see besides; null for others.</param>
/// <param name="Contributors">What others have given, by their names; null for whoever does not curate.</param>
public sealed record DatanetHealth(
    DateTimeOffset AsOf, QueueHealth Queue, IReadOnlyList<CategoryHealth> Categories, ContributorHelp? Mine, ReviewingHealth? Reviewing, IReadOnlyList<ContributorHelp>? Contributors);

/// <summary>What waits for people.</summary>
/// <param name="Waiting">Entries without a decision.</param>
/// <param name="Waitlisted">Those of them that wait until the queue has room.</param>
/// <param name="Escalated">Those of them that wait for a curator.</param>
/// <param name="Overdue">Those of them that wait longer than the policy allows.</param>
/// <param name="OldestSince">Since when the oldest waits.</param>
/// <param name="FirstReview">Until somebody said the first thing, in the last month.</param>
/// <param name="Decision">Until it was decided, in the last month.</param>
public sealed record QueueHealth(int Waiting, int Waitlisted, int Escalated, int Overdue, DateTimeOffset? OldestSince, WaitSpread? FirstReview, WaitSpread? Decision);

/// <summary>How long something took: half of them at most so long, nine of ten at most so long.</summary>
public sealed record WaitSpread(int Count, TimeSpan Median, TimeSpan NinetyPercent);

/// <summary>What those who review see besides.</summary>
/// <param name="Pace">Intake against capacity in the last week.</param>
/// <param name="Agreement">How far reviewers agree.</param>
/// <param name="Categories">The same by category, those first where they see entries differently; empty where there are fewer than two.</param>
/// <param name="Weeks">Quality week by week, the oldest first, without a gap; empty where nothing was decided.</param>
public sealed record ReviewingHealth(QueuePace Pace, ReviewerAgreement Agreement, IReadOnlyList<CategoryAgreement> Categories, IReadOnlyList<WeekQuality> Weeks);

/// <summary>How far reviewers agree on texts that at least two of them saw.</summary>
/// <param name="Texts">How many such texts there are.</param>
/// <param name="Votes">How many reviews they have together.</param>
/// <param name="Alpha">Krippendorff's alpha; null where there is nothing to tell from chance.</param>
/// <param name="FirstOrder">Gwet's AC1; null where no text has two votes.</param>
public sealed record ReviewerAgreement(int Texts, int Votes, double? Alpha, double? FirstOrder)
{
    /// <summary>With fewer texts a single vote would move the figures by more than they say.</summary>
    public const int LeastTexts = 20;

    /// <summary>No text has two reviews.</summary>
    public static ReviewerAgreement None { get; } = new(0, 0, null, null);

    public bool IsEnough => Texts >= LeastTexts;
}

/// <summary>How far reviewers agree in one category.</summary>
/// <param name="Name">The category.</param>
/// <param name="Agreement">How far they agree there.</param>
public sealed record CategoryAgreement(string Name, ReviewerAgreement Agreement);

/// <summary>How full a category is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What belongs there.</param>
/// <param name="Accepted">Accepted entries.</param>
/// <param name="Waiting">Entries without a decision.</param>
/// <param name="Wanted">How many make it full; 0 where nobody counts.</param>
/// <param name="IsThin">Whether an entry there helps most.</param>
public sealed record CategoryHealth(string Name, string Description, int Accepted, int Waiting, int Wanted, bool IsThin);

/// <summary>What somebody has given. What was handed back or declined is nobody's business but theirs, and is not in here.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="Accepted">Accepted entries.</param>
/// <param name="Waiting">Entries without a decision.</param>
/// <param name="Reviews">Reviews.</param>
public sealed record ContributorHelp(string AccountId, int Accepted, int Waiting, int Reviews);

/// <summary>What became of what was decided in a week.</summary>
/// <param name="Monday">Its first day.</param>
/// <param name="First">First texts decided.</param>
/// <param name="FirstAccepted">Those of them accepted as they were.</param>
/// <param name="FirstChanges">Those of them that came back for changes.</param>
/// <param name="Again">Revisions decided.</param>
/// <param name="AgainAccepted">Those of them accepted.</param>
/// <param name="TakenOut">Accepted entries that were taken out or taken back.</param>
public sealed record WeekQuality(DateOnly Monday, int First, int FirstAccepted, int FirstChanges, int Again, int AgainAccepted, int TakenOut)
{
    public double? AcceptedShare => Share(FirstAccepted, First);

    public double? ChangesShare => Share(FirstChanges, First);

    public double? AgainShare => Share(AgainAccepted, Again);

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
