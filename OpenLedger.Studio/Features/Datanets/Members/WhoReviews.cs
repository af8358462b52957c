using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Members;

/// <summary>The people of a Datanet who may review: those who were appointed, and contributors who have earned it.</summary>
internal static class WhoReviews
{
    private static readonly string[] Roles = [nameof(DatanetRole.Reviewer), nameof(DatanetRole.Curator), nameof(DatanetRole.Owner)];

    /// <summary>How many there are; of those who earned it no more are looked for than it takes to be enough.</summary>
    public static int Count(StudioContext context, string datanetId, ReviewPolicy policy, int enough)
    {
        var appointed = Appointed(context, datanetId).Count();
        return appointed >= enough ? appointed : appointed + Earned(context, datanetId, policy).Count();
    }

    /// <summary>How many of them may say something of an entry: not its author, none who rests, and linked accounts as one.</summary>
    /// <param name="context">The store.</param>
    /// <param name="datanetId">The Datanet.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="author">The entry's author and their cluster; null for an entry of somebody who may not review.</param>
    /// <param name="most">As far as it is counted.</param>
    public static int Count(StudioContext context, string datanetId, ReviewPolicy policy, (string Id, string Cluster)? author, int most)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in Appointed(context, datanetId).AsEnumerable().Concat(Earned(context, datanetId, policy)))
        {
            var known = MemberGlance.Read(member.Card);
            var cluster = known.Cluster ?? member.AccountId;
            if (member.AccountId != author?.Id && cluster != author?.Cluster && !known.IsPaused)
            {
                found.Add(policy.DistinctClusters ? cluster : member.AccountId);
            }

            if (found.Count >= most)
            {
                break;
            }
        }

        return found.Count;
    }

    /// <summary>How a card of a tier begins; a test holds it.</summary>
    internal static string CardBegin(Tier tier) => $"{{\"tier\":\"{tier}\"";

    private static IQueryable<DatanetMemberRow> Appointed(StudioContext context, string datanetId) =>
        context.DatanetMembers.AsNoTracking().Where(member => member.DatanetId == datanetId && Roles.Contains(member.Role));

    /// <summary>Found by how their cards begin: nobody's outcomes of months are read for it.</summary>
    private static IQueryable<DatanetMemberRow> Earned(StudioContext context, string datanetId, ReviewPolicy policy)
    {
        var begins = Enum.GetValues<Tier>().Where(tier => ReviewAccess.IsOpen(ActorRole.Contributor, tier, policy)).Select(CardBegin).ToArray();
        var (contributor, length) = (nameof(DatanetRole.Contributor), CardBegin(Tier.T0).Length);
        return context.DatanetMembers.AsNoTracking().Where(member => member.DatanetId == datanetId && member.Role == contributor && begins.Contains(member.Card.Substring(0, length)));
    }
}
