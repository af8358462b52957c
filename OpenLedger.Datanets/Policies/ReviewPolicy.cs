namespace OpenLedger.Datanets.Policies;

/// <summary>
/// How a Datanet decides: reviews, gates, duplicates, quotas. Versioned; each decision names the version it was taken under. The defaults
/// are those of the measured design; every number is declared once, with range and help, in <see cref="PolicyKnobs"/>.
/// </summary>
public sealed record ReviewPolicy
{
    /// <summary>The policy that a new Datanet begins with.</summary>
    public static ReviewPolicy Default { get; } = new();

    /// <summary>
    /// The policy of a Datanet that belongs to one person: their own entries are accepted at once, and the gates advise. Whoever joins
    /// later is reviewed as everywhere.
    /// </summary>
    public static ReviewPolicy OnePerson { get; } = new()
    {
        OwnEntriesAtOnce = true,
        Gates = Default.Gates with { AdviceOnly = true },
    };

    /// <summary>Rises by one with each change.</summary>
    public int PolicyVersion { get; init; } = 1;

    /// <summary>The fewest reviews before an entry is accepted, by the author's tier.</summary>
    public PerTier MinReviews { get; init; } = new(2, 2, 2, 1);

    /// <summary>The fewest reviews before an entry is handed back, declined or called abuse.</summary>
    public int LeastToHandBack { get; init; } = 2;

    /// <summary>After how many reviews without a decision a curator is asked.</summary>
    public int MaxReviews { get; init; } = 5;

    /// <summary>Accept when good is this many times as likely as not.</summary>
    public double AcceptOdds { get; init; } = 19;

    /// <summary>Hand back when not good is this many times as likely as good.</summary>
    public double NeedsChangesOdds { get; init; } = 4;

    /// <summary>The least that an author's past may count for, as a probability.</summary>
    public double LeastPrior { get; init; } = 0.35;

    /// <summary>The most that an author's past may count for, as a probability.</summary>
    public double MostPrior { get; init; } = 0.90;

    /// <summary>True: of linked accounts only one may review an entry.</summary>
    public bool DistinctClusters { get; init; } = true;

    /// <summary>True: a reviewer sees no other vote before their own.</summary>
    public bool BlindFirstPass { get; init; } = true;

    /// <summary>Minutes that a claimed entry is kept for a reviewer.</summary>
    public int LeaseMinutes { get; init; } = 15;

    /// <summary>Entries that one reviewer may hold at once.</summary>
    public int MaxClaims { get; init; } = 5;

    /// <summary>The tier from which contributors may review as well as those who were appointed; at <see cref="Tier.T0"/> the appointed alone.</summary>
    public Tier ReviewerTier { get; init; } = Tier.T2;

    /// <summary>What a reviewer shows first.</summary>
    public QualificationPolicy Qualification { get; init; } = new(20, 0.80);

    /// <summary>How often known items are shown.</summary>
    public GoldPolicy Gold { get; init; } = new(0.10, 50, 0.04, 0.20, 0.20);

    /// <summary>Share of the entries of T3 authors that get the reviews of everyone else.</summary>
    public double SpotCheckT3 { get; init; } = 0.15;

    /// <summary>Share of reviews kept for newcomers' entries.</summary>
    public double NewcomerLaneShare { get; init; } = 0.30;

    /// <summary>Reviewers of distinct clusters who must agree that an entry is abuse; one curator is enough.</summary>
    public int AbuseNeeds { get; init; } = 2;

    /// <summary>Revisions that an author may hand in.</summary>
    public int MaxRevisions { get; init; } = 3;

    /// <summary>Days in which they may.</summary>
    public int ReviseDays { get; init; } = 30;

    /// <summary>Appeals against a decision.</summary>
    public int Appeals { get; init; } = 1;

    /// <summary>Days without a decision after which an entry goes to a curator by itself.</summary>
    public int DecisionDays { get; init; } = 3;

    /// <summary>True: entries of the Datanet's owner are accepted without review.</summary>
    public bool OwnEntriesAtOnce { get; init; }

    /// <summary>When two entries count as the same.</summary>
    public DuplicatePolicy Duplicates { get; init; } = new("c5", 20, 5, 0.80, 0.60, 0.90, true, 3);

    /// <summary>How the gates are set.</summary>
    public GatePolicy Gates { get; init; } = new(PersonalDataRule.Redact, 8, 0.20, ["en"], false);

    /// <summary>How much one contributor may bring.</summary>
    public QuotaPolicy Quota { get; init; } = new(new(5, 20, 100, 500), new(5, 25, 150, 1000), new(262_144, 2_097_152, 10_485_760, 104_857_600));
}
