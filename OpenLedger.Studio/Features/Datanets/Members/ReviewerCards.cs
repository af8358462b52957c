using OpenLedger.Datanets.Agreement;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Members;

/// <summary>Keeps what is known of reviewers, inside the write that changes it.</summary>
internal static class ReviewerCards
{
    private static readonly EntryState[] Undecided = [EntryState.InReview, EntryState.Escalated];
    private static readonly EntryState[] Decided = [EntryState.Accepted, EntryState.NeedsChanges, EntryState.Declined, EntryState.Abuse];

    /// <summary>
    /// An entry was decided: those who voted on it are credited, outvoted or not, and were right or not, with some doubt where no curator
    /// decided. A vote that decided alone says nothing of whoever cast it.
    /// </summary>
    public static void Follow(StudioContext context, string datanetId, EntryStanding before, EntryStanding after, DateTimeOffset at)
    {
        if (!Undecided.Contains(before.State) || !Decided.Contains(after.State))
        {
            return;
        }

        var isCertain = before.State == EntryState.Escalated;
        var votes = after.CurrentVotes.Where(vote => vote.Accuracy is not null).ToList();
        foreach (var vote in votes)
        {
            if (context.DatanetMembers.Find(datanetId, vote.ReviewerId) is { } member)
            {
                var seen = new ReviewerObservation(vote.Verdict == Verdict.Accept, after.State == EntryState.Accepted, isCertain);
                var tells = vote.ReviewerId != after.DecidedBy && (isCertain || votes.Count > 1);
                Change(context, member, at, card => card.Credited(at) with { Reviewing = tells ? card.Reviewing with { Decided = card.Reviewing.Decided.With(seen) } : card.Reviewing });
            }
        }
    }

    /// <summary>
    /// Changes what is known of a reviewer; they train while they are too often wrong and there are known items to train with. Whoever
    /// begins to train is not left alone with what they decided: what hung on their votes lately is looked at again.
    /// </summary>
    public static void Change(StudioContext context, DatanetMemberRow member, DateTimeOffset at, Func<MemberCard, MemberCard> change)
    {
        var before = MemberCard.Read(member.Card);
        var card = change(before);

        // Curators are shown no known items, so they could not come back.
        var rests = card.Reviewing.Accuracy.IsPaused && !DatanetRoles.Curates(member.Role) && KnownItems.PoolOf(context, member.DatanetId).IsEnoughToMix;
        member.Card = (card with { IsPaused = rests }).Json();
        if (rests && !before.IsPaused)
        {
            PausedReviews.LookAgain(context, member, at);
        }
    }
}
