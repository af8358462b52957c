using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Queues;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Known;

/// <summary>Which known item a reviewer gets, if it is time for one: the draw follows from the Datanet, the reviewer and how far they are.</summary>
internal static class KnownItems
{
    private static readonly string[] Gone = [nameof(EntryState.Withdrawn), nameof(EntryState.Tombstoned)];

    /// <summary>The known items that can be shown: in use, and not of an entry that was taken back or out.</summary>
    public static IReadOnlyList<GoldItem> InUse(StudioContext context, string datanetId) =>
        [.. context.Gold.AsNoTracking().Where(known => known.DatanetId == datanetId && known.RetiredAt == null)
            .Join(context.Entries.Where(entry => entry.DeletedAt == null && !Gone.Contains(entry.State)), known => known.EntryId, entry => entry.Id, (known, _) => known)
            .Select(known => new { known.EntryId, known.Category, known.IsGood, known.ContestedBy, known.Upheld }).ToList()
            .Select(known => new GoldItem(known.EntryId, known.Category, known.IsGood, DatanetJson.Read<List<string>>(known.ContestedBy), known.Upheld))
            .Where(item => item.IsInUse)];

    public static GoldPool PoolOf(StudioContext context, string datanetId) => GoldPool.Of(InUse(context, datanetId));

    /// <summary>What somebody is asked before they may review: nothing where the pool is too small to ask it, so that the other criteria decide.</summary>
    public static QualificationPolicy Asked(StudioContext context, DatanetMemberRow member, QualificationPolicy policy) =>
        DatanetRoles.Curates(member.Role) || PoolOf(context, member.DatanetId).IsEnoughToQualify(policy) ? policy : policy with { Items = 0 };

    public static GoldItem ItemOf(GoldRow row) => new(row.EntryId, row.Category, row.IsGood, DatanetJson.Read<List<string>>(row.ContestedBy), row.Upheld);

    /// <summary>Where somebody stands with the known items of a Datanet.</summary>
    public static KnownState StateOf(MemberCard card, Datanet datanet, GoldPool pool)
    {
        var policy = datanet.Card.Rules.Qualification;
        var qualification = new Qualification(card.QualificationItems, card.QualificationRight);

        // Whoever has decided with others for as long as the qualification is, has shown it there.
        var isNew = card.Reviewing.Decided.Items < policy.Items;
        var qualifies = !datanet.Curates && isNew && pool.IsEnoughToQualify(policy) && !qualification.IsPassed(policy);
        return new KnownState(pool, qualification, policy, qualifies, card.IsPaused);
    }

    /// <summary>The known item that comes next for a reviewer; none where it is not time for one.</summary>
    /// <param name="context">The store.</param>
    /// <param name="who">The reviewer.</param>
    /// <param name="datanet">The Datanet as they see it.</param>
    /// <param name="without">What they have before them, or put aside.</param>
    /// <returns>The item, and whether a pause is over because there is nothing left to train with.</returns>
    public static (GoldRow? Item, bool EndsPause) Draw(StudioContext context, string who, Datanet datanet, IReadOnlyCollection<string> without)
    {
        if (datanet.Curates || context.DatanetMembers.AsNoTracking().FirstOrDefault(found => found.DatanetId == datanet.Id && found.AccountId == who) is not { } member)
        {
            return (null, false);
        }

        var (card, items) = (MemberCard.Read(member.Card), InUse(context, datanet.Id));
        if (items.Count == 0)
        {
            return (null, card.IsPaused);
        }

        var state = StateOf(card, datanet, GoldPool.Of(items));
        if (!datanet.MayReview && !state.IsQualifying)
        {
            return (null, false);
        }

        var item = Choose(context, who, datanet, card, state, items, without);
        return item is null
            ? (null, state.IsPaused && !state.IsQualifying)
            : (context.Gold.AsNoTracking().First(known => known.DatanetId == datanet.Id && known.EntryId == item.EntryId), false);
    }

    /// <summary>The seed of a Datanet's draws.</summary>
    public static long SeedOf(string datanetId) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(datanetId)));

    private static GoldItem? Choose(StudioContext context, string who, Datanet datanet, MemberCard card, KnownState state, IReadOnlyList<GoldItem> items, IReadOnlyCollection<string> without)
    {
        var (id, seed, turn) = (datanet.Id, SeedOf(datanet.Id), card.Reviewing.Turns + without.Count);
        var trains = state.IsQualifying || state.IsPaused;
        if (!trains)
        {
            var queued = nameof(EntryState.Queued);
            var rate = GoldItems.Rate(datanet.Card.Rules.Gold, card.Reviewing.Accuracy, card.Reviewing.HastyShare);

            // Where nothing else waits, an entry would give itself away.
            if (!state.Pool.IsEnoughToMix || !GoldItems.IsNext(seed, who, turn, rate)
                || !context.Entries.AsNoTracking().Any(entry => entry.DatanetId == id && entry.State == queued && entry.AuthorId != who && entry.DeletedAt == null))
            {
                return null;
            }
        }

        var answers = context.GoldAnswers.AsNoTracking().Where(answer => answer.DatanetId == id && answer.ReviewerId == who).OrderBy(answer => answer.At)
            .Select(answer => new { answer.EntryId, answer.Verdict }).ToList();
        var good = items.ToDictionary(item => item.EntryId, item => item.IsGood, StringComparer.Ordinal);
        var free = items.Where(item => !without.Contains(item.EntryId)).ToList();
        var unseen = GoldItems.Pick(free, answers.Select(answer => answer.EntryId).ToHashSet(StringComparer.Ordinal), seed, who, turn);
        if (unseen is not null || !trains)
        {
            return unseen;
        }

        // Who trains sees again what they saw otherwise, until they have seen it.
        var right = answers.Where(answer => good.TryGetValue(answer.EntryId, out var isGood) && isGood == (answer.Verdict == nameof(Verdict.Accept)))
            .Select(answer => answer.EntryId).ToHashSet(StringComparer.Ordinal);
        return GoldItems.Pick(free, right, seed, who, turn);
    }
}
