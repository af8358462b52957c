using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Members;

/// <summary>What becomes of a reviewer's decisions when their votes begin to rest: those that hung on them go before a curator, and count on meanwhile for nobody's blame.</summary>
internal static class PausedReviews
{
    /// <summary>A reason that says itself what it is: no author has to do anything about it.</summary>
    public static ReasonGiven Reason { get; } = new ReasonGiven("other-change", Note: "A reviewer of it is in training.");

    /// <summary>Questions what was accepted within the last seven days by votes that would not have been enough without theirs.</summary>
    public static void LookAgain(StudioContext context, DatanetMemberRow reviewer, DateTimeOffset at)
    {
        var (since, accepted) = (at - DecisiveVotes.LookBack, nameof(EntryState.Accepted));
        var voted = context.Reviews.AsNoTracking()
            .Where(review => review.DatanetId == reviewer.DatanetId && review.ReviewerId == reviewer.AccountId && !review.IsDecision && review.At >= since)
            .Select(review => review.EntryId).Distinct().ToList();
        var policy = DatanetCard.Read(context.Datanets.Find(reviewer.DatanetId)!.Card).Rules;
        foreach (var row in voted.Select(entry => context.Entries.Find(entry)).OfType<EntryRow>().Where(row => row.DeletedAt is null && row.State == accepted))
        {
            var author = EntryTransitions.AuthorOf(context, row, at);
            if (DecisiveVotes.AreIn(EntryCard.Read(row.Card).Standing, reviewer.AccountId, author, policy, at))
            {
                EntryTransitions.Apply(context, row, EntryCommand.Challenge(Reason), Actor.Machine, at);
            }
        }
    }
}
