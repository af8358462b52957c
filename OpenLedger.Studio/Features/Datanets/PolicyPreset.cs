using OpenLedger.Datanets.Policies;

namespace OpenLedger.Studio.Features.Datanets;

/// <summary>Ways to decide about entries that a person can choose without knowing a single number.</summary>
public enum PolicyPreset
{
    /// <summary>The owner's own entries are accepted at once.</summary>
    JustMe,

    /// <summary>People who know each other: one review is enough, and there is plenty of room.</summary>
    SmallTeam,

    /// <summary>Strangers: two reviews at least, trust that is earned.</summary>
    OpenCrowd,
}

/// <summary>What the presets stand for.</summary>
internal static class PolicyPresets
{
    private static readonly PerTier OneReview = new(1, 1, 1, 1);
    private static readonly PerTier TeamPerDay = new(100, 200, 500, 1000);
    private static readonly PerTier TeamOpen = new(100, 200, 500, 1000);
    private static readonly PerTier TeamBytes = new(10_485_760, 10_485_760, 52_428_800, 104_857_600);

    public static ReviewPolicy Of(PolicyPreset preset) => preset switch
    {
        PolicyPreset.JustMe => ReviewPolicy.OnePerson,

        // Of people who know each other, one look decides, whoever wrote the entry: an author's past weighs nothing, and any vote that
        // counts is enough (the least of them, 0.55, is 1.22 to 1).
        PolicyPreset.SmallTeam => ReviewPolicy.Default with
        {
            MinReviews = OneReview,
            LeastToHandBack = 1,
            LeastPrior = 0.5,
            MostPrior = 0.5,
            AcceptOdds = 1.2,
            NeedsChangesOdds = 1.2,
            MaxReviews = 3,
            ReviewerTier = Tier.T0,
            Quota = new QuotaPolicy(TeamPerDay, TeamOpen, TeamBytes),
        },
        _ => ReviewPolicy.Default,
    };
}
