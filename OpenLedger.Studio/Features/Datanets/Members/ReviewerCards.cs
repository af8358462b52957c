using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Trust;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Members;

/// <summary>Keeps what is known of reviewers, inside the write that changes it.</summary>
internal static class ReviewerCards
{
    private static readonly EntryState[] Undecided = [EntryState.InReview, EntryState.Escalated];
    private static readonly EntryState[] Decided = [EntryState.Accepted, EntryState.NeedsChanges, EntryState.Declined, EntryState.Abuse];

    /// <summary>An entry was decided: those who voted on it were right or not, with some doubt where no curator decided.</summary>
    public static void Follow(StudioContext context, string datanetId, EntryStanding before, EntryStanding after)
    {
        if (!Undecided.Contains(before.State) || !Decided.Contains(after.State))
        {
            return;
        }

        var isCertain = before.State == EntryState.Escalated;
        foreach (var vote in after.CurrentVotes.Where(vote => vote.Accuracy is not null && vote.ReviewerId != after.DecidedBy))
        {
            if (context.DatanetMembers.Find(datanetId, vote.ReviewerId) is { } member)
            {
                var seen = new ReviewerObservation(vote.Verdict == Verdict.Accept, after.State == EntryState.Accepted, isCertain);
                Change(context, member, card => card with { Reviewing = card.Reviewing with { Decided = card.Reviewing.Decided.With(seen) } });
            }
        }
    }

    /// <summary>Changes what is known of a reviewer; they train while they are too often wrong and there are known items to train with.</summary>
    public static void Change(StudioContext context, DatanetMemberRow member, Func<MemberCard, MemberCard> change)
    {
        var card = change(MemberCard.Read(member.Card));
        var rests = card.Reviewing.Accuracy.IsPaused && KnownItems.PoolOf(context, member.DatanetId).IsEnoughToMix;
        member.Card = (card with { IsPaused = rests }).Json();
    }

    /// <summary>The same with the tier that it earns, after a qualification.</summary>
    public static MemberCard WithTier(MemberCard card, DatanetMemberRow member, QualificationPolicy policy, DateTimeOffset at)
    {
        var isCurator = DatanetRoles.Parse(member.Role) >= DatanetRole.Curator;
        return card with { Tier = Tiers.After(card.Tier, card.Record(member.Since, at, isCurator), policy) };
    }
}
