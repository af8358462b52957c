using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Trust;

/// <summary>What decides about a contributor's allowance today.</summary>
/// <param name="Tier">Their tier.</param>
/// <param name="DecisionsPerDay">Decisions a day in the Datanet, the mean of seven days.</param>
/// <param name="Backlog">Entries that wait for a decision.</param>
/// <param name="ValidReviews">Reviews of theirs that counted today.</param>
/// <param name="LinkedAccounts">Accounts in their cluster, themselves included.</param>
/// <param name="BrakeUntil">Until when the soft brake is on; null where it is off.</param>
/// <param name="FrozenUntil">Until when they rest after abuse; null where they do not.</param>
public sealed record QuotaSituation(
    Tier Tier,
    double DecisionsPerDay,
    int Backlog,
    int ValidReviews = 0,
    int LinkedAccounts = 1,
    DateTimeOffset? BrakeUntil = null,
    DateTimeOffset? FrozenUntil = null);

/// <summary>What a contributor may bring today.</summary>
/// <param name="Entries">New entries today; resubmitting after <em>needs changes</em> takes none.</param>
/// <param name="Earned">How many of them come from reviews.</param>
/// <param name="Open">Entries that may be open at once.</param>
/// <param name="Bytes">Bytes today.</param>
/// <param name="SharedWithCluster">True where all linked accounts together have this one allowance.</param>
public sealed record Allowance(int Entries, int Earned, int Open, int Bytes, bool SharedWithCluster);

/// <summary>What was used of an allowance: by the contributor, or by all linked accounts where it is shared.</summary>
/// <param name="EntriesToday">New entries handed in today.</param>
/// <param name="OpenEntries">Entries without a final decision.</param>
/// <param name="BytesToday">Bytes handed in today.</param>
public readonly record struct QuotaUse(int EntriesToday, int OpenEntries, long BytesToday);

/// <summary>Why an entry has to wait.</summary>
/// <param name="Kind">Which limit was met.</param>
/// <param name="Message">What it means, as an English key with placeholders.</param>
/// <param name="NextStep">What to do, as an English key with placeholders.</param>
/// <param name="Arguments">What stands in the placeholders of both.</param>
public sealed record QuotaRefusal(QuotaLimit Kind, string Message, string NextStep, IReadOnlyList<object> Arguments);

/// <summary>The limits of an allowance.</summary>
public enum QuotaLimit
{
    /// <summary>The account rests after confirmed abuse.</summary>
    Frozen,

    /// <summary>Today's entries are used.</summary>
    Entries,

    /// <summary>Too many entries are open.</summary>
    Open,

    /// <summary>Today's bytes are used.</summary>
    Bytes,
}

/// <summary>
/// Who may bring how much: tokens a day = base of the tier × intake multiplier + earned by reviewing. The preflight takes none: trying is
/// free, reviewers' time is not.
/// </summary>
public static class Quotas
{
    private const double LeastMultiplier = 0.25;
    private const double CapacityShare = 3;
    private const int ReviewsPerToken = 3;
    private const double MostEarned = 0.5;
    private const int ClusterPerDay = 10;
    private const int LargestFreeCluster = 2;

    /// <summary>m = clamp(3·C ÷ (B + 1), ¼, 1): intake slows down while the backlog is longer than three days of decisions.</summary>
    public static double IntakeMultiplier(double decisionsPerDay, int backlog) =>
        Math.Clamp(CapacityShare * decisionsPerDay / (backlog + 1), LeastMultiplier, 1);

    /// <summary>Tokens that reviews earn: one for three, at most half of the tier's base.</summary>
    public static int Earned(int validReviews, int perDay) => Math.Min(validReviews / ReviewsPerToken, (int)(perDay * MostEarned));

    /// <summary>Today's allowance. More than two linked accounts share one of tier T0, ten entries a day.</summary>
    public static Allowance Today(QuotaPolicy policy, QuotaSituation situation)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(situation);
        var shared = situation.LinkedAccounts > LargestFreeCluster;
        var tier = shared ? Tier.T0 : situation.Tier;
        var perDay = shared ? ClusterPerDay : policy.PerDay[tier];
        var earned = shared ? 0 : Earned(situation.ValidReviews, perDay);
        var entries = Math.Max(1, (int)(perDay * IntakeMultiplier(situation.DecisionsPerDay, situation.Backlog))) + earned;
        var open = shared ? Math.Max(ClusterPerDay, policy.WorkInProgress[tier]) : policy.WorkInProgress[tier];
        if (situation.BrakeUntil is not null)
        {
            entries = Math.Min(entries, SoftBrake.PerDay);
        }

        return new Allowance(situation.FrozenUntil is null ? entries : 0, earned, open, policy.BytesPerDay[tier], shared);
    }

    /// <summary>Whether an entry may be handed in now; null where it may.</summary>
    /// <param name="policy">The Datanet's quotas.</param>
    /// <param name="situation">What decides about the allowance.</param>
    /// <param name="use">What was used of it.</param>
    /// <param name="bytes">Size of the entry in bytes.</param>
    /// <param name="isRevision">True where it comes back after <em>needs changes</em>: its token is refunded, and it is open already.</param>
    public static QuotaRefusal? Ask(QuotaPolicy policy, QuotaSituation situation, QuotaUse use, int bytes, bool isRevision)
    {
        var allowance = Today(policy, situation);
        if (situation.FrozenUntil is { } until)
        {
            return new QuotaRefusal(QuotaLimit.Frozen, "Your account rests until {0}, because an entry was found to be abuse.", "If that is a mistake, appeal on the entry's page: another curator looks at it.", [until]);
        }

        if (use.BytesToday + bytes > allowance.Bytes)
        {
            return new QuotaRefusal(QuotaLimit.Bytes, "Today's room of {0} bytes is used.", "Split the document, or go on tomorrow. What you have written stays in your drafts.", [allowance.Bytes]);
        }

        if (isRevision)
        {
            return null;
        }

        if (use.OpenEntries >= allowance.Open)
        {
            return new QuotaRefusal(QuotaLimit.Open, "{0} of your entries wait for a decision, the most for now.", "Revise those that came back, or wait for a decision. Each decision makes room for one more.", [use.OpenEntries]);
        }

        if (use.EntriesToday < allowance.Entries)
        {
            return null;
        }

        return situation.BrakeUntil is { } brake
            ? new QuotaRefusal(QuotaLimit.Entries, "Until {0} there is room for {1} entries a day, since several of yours were declined.", "Look at the reasons on your entries: the check before you submit is free, as often as you like.", [brake, allowance.Entries])
            : new QuotaRefusal(QuotaLimit.Entries, "Today's {0} entries are used.", "Keep it as a draft and submit it tomorrow. Three reviews of other entries give room for one more today.", [allowance.Entries]);
    }
}
