using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Queues;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Known;

/// <summary>What reviewers say of known items, and what they are told of themselves; nobody is told of others.</summary>
internal sealed class KnownDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, DatanetDesk datanets, TimeProvider clock)
{
    private const int MostReviews = 200;
    private const int MostDifferences = 20;

    /// <summary>Takes a verdict on a known item, and says what curators said; null where there is no such item for whoever asks.</summary>
    public async Task<KnownFeedback?> JudgeAsync(CurrentAccount me, string datanetId, KnownBallot ballot)
    {
        if (datanets.Find(me, datanetId) is not { } datanet || !(datanet.MayReview || datanet.MayQualify))
        {
            return null;
        }

        var (who, now) = (me.Id, clock.GetUtcNow());
        return await queue.WriteAsync(context =>
        {
            if (context.Gold.Find(datanetId, ballot.EntryId) is not { } item || context.DatanetMembers.Find(datanetId, who) is not { } member)
            {
                return null;
            }

            var content = StoredEntry.Read(item.Content);
            var answers = AnswersOf(context, datanetId, who);
            if (answers.All(answer => answer.Id != ballot.Key))
            {
                var answer = new GoldAnswerRow
                {
                    Id = ballot.Key,
                    DatanetId = datanetId,
                    EntryId = item.EntryId,
                    ReviewerId = who,
                    Verdict = ballot.Verdict.ToString(),
                    IsFirst = answers.All(before => before.EntryId != item.EntryId),
                    At = now,
                };
                context.GoldAnswers.Add(answer);
                Recount(context, member, [.. answers, answer], datanet.Card.Rules.Qualification, now);
                ReviewerCards.Change(context, member, now, card => card.Active(now) with { Reviewing = card.Reviewing.After(Reading.IsHasty(content, ballot.Taken)) });
            }

            return new KnownFeedback(item.EntryId, content, ballot.Verdict, item.IsGood, item.Why);
        });
    }

    /// <summary>Says that a known item's verdict is wrong: it counts for nobody until a curator has looked.</summary>
    public async Task<bool> ContestAsync(CurrentAccount me, string datanetId, string entryId)
    {
        if (datanets.Find(me, datanetId) is not { MayReview: true } datanet)
        {
            return false;
        }

        var (who, now) = (me.Id, clock.GetUtcNow());
        return await queue.WriteAsync(context =>
        {
            if (context.Gold.Find(datanetId, entryId) is not { } item || !AnswersOf(context, datanetId, who).Any(answer => answer.EntryId == entryId))
            {
                return false;
            }

            item.ContestedBy = DatanetJson.Write(KnownItems.ItemOf(item).Contest(who).ContestedBy);
            RecountAll(context, item, datanet.Card.Rules.Qualification, now);
            return true;
        });
    }

    /// <summary>Where whoever asks stands with the known items of a Datanet.</summary>
    public KnownState StateOf(CurrentAccount me, Datanet datanet)
    {
        using var context = contexts.CreateDbContext();
        return KnownItems.StateOf(CardOf(context, datanet.Id, me.Id), datanet, KnownItems.PoolOf(context, datanet.Id));
    }

    /// <summary>The calibration card of whoever asks: there is none of others.</summary>
    public CalibrationView? Calibration(CurrentAccount me, string datanetId)
    {
        if (datanets.Find(me, datanetId) is not { MayReview: true } datanet)
        {
            return null;
        }

        using var context = contexts.CreateDbContext();
        var judged = Known(context, datanetId, me.Id).Concat(DecidedByCurators(context, datanetId, me.Id)).OrderByDescending(each => each.At).ToList();
        return new CalibrationView(
            CalibrationCard.Of(judged.Select(each => each.Observation)),
            [.. judged.GroupBy(each => each.Category).OrderBy(group => group.Key, StringComparer.CurrentCulture).Select(group => (group.Key, CalibrationCard.Of(group.Select(each => each.Observation))))],
            [.. judged.Where(each => each.Observation.SaidGood != each.IsGood).Take(MostDifferences)],
            KnownItems.StateOf(CardOf(context, datanetId, me.Id), datanet, KnownItems.PoolOf(context, datanetId)));
    }

    /// <summary>Counts anew what an item says of everybody who judged it.</summary>
    internal static void RecountAll(StudioContext context, GoldRow item, QualificationPolicy policy, DateTimeOffset now)
    {
        var reviewers = context.GoldAnswers.AsNoTracking().Where(answer => answer.DatanetId == item.DatanetId && answer.EntryId == item.EntryId).Select(answer => answer.ReviewerId).Distinct().ToList();
        foreach (var member in reviewers.Select(reviewer => context.DatanetMembers.Find(item.DatanetId, reviewer)).OfType<DatanetMemberRow>())
        {
            Recount(context, member, AnswersOf(context, item.DatanetId, member.AccountId), policy, now);
        }
    }

    /// <summary>First answers say how somebody judges; the last answer to each item says what they have learned.</summary>
    private static void Recount(StudioContext context, DatanetMemberRow member, IReadOnlyList<GoldAnswerRow> answers, QualificationPolicy policy, DateTimeOffset now)
    {
        // Tracked on purpose: what this write has changed is to be seen.
        var items = context.Gold.Where(item => item.DatanetId == member.DatanetId).ToList().ToDictionary(item => item.EntryId, KnownItems.ItemOf, StringComparer.Ordinal);
        var given = answers.Where(answer => items.ContainsKey(answer.EntryId)).ToList();
        var accuracy = ReviewerAccuracy.Of(GoldItems.Counting(given.Where(answer => answer.IsFirst).Select(answer => (items[answer.EntryId], IsAccept(answer)))));
        var right = given.GroupBy(answer => answer.EntryId).Select(group => group.Last()).OrderBy(answer => answer.At)
            .Where(answer => items[answer.EntryId].IsInUse).Select(answer => items[answer.EntryId].IsGood == IsAccept(answer));
        var qualification = Qualification.Of(right, policy);
        ReviewerCards.Change(context, member, now, card =>
        {
            var after = card with { Reviewing = card.Reviewing with { Known = accuracy } };
            return new Qualification(card.QualificationItems, card.QualificationRight).IsPassed(policy)
                ? after
                : (after with { QualificationItems = qualification.Items, QualificationRight = qualification.Right })
                    .Weighed(member.Since, now, DatanetRoles.Curates(member.Role), KnownItems.Asked(context, member, policy));
        });
    }

    private static bool IsAccept(GoldAnswerRow answer) => answer.Verdict == nameof(Verdict.Accept);

    private static List<GoldAnswerRow> AnswersOf(StudioContext context, string datanetId, string who) =>
        [.. context.GoldAnswers.AsNoTracking().Where(answer => answer.DatanetId == datanetId && answer.ReviewerId == who).OrderBy(answer => answer.At)];

    private static MemberCard CardOf(StudioContext context, string datanetId, string who) =>
        context.DatanetMembers.AsNoTracking().FirstOrDefault(member => member.DatanetId == datanetId && member.AccountId == who) is { } member ? MemberCard.Read(member.Card) : new MemberCard();

    private static IEnumerable<Judged> Known(StudioContext context, string datanetId, string who) =>
        [.. context.GoldAnswers.AsNoTracking().Where(answer => answer.DatanetId == datanetId && answer.ReviewerId == who && answer.IsFirst)
            .OrderByDescending(answer => answer.At).Take(MostReviews)
            .Join(context.Gold.Where(item => item.DatanetId == datanetId), answer => answer.EntryId, item => item.EntryId, (answer, item) => new { answer.Verdict, answer.At, Item = item }).ToList()
            .Where(each => KnownItems.ItemOf(each.Item).IsInUse)
            .Select(each => new Judged(each.Item.EntryId, each.Item.Category, StoredEntry.Read(each.Item.Content), Enum.Parse<Verdict>(each.Verdict), each.Item.IsGood, each.Item.Why, each.At))];

    /// <summary>Their votes on texts that a curator decided about afterwards.</summary>
    private static IEnumerable<Judged> DecidedByCurators(StudioContext context, string datanetId, string who)
    {
        var mine = context.Reviews.AsNoTracking().Where(review => review.DatanetId == datanetId && review.ReviewerId == who).OrderByDescending(review => review.At).Take(MostReviews).ToList();
        var ids = mine.Select(review => review.EntryId).Distinct().ToList();
        var decisions = context.EntryEvents.AsNoTracking().Where(happened => ids.Contains(happened.EntryId) && happened.Actor != who).OrderBy(happened => happened.Sequence).Select(happened => happened.Content).AsEnumerable()
            .Select(EventJson.TryRead).OfType<EntryEvent>().Where(happened => happened.Command == CommandKind.Decide).ToLookup(happened => (happened.EntryId, happened.Revision));
        var entries = context.Entries.AsNoTracking().Where(entry => ids.Contains(entry.Id)).ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        foreach (var review in mine)
        {
            if (decisions[(review.EntryId, review.Revision)].LastOrDefault() is { } decision && entries.TryGetValue(review.EntryId, out var entry))
            {
                var text = context.EntryRevisions.AsNoTracking().FirstOrDefault(revision => revision.EntryId == review.EntryId && revision.Revision == review.Revision)?.Content ?? entry.Content;
                var why = string.Join(' ', decision.Reasons.Select(reason => reason.Note).Where(note => !string.IsNullOrEmpty(note)));
                yield return new Judged(entry.Id, entry.Category, StoredEntry.Read(text), Enum.Parse<Verdict>(review.Verdict), decision.To == EntryState.Accepted, why, review.At);
            }
        }
    }
}
