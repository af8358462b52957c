namespace OpenLedger.Datanets.Policies;

/// <summary>Every number of a <see cref="ReviewPolicy"/>, declared once: the form, the JSON and the checks are drawn from here.</summary>
public static class PolicyKnobs
{
    private const int MostPerDay = 1_000_000;
    private const int MostBytes = 1 << 30;
    private const double MostOdds = 10_000;

    /// <summary>The knobs in the order in which they are written and shown.</summary>
    public static IReadOnlyList<PolicyKnob> All { get; } = [.. Deciding(), .. Reviewers(), .. Revising(), .. Duplicates(), .. Quotas()];

    /// <summary>The knob of a name; null where there is none.</summary>
    public static PolicyKnob? Find(string name) => ByName.GetValueOrDefault(name);

    private static Dictionary<string, PolicyKnob> ByName { get; } = All.ToDictionary(knob => knob.Name, StringComparer.Ordinal);

    private static IEnumerable<PolicyKnob> Deciding() =>
    [
        Whole("policyVersion", "Version", 1, int.MaxValue, policy => policy.PolicyVersion, (policy, value) => policy with { PolicyVersion = value }),
        .. Tiers("minReviews.T{0}", "Fewest reviews, tier {0}", 1, 9, policy => policy.MinReviews, (policy, values) => policy with { MinReviews = values }),
        Whole("leastToHandBack", "Fewest reviews before an entry is handed back", 1, 9, policy => policy.LeastToHandBack, (policy, value) => policy with { LeastToHandBack = value }),
        Whole("maxReviews", "Reviews before a curator is asked", 1, 25, policy => policy.MaxReviews, (policy, value) => policy with { MaxReviews = value }),
        Number("acceptOdds", "Accept when good is this many times as likely", 1, policy => policy.AcceptOdds, (policy, value) => policy with { AcceptOdds = value }),
        Number("needsChangesOdds", "Hand back when not good is this many times as likely", 1, policy => policy.NeedsChangesOdds, (policy, value) => policy with { NeedsChangesOdds = value }),
        Share("priorClamp[0]", "Least weight of an author's past", policy => policy.LeastPrior, (policy, value) => policy with { LeastPrior = value }, 0.01, 0.99),
        Share("priorClamp[1]", "Most weight of an author's past", policy => policy.MostPrior, (policy, value) => policy with { MostPrior = value }, 0.01, 0.99),
        Switch("distinctClusters", "Of linked accounts only one reviews an entry", policy => policy.DistinctClusters, (policy, value) => policy with { DistinctClusters = value }),
        Switch("blindFirstPass", "Reviewers see no other vote before their own", policy => policy.BlindFirstPass, (policy, value) => policy with { BlindFirstPass = value }),
        Switch("ownEntriesAtOnce", "The owner's entries are accepted without review", policy => policy.OwnEntriesAtOnce, (policy, value) => policy with { OwnEntriesAtOnce = value }),
    ];

    private static IEnumerable<PolicyKnob> Reviewers() =>
    [
        Whole("leaseMinutes", "Minutes an entry is kept for a reviewer", 1, 1440, policy => policy.LeaseMinutes, (policy, value) => policy with { LeaseMinutes = value }),
        Whole("maxClaims", "Entries one reviewer may hold at once", 1, 100, policy => policy.MaxClaims, (policy, value) => policy with { MaxClaims = value }),
        Whole("qualification.items", "Known items before the first review", 0, 1000, policy => policy.Qualification.Items, (policy, value) => policy with { Qualification = policy.Qualification with { Items = value } }),
        Share("qualification.minAccuracy", "Share of them judged right", policy => policy.Qualification.MinAccuracy, (policy, value) => policy with { Qualification = policy.Qualification with { MinAccuracy = value } }),
        Share("gold.base", "Known items among the first reviews", policy => policy.Gold.Base, (policy, value) => policy with { Gold = policy.Gold with { Base = value } }),
        Whole("gold.afterN", "How many reviews are the first", 0, 100_000, policy => policy.Gold.AfterN, (policy, value) => policy with { Gold = policy.Gold with { AfterN = value } }),
        Share("gold.then", "Known items afterwards", policy => policy.Gold.Then, (policy, value) => policy with { Gold = policy.Gold with { Then = value } }),
        Share("gold.lowAccuracy", "Known items while accuracy is low", policy => policy.Gold.LowAccuracy, (policy, value) => policy with { Gold = policy.Gold with { LowAccuracy = value } }),
        Share("gold.max", "Known items at most", policy => policy.Gold.Max, (policy, value) => policy with { Gold = policy.Gold with { Max = value } }, 0, 0.5),
        Share("spotCheckT3", "Entries of trusted authors that are reviewed in full", policy => policy.SpotCheckT3, (policy, value) => policy with { SpotCheckT3 = value }),
        Share("newcomerLaneShare", "Reviews kept for newcomers", policy => policy.NewcomerLaneShare, (policy, value) => policy with { NewcomerLaneShare = value }),
        Whole("abuseNeeds", "Reviewers who must agree on abuse", 2, 9, policy => policy.AbuseNeeds, (policy, value) => policy with { AbuseNeeds = value }),
    ];

    private static IEnumerable<PolicyKnob> Revising() =>
    [
        Whole("maxRevisions", "Revisions of one entry", 0, 100, policy => policy.MaxRevisions, (policy, value) => policy with { MaxRevisions = value }),
        Whole("reviseDays", "Days to revise in", 1, 3650, policy => policy.ReviseDays, (policy, value) => policy with { ReviseDays = value }),
        Whole("appeals", "Appeals against a decision", 1, 10, policy => policy.Appeals, (policy, value) => policy with { Appeals = value }),
        Whole("decisionDays", "Days without a decision before a curator is asked", 1, 365, policy => policy.DecisionDays, (policy, value) => policy with { DecisionDays = value }),
    ];

    private static IEnumerable<PolicyKnob> Duplicates() =>
    [
        Whole("dup.bands", "Bands of the index", 1, 100, policy => policy.Duplicates.Bands, (policy, value) => policy with { Duplicates = policy.Duplicates with { Bands = value } }),
        Whole("dup.rows", "Rows a band", 1, 20, policy => policy.Duplicates.Rows, (policy, value) => policy with { Duplicates = policy.Duplicates with { Rows = value } }),
        Share("dup.dup", "Similarity of a duplicate", policy => policy.Duplicates.Dup, (policy, value) => policy with { Duplicates = policy.Duplicates with { Dup = value } }),
        Share("dup.flag", "Similarity that is shown", policy => policy.Duplicates.Flag, (policy, value) => policy with { Duplicates = policy.Duplicates with { Flag = value } }),
        Share("dup.containment", "Share of a text inside another", policy => policy.Duplicates.Containment, (policy, value) => policy with { Duplicates = policy.Duplicates with { Containment = value } }),
        Switch("dup.numberGuard", "Other numbers make another entry", policy => policy.Duplicates.NumberGuard, (policy, value) => policy with { Duplicates = policy.Duplicates with { NumberGuard = value } }),
        Whole("dup.maxResponsesPerPrompt", "Answers to one prompt", 1, 1000, policy => policy.Duplicates.MaxResponsesPerPrompt, (policy, value) => policy with { Duplicates = policy.Duplicates with { MaxResponsesPerPrompt = value } }),
        Whole("gates.contamination.n", "Words in a row compared with evaluation sets", 4, 50, policy => policy.Gates.ContaminationWords, (policy, value) => policy with { Gates = policy.Gates with { ContaminationWords = value } }),
        Share("gates.contamination.block", "Share of an evaluation item that may not return", policy => policy.Gates.ContaminationBlock, (policy, value) => policy with { Gates = policy.Gates with { ContaminationBlock = value } }),
        Switch("gates.adviceOnly", "The gates advise and hold nothing back", policy => policy.Gates.AdviceOnly, (policy, value) => policy with { Gates = policy.Gates with { AdviceOnly = value } }),
    ];

    private static IEnumerable<PolicyKnob> Quotas() =>
    [
        .. Tiers("quota.T{0}", "Entries a day, tier {0}", 1, MostPerDay, policy => policy.Quota.PerDay, (policy, values) => policy with { Quota = policy.Quota with { PerDay = values } }),
        .. Tiers("quota.wip[{0}]", "Open entries, tier {0}", 1, MostPerDay, policy => policy.Quota.WorkInProgress, (policy, values) => policy with { Quota = policy.Quota with { WorkInProgress = values } }),
        .. Tiers("quota.bytesPerDay[{0}]", "Bytes a day, tier {0}", 1024, MostBytes, policy => policy.Quota.BytesPerDay, (policy, values) => policy with { Quota = policy.Quota with { BytesPerDay = values } }),
    ];

    private static IEnumerable<PolicyKnob> Tiers(string name, string label, int minimum, int maximum, Func<ReviewPolicy, PerTier> read, Func<ReviewPolicy, PerTier, ReviewPolicy> write) =>
        new[] { Tier.T0, Tier.T1, Tier.T2, Tier.T3 }.Select(tier => Whole(
            Named(name, tier),
            Named(label, tier),
            minimum,
            maximum,
            policy => read(policy)[tier],
            (policy, value) => write(policy, read(policy).With(tier, value))));

    private static string Named(string pattern, Tier tier) => string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, (int)tier);

    private static PolicyKnob Whole(string name, string label, int minimum, int maximum, Func<ReviewPolicy, int> read, Func<ReviewPolicy, int, ReviewPolicy> write) =>
        new(name, label, PolicyKnobKind.Whole, minimum, maximum, policy => read(policy), (policy, value) => write(policy, (int)value));

    private static PolicyKnob Number(string name, string label, double minimum, Func<ReviewPolicy, double> read, Func<ReviewPolicy, double, ReviewPolicy> write) =>
        new(name, label, PolicyKnobKind.Number, minimum, MostOdds, read, write);

    private static PolicyKnob Share(string name, string label, Func<ReviewPolicy, double> read, Func<ReviewPolicy, double, ReviewPolicy> write, double minimum = 0, double maximum = 1) =>
        new(name, label, PolicyKnobKind.Share, minimum, maximum, read, write);

    private static PolicyKnob Switch(string name, string label, Func<ReviewPolicy, bool> read, Func<ReviewPolicy, bool, ReviewPolicy> write) =>
        new(name, label, PolicyKnobKind.Switch, 0, 1, policy => read(policy) ? 1 : 0, (policy, value) => write(policy, value > 0));
}
