using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Policies;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Flow;

/// <summary>
/// Weighs the members of each Datanet once a day: a tier comes with days as well as with outcomes, fades with months, and what other
/// Datanets have decided counts a little.
/// </summary>
internal sealed class TierSweep
{
    private const int AtOnce = 100;

    /// <summary>The day on which each Datanet was done last; after a start all are due.</summary>
    private readonly ConcurrentDictionary<string, DateOnly> _done = new(StringComparer.Ordinal);

    /// <summary>How many members have another tier now.</summary>
    public async Task<int> SweepAsync(IDbContextFactory<StudioContext> contexts, WriteQueue queue, string datanetId, ReviewPolicy policy, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (_done.TryGetValue(datanetId, out var done) && done == today)
        {
            return 0;
        }

        var moved = 0;
        foreach (var some in Due(contexts, datanetId, policy, now).Chunk(AtOnce))
        {
            moved += await queue.WriteAsync(context => some.Count(member => Weigh(context, datanetId, member, policy, now)), cancellation);
        }

        _done[datanetId] = today;
        return moved;
    }

    /// <summary>Members of whom something changes.</summary>
    private static List<string> Due(IDbContextFactory<StudioContext> contexts, string datanetId, ReviewPolicy policy, DateTimeOffset now)
    {
        var nobody = nameof(DatanetRole.None);
        using var context = contexts.CreateDbContext();
        using var others = contexts.CreateDbContext();
        return [.. context.DatanetMembers.AsNoTracking().Where(member => member.DatanetId == datanetId && member.Role != nobody).AsEnumerable()
            .Where(member => After(others, member, policy, now).Json() != member.Card).Select(member => member.AccountId)];
    }

    private static bool Weigh(StudioContext context, string datanetId, string accountId, ReviewPolicy policy, DateTimeOffset now)
    {
        if (context.DatanetMembers.Find(datanetId, accountId) is not { } member)
        {
            return false;
        }

        var (before, after) = (MemberCard.Read(member.Card).Tier, After(context, member, policy, now));
        member.Card = after.Json();
        return after.Tier != before;
    }

    private static MemberCard After(StudioContext context, DatanetMemberRow member, ReviewPolicy policy, DateTimeOffset now)
    {
        var card = MemberCard.Read(member.Card) with { Elsewhere = ElsewhereReputation.Of(context, member.DatanetId, member.AccountId, now) };

        // Nothing was ever decided about somebody: there is nothing to weigh.
        return card.Outcomes.Count == 0 ? card : card.Weighed(member.Since, now, DatanetRoles.Curates(member.Role), KnownItems.Asked(context, member, policy.Qualification));
    }
}
