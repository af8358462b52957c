using System.Text.RegularExpressions;

namespace OpenLedger.Datanets.Policies;

/// <summary>What a policy must be for the rules to work with it.</summary>
public static partial class PolicyChecks
{
    private const int MostLanguages = 50;
    private const int MostMinima = 400;
    private const string Shingle = "c5";

    [GeneratedRegex("^[a-z]{2,3}$", RegexOptions.NonBacktracking)]
    private static partial Regex Language { get; }

    /// <summary>All that is wrong with a policy, at once; empty where nothing is.</summary>
    public static IReadOnlyList<PolicyProblem> Problems(ReviewPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. PolicyKnobs.All.Select(knob => Range(knob, knob.Read(policy))).OfType<PolicyProblem>(), .. Across(policy), .. Words(policy)];
    }

    /// <summary>The problem that a number is for a knob; null where it is none.</summary>
    public static PolicyProblem? Range(PolicyKnob knob, double value)
    {
        ArgumentNullException.ThrowIfNull(knob);
        if (double.IsFinite(value) && value >= knob.Minimum && value <= knob.Maximum && (knob.Kind is PolicyKnobKind.Number or PolicyKnobKind.Share || value == Math.Floor(value)))
        {
            return null;
        }

        return knob.Kind == PolicyKnobKind.Whole
            ? new PolicyProblem(knob.Name, "Give a whole number from {0} to {1}.", knob.Minimum, knob.Maximum)
            : new PolicyProblem(knob.Name, "Give a number from {0} to {1}.", knob.Minimum, knob.Maximum);
    }

    private static IEnumerable<PolicyProblem> Across(ReviewPolicy policy)
    {
        foreach (var tier in new[] { Tier.T0, Tier.T1, Tier.T2, Tier.T3 })
        {
            if (policy.MinReviews[tier] > policy.MaxReviews)
            {
                yield return new PolicyProblem($"minReviews.{tier}", "More reviews are asked for than there may be ({0}). Lower this, or raise maxReviews.", policy.MaxReviews);
            }
        }

        if (policy.LeastToHandBack > policy.MaxReviews)
        {
            yield return new PolicyProblem("leastToHandBack", "More reviews are asked for than there may be ({0}). Lower this, or raise maxReviews.", policy.MaxReviews);
        }

        if (policy.LeastPrior > policy.MostPrior)
        {
            yield return new PolicyProblem("priorClamp", "The first number may not be above the second. Swap them.");
        }

        if (policy.Gold is { } gold && Math.Max(gold.Base, Math.Max(gold.Then, gold.LowAccuracy)) > gold.Max)
        {
            yield return new PolicyProblem("gold.max", "A share of known items is above the largest share. Raise gold.max, or lower the others.");
        }

        if (policy.Duplicates.Bands * policy.Duplicates.Rows > MostMinima)
        {
            yield return new PolicyProblem("dup.bands", "Bands times rows may be {0} at most: each is kept for every entry. Lower one of them.", MostMinima);
        }

        if (policy.Duplicates.Flag > policy.Duplicates.Dup)
        {
            yield return new PolicyProblem("dup.flag", "What is shown as similar must begin below what is a duplicate ({0}). Lower dup.flag.", policy.Duplicates.Dup);
        }

        foreach (var (name, values) in new[] { ("quota", policy.Quota.PerDay), ("quota.wip", policy.Quota.WorkInProgress), ("quota.bytesPerDay", policy.Quota.BytesPerDay) })
        {
            if (values.T0 > values.T1 || values.T1 > values.T2 || values.T2 > values.T3)
            {
                yield return new PolicyProblem(name, "A higher tier has less than a lower one. Let the numbers rise with the tier.");
            }
        }
    }

    private static IEnumerable<PolicyProblem> Words(ReviewPolicy policy)
    {
        if (policy.ReviewerTier is < Tier.T0 or > Tier.T4)
        {
            yield return new PolicyProblem("reviewerTier", "Give one of T0, T1, T2, T3, T4.");
        }

        if (policy.Duplicates.Shingle != Shingle)
        {
            yield return new PolicyProblem("dup.shingle", "Only {0} is built: runs of five characters.", Shingle);
        }

        if (policy.Gates.Languages.Count > MostLanguages)
        {
            yield return new PolicyProblem("gates.languages", "Give at most {0} languages; none means any.", MostLanguages);
        }

        foreach (var language in policy.Gates.Languages.Where(language => !Language.IsMatch(language)).Take(MostLanguages))
        {
            yield return new PolicyProblem("gates.languages", "\"{0}\" is no language code. Write it as en, de, fr.", language.Length > 20 ? language[..20] : language);
        }
    }
}
