using OpenLedger.Datanets.Policies;

namespace OpenLedger.Datanets.Queues;

/// <summary>What the known items of a Datanet, or of one of its categories, are enough for. Where they are too few, nothing is asked of anybody.</summary>
/// <param name="Good">Known items in use that should be accepted.</param>
/// <param name="Other">Known items in use that should not.</param>
public sealed record GoldPool(int Good, int Other)
{
    /// <summary>Of either kind there is at least a third, so that one answer to everything passes for nobody.</summary>
    private const int LeastThird = 3;

    /// <summary>The fewest of either kind before any is mixed in.</summary>
    public const int LeastOfAKind = GoldItems.LeastPool / 2 / LeastThird;

    /// <summary>All that are in use.</summary>
    public int Count => Good + Other;

    /// <summary>True where they can be mixed in among other entries: asked of each category by itself.</summary>
    public bool IsEnoughToMix => Count >= GoldItems.LeastPool && Math.Min(Good, Other) >= LeastOfAKind;

    /// <summary>The pool of some items.</summary>
    public static GoldPool Of(IEnumerable<GoldItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var (good, other) = (0, 0);
        foreach (var item in items.Where(item => item.IsInUse))
        {
            (good, other) = item.IsGood ? (good + 1, other) : (good, other + 1);
        }

        return new GoldPool(good, other);
    }

    /// <summary>The pool of each category that has known items.</summary>
    public static IReadOnlyDictionary<string, GoldPool> ByCategory(IEnumerable<GoldItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.GroupBy(item => item.Category, StringComparer.Ordinal).ToDictionary(group => group.Key, Of, StringComparer.Ordinal);
    }

    /// <summary>True where a new reviewer can be asked the qualification of a policy.</summary>
    public bool IsEnoughToQualify(QualificationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Items > 0 && Count >= policy.Items && Math.Min(Good, Other) * LeastThird >= policy.Items;
    }
}
