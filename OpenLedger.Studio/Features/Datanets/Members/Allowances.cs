using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Trust;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Flow;
using OpenLedger.Studio.Features.Datanets.Links;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;
using Quotas = OpenLedger.Datanets.Trust.Quotas;

namespace OpenLedger.Studio.Features.Datanets.Members;

/// <summary>What somebody may bring to a Datanet today, and what they have brought.</summary>
/// <param name="Entries">New entries today; null where nobody counts.</param>
/// <param name="Used">Those that were handed in.</param>
/// <param name="Open">Entries that may wait at once.</param>
/// <param name="Waiting">Those that do.</param>
internal sealed record AllowanceView(int? Entries, int Used, int Open, int Waiting)
{
    /// <summary>Whether it is one for all accounts that count as one with theirs.</summary>
    public bool IsShared { get; init; }

    public int Left => Entries is { } entries ? Math.Max(0, Math.Min(entries - Used, Open - Waiting)) : int.MaxValue;
}

/// <summary>Reads quotas out of the store.</summary>
internal static class Allowances
{
    /// <summary>As long as no more wait, intake is not slowed down: a young Datanet has no decisions to count yet.</summary>
    private const int EasyBacklog = 20;

    private const double DaysOfDecisions = 3;


    private static readonly string[] Open =
        [nameof(EntryState.Gated), nameof(EntryState.Waitlisted), nameof(EntryState.Queued), nameof(EntryState.InReview), nameof(EntryState.Escalated), nameof(EntryState.NeedsChanges)];

    /// <summary>One's own Datanet that accepts one's own entries at once has no allowance.</summary>
    public static bool IsFree(DatanetRow datanet, ReviewPolicy policy, string accountId) => policy.OwnEntriesAtOnce && datanet.OwnerId == accountId;

    /// <summary>Why an entry has to wait; null where it may be handed in.</summary>
    public static QuotaRefusal? Ask(StudioContext context, DatanetRow datanet, ReviewPolicy policy, DatanetMemberRow member, int bytes, bool isRevision, DateTimeOffset at)
    {
        if (IsFree(datanet, policy, member.AccountId))
        {
            return null;
        }

        var card = MemberCard.Read(member.Card).On(at);
        var use = LinkedUse.Of(context, datanet.Id, member.AccountId, card, Open, at);
        var situation = Situation(context, datanet.Id, member, card, use.Accounts, at);
        return Quotas.Ask(policy.Quota, situation, use.Under(Quotas.Today(policy.Quota, situation)), bytes, isRevision);
    }

    public static AllowanceView Today(StudioContext context, DatanetRow datanet, ReviewPolicy policy, DatanetMemberRow? member, string accountId, DateTimeOffset at)
    {
        if (IsFree(datanet, policy, accountId))
        {
            return new AllowanceView(null, 0, int.MaxValue, 0);
        }

        var someone = member ?? new DatanetMemberRow { DatanetId = datanet.Id, AccountId = accountId, Role = nameof(DatanetRole.Contributor), Since = at, Card = new MemberCard().Json() };
        var card = MemberCard.Read(someone.Card).On(at);
        var linked = LinkedUse.Of(context, datanet.Id, accountId, card, Open, at);
        var allowance = Quotas.Today(policy.Quota, Situation(context, datanet.Id, someone, card, linked.Accounts, at));
        var use = linked.Under(allowance);
        return new AllowanceView(allowance.Entries, use.EntriesToday, allowance.Open, use.OpenEntries) { IsShared = allowance.SharedWithCluster };
    }

    private static QuotaSituation Situation(StudioContext context, string datanetId, DatanetMemberRow member, MemberCard card, int accounts, DateTimeOffset at)
    {
        var backlog = context.Entries.AsNoTracking().Count(entry => entry.DatanetId == datanetId && StateSets.Waiting.Contains(entry.State));
        var decisions = backlog >= EasyBacklog ? IntakePace.DecisionsPerDay(context, datanetId, at) : (backlog + 1) / DaysOfDecisions;
        var tier = DatanetRoles.Parse(member.Role) >= DatanetRole.Curator ? Tier.T4 : card.Tier;
        return new QuotaSituation(tier, decisions, backlog, card.ReviewsOn(at), accounts, SoftBrake.Until(card.Outcomes, at), AbuseFreeze.Until(card.Outcomes, at));
    }
}
