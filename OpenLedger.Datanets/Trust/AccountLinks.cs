namespace OpenLedger.Datanets.Trust;

/// <summary>What two accounts can have in common.</summary>
public enum LinkKind
{
    /// <summary>Invited by the same contributor. An invitation by an owner or curator links nobody: do not record it.</summary>
    InviteRoot,

    /// <summary>The same device.</summary>
    Device,

    /// <summary>The same network (/24) within 24 hours.</summary>
    Network,

    /// <summary>The same address for payments.</summary>
    PayoutAddress,
}

/// <summary>Something that was seen of an account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Key">A keyed hash of it; the thing itself is not kept.</param>
/// <param name="At">When it was seen.</param>
public readonly record struct LinkEvidence(string AccountId, LinkKind Kind, string Key, DateTimeOffset At);

/// <summary>What is used to link accounts. Personal data (device, network) is not, unless someone switches it on and says so to the contributors.</summary>
/// <param name="InviteRoot">Who invited whom.</param>
/// <param name="PayoutAddress">Where payments go.</param>
/// <param name="Device">The device; personal data.</param>
/// <param name="Network">The network; personal data.</param>
public sealed record LinkPolicy(bool InviteRoot = true, bool PayoutAddress = true, bool Device = false, bool Network = false)
{
    /// <summary>True where a kind of evidence is used.</summary>
    public bool Uses(LinkKind kind) => kind switch
    {
        LinkKind.InviteRoot => InviteRoot,
        LinkKind.PayoutAddress => PayoutAddress,
        LinkKind.Device => Device,
        _ => Network,
    };
}

/// <summary>Which accounts belong together: a cluster is everyone linked directly or through others. It counts as one, and is not accused of anything.</summary>
public static class AccountLinks
{
    private static readonly TimeSpan SameNetwork = TimeSpan.FromHours(24);

    /// <summary>The cluster of each account that evidence was seen of, named by the smallest account id in it. An account without a link is its own cluster.</summary>
    public static IReadOnlyDictionary<string, string> Clusters(IEnumerable<LinkEvidence> evidence, LinkPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(policy);
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = evidence.ToList();
        foreach (var seen in all)
        {
            parents.TryAdd(seen.AccountId, seen.AccountId);
        }

        foreach (var group in all.Where(seen => policy.Uses(seen.Kind)).GroupBy(seen => (seen.Kind, seen.Key)))
        {
            var ordered = group.OrderBy(seen => seen.At).ThenBy(seen => seen.AccountId, StringComparer.Ordinal).ToList();
            for (var at = 1; at < ordered.Count; at++)
            {
                if (group.Key.Kind != LinkKind.Network || ordered[at].At - ordered[at - 1].At <= SameNetwork)
                {
                    Join(parents, ordered[at - 1].AccountId, ordered[at].AccountId);
                }
            }
        }

        return parents.Keys.ToDictionary(account => account, account => Root(parents, account), StringComparer.Ordinal);
    }

    private static void Join(Dictionary<string, string> parents, string left, string right)
    {
        var (first, second) = (Root(parents, left), Root(parents, right));
        if (string.CompareOrdinal(first, second) < 0)
        {
            parents[second] = first;
        }
        else
        {
            parents[first] = second;
        }
    }

    private static string Root(Dictionary<string, string> parents, string account)
    {
        var root = account;
        while (parents[root] != root)
        {
            root = parents[root];
        }

        while (parents[account] != root)
        {
            (parents[account], account) = (root, parents[account]);
        }

        return root;
    }
}
