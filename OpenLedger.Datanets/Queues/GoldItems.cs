using System.Globalization;
using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Queues;

/// <summary>An item whose right verdict is known, shown among the others to see how a reviewer judges.</summary>
/// <param name="EntryId">The entry that it looks like.</param>
/// <param name="Category">The category whose pool it belongs to.</param>
/// <param name="IsGood">Whether it should be accepted.</param>
/// <param name="ContestedBy">Who says that the known verdict is wrong; from the first on it is out of use and counts for nobody.</param>
/// <param name="Upheld">True where a curator said that it is right after all.</param>
public sealed record GoldItem(string EntryId, string Category, bool IsGood, IReadOnlyList<string> ContestedBy, bool Upheld = false)
{
    /// <summary>True where it is shown and counts.</summary>
    public bool IsInUse => Upheld || ContestedBy.Count == 0;

    /// <summary>The item after a reviewer said that it is bad gold.</summary>
    public GoldItem Contest(string reviewerId) => ContestedBy.Contains(reviewerId) ? this : this with { ContestedBy = [.. ContestedBy, reviewerId] };
}

/// <summary>How often known items are shown, and which.</summary>
public static class GoldItems
{
    /// <summary>The fewest known items of a category before any of them is mixed in: with fewer they would soon be known by heart.</summary>
    public const int LeastPool = 60;

    private const double LowAccuracy = 0.75;
    private const double ManyHasty = 0.30;

    /// <summary>The share of known items for a reviewer: more while accuracy is below 0.75 or more than 30 % were decided faster than they can be read.</summary>
    public static double Rate(GoldPolicy policy, ReviewerAccuracy accuracy, double hastyShare)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var calm = accuracy.Items < policy.AfterN ? policy.Base : policy.Then;
        return Math.Min(policy.Max, accuracy.Mean < LowAccuracy || hastyShare > ManyHasty ? Math.Max(calm, policy.LowAccuracy) : calm);
    }

    /// <summary>Whether a reviewer's next item is a known one.</summary>
    public static bool IsNext(long seed, string reviewerId, long turn, double rate) =>
        SeededDraw.Share(seed, "gold", string.Create(CultureInfo.InvariantCulture, $"{reviewerId}\n{turn}")) < rate;

    /// <summary>The known item that a reviewer gets: one in use that they have not seen, good and bad ones as likely; null where none is left.</summary>
    public static GoldItem? Pick(IEnumerable<GoldItem> pool, IReadOnlySet<string> seen, long seed, string reviewerId, long turn)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(seen);
        var subject = string.Create(CultureInfo.InvariantCulture, $"{reviewerId}\n{turn}");
        var unseen = pool.Where(item => item.IsInUse && !seen.Contains(item.EntryId)).OrderBy(item => item.EntryId, StringComparer.Ordinal).ToList();
        var wanted = SeededDraw.Share(seed, "gold-half", subject) < 0.5;
        var half = unseen.Where(item => item.IsGood == wanted).ToList();
        var choice = half.Count > 0 ? half : unseen;
        return choice.Count == 0 ? null : choice[(int)(SeededDraw.Share(seed, "gold-item", subject) * choice.Count)];
    }

    /// <summary>The observations that count: those on contested items are taken back for everyone.</summary>
    public static IEnumerable<ReviewerObservation> Counting(IEnumerable<(GoldItem Item, bool SaidGood)> answers) =>
        answers.Where(answer => answer.Item.IsInUse).Select(answer => new ReviewerObservation(answer.SaidGood, answer.Item.IsGood, IsCertain: true));
}
