using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Trust;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Links;

/// <summary>What somebody has used of an allowance, alone and with all accounts that count as one with theirs.</summary>
/// <param name="Accounts">How many accounts that are, theirs included.</param>
/// <param name="Own">What they used.</param>
/// <param name="All">What all of them used.</param>
internal sealed record LinkedUse(int Accounts, QuotaUse Own, QuotaUse All)
{
    /// <summary>Reads it from the store.</summary>
    /// <param name="context">The store.</param>
    /// <param name="datanetId">Where.</param>
    /// <param name="accountId">Whose.</param>
    /// <param name="card">Their card, as of today.</param>
    /// <param name="open">States whose entries are open.</param>
    /// <param name="at">Now.</param>
    public static LinkedUse Of(StudioContext context, string datanetId, string accountId, MemberCard card, string[] open, DateTimeOffset at)
    {
        var own = UseOf(context, datanetId, accountId, card, open);
        if (card.Cluster is not { } cluster)
        {
            return new LinkedUse(1, own, own);
        }

        var others = context.DatanetMembers.AsNoTracking().Where(member => member.DatanetId == datanetId && member.AccountId != accountId && member.Card.Contains(cluster)).AsEnumerable()
            .Select(member => (member.AccountId, Card: MemberCard.Read(member.Card).On(at))).Where(member => member.Card.Cluster == cluster)
            .Select(member => UseOf(context, datanetId, member.AccountId, member.Card, open)).ToList();
        var all = others.Aggregate(own, (sum, use) => new QuotaUse(sum.EntriesToday + use.EntriesToday, sum.OpenEntries + use.OpenEntries, sum.BytesToday + use.BytesToday));
        return new LinkedUse(others.Count + 1, own, all);
    }

    /// <summary>What counts under an allowance: that of all, where they share it.</summary>
    public QuotaUse Under(Allowance allowance) => allowance.SharedWithCluster ? All : Own;

    private static QuotaUse UseOf(StudioContext context, string datanetId, string accountId, MemberCard card, string[] open) => new(
        card.EntriesToday,
        context.Entries.AsNoTracking().Count(entry => entry.DatanetId == datanetId && entry.AuthorId == accountId && open.Contains(entry.State)),
        card.BytesToday);
}
