using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Trust;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Members;

/// <summary>What other Datanets have decided about somebody's entries: a first impression where nothing is known of them yet.</summary>
internal static class ElsewhereReputation
{
    /// <summary>The reputation over all others; null where there is none. Where somebody decides themselves, nothing is said of them.</summary>
    public static Reputation? Of(StudioContext context, string datanetId, string accountId, DateTimeOffset at)
    {
        string[] deciding = [nameof(DatanetRole.Owner), nameof(DatanetRole.Curator)];
        var outcomes = context.DatanetMembers.AsNoTracking().Where(member => member.AccountId == accountId && member.DatanetId != datanetId && !deciding.Contains(member.Role))
            .Join(context.Datanets.Where(row => row.DeletedAt == null), member => member.DatanetId, row => row.Id, (member, _) => member.Card)
            .AsEnumerable().SelectMany(card => MemberCard.Read(card).Outcomes).ToList();
        return outcomes.Count == 0 ? null : Reputation.Of(outcomes, at);
    }
}
