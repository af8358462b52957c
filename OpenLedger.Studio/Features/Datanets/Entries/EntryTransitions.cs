using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Policies;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>
/// Carries a command about an entry out inside one write: loads its standing, asks the rules, and puts down the entry, its revision, its
/// event in the chain, its lease and what its author's record says. Nothing else changes an entry's state.
/// </summary>
internal static class EntryTransitions
{
    private const int ShareSteps = 10_000;

    /// <summary>Carries a command out, or changes nothing and says why not.</summary>
    /// <param name="context">The write that it belongs to.</param>
    /// <param name="row">The entry, tracked by the context or added to it.</param>
    /// <param name="command">What is wished for.</param>
    /// <param name="actor">Who wishes it (<see cref="ActorOf"/>, or <see cref="Actor.Machine"/>).</param>
    /// <param name="at">When.</param>
    /// <param name="text">The text that is handed in with a submission or revision.</param>
    public static Transition Apply(StudioContext context, EntryRow row, EntryCommand command, Actor actor, DateTimeOffset at, EntryContent? text = null)
    {
        var card = EntryCard.Read(row.Card);
        var datanet = context.Datanets.Find(row.DatanetId) ?? throw new InvalidOperationException("The Datanet of an entry is gone.");
        var policy = DatanetCard.Read(datanet.Card).Rules;
        var author = context.DatanetMembers.Find(row.DatanetId, row.AuthorId);
        var known = author is null ? new MemberCard() : MemberCard.Read(author.Card);
        var around = new CommandContext(actor, at, policy, AuthorOf(row, known, datanet, at))
        {
            SpotCheck = IsDrawn(row.Id, policy.SpotCheckT3),
            Reviewers = command.Kind == CommandKind.Vote ? WhoReviews.Count(context, row.DatanetId, policy, (row.AuthorId, known.Cluster ?? row.AuthorId), policy.MaxReviews) : null,
            OtherCurators = HasOtherCurators(context, row.DatanetId, actor.Id),
        };
        var transition = Lifecycle.Apply(card.Standing, command, around);
        if (!transition.IsDone)
        {
            return transition;
        }

        Write(row, transition.Standing.State == EntryState.Withdrawn ? card with { Note = null } : card, transition.Standing, at);
        if (text is not null)
        {
            row.Content = StoredEntry.Write(text);
            row.ContentHash = transition.Standing.ContentHash;
            PutRevision(context, row, at);
        }

        WriteLease(context, card.Standing, transition.Standing);
        ReviewerCards.Follow(context, row.DatanetId, card.Standing, transition.Standing, at);
        if (transition.Event is { } happened)
        {
            Append(context, row.DatanetId, happened);
            if (happened.To == EntryState.Withdrawn)
            {
                context.EntryMessages.Where(message => message.EntryId == row.Id).ExecuteDelete();
            }

            context.EntryMilestones.AddRange(Health.Milestones.Of(row.DatanetId, card.Standing, happened));
            if (author is not null && EntryOutcomes.Of(happened).ToList() is { Count: > 0 } outcomes)
            {
                author.Card = known.With(outcomes, author.Since, at, DatanetRoles.Curates(author.Role), KnownItems.Asked(context, author, policy.Qualification)).Json();
            }
        }

        if (transition.Event is { To: EntryState.Accepted, From: not EntryState.Challenged } && card.Improves is { } improved)
        {
            Supersede(context, row, improved, at);
        }

        return transition;
    }

    /// <summary>Carries several commands out one after the other: all of them, or none.</summary>
    public static Transition Apply(StudioContext context, EntryRow row, IReadOnlyList<EntryCommand> commands, Actor actor, DateTimeOffset at)
    {
        var last = Apply(context, row, commands[0], actor, at);
        foreach (var command in commands.Skip(1).TakeWhile(_ => last.IsDone))
        {
            last = Apply(context, row, command, actor, at);
        }

        if (!last.IsDone)
        {
            // What the first of them changed is not saved.
            context.ChangeTracker.Clear();
        }

        return last;
    }

    /// <summary>Somebody as the rules see them in a Datanet at this moment; a reader where they are no member.</summary>
    public static Actor ActorOf(StudioContext context, string datanetId, string accountId, DateTimeOffset at)
    {
        var member = context.DatanetMembers.Find(datanetId, accountId);
        var (role, card) = member is null ? (DatanetRole.None, new MemberCard()) : (DatanetRoles.Parse(member.Role), MemberCard.Read(member.Card));
        var policy = role == DatanetRole.Reviewer ? DatanetCard.Read(context.Datanets.Find(datanetId)!.Card).Rules : ReviewPolicy.Default;
        return new Actor(accountId, card.Cluster ?? accountId, DatanetRoles.ActorRole(role))
        {
            Tier = ReviewAccess.TierOf(DatanetRoles.ActorRole(role), card.Tier, policy),
            Accuracy = card.Accuracy,
            IsPaused = card.IsPaused,
            OpenClaims = context.Leases.AsNoTracking().Count(lease => lease.ReviewerId == accountId && lease.Until > at),
        };
    }

    /// <summary>Whether an entry is there for whoever asks. An author takes back what is theirs, and asks to look again, wherever they stand by now.</summary>
    public static bool IsFor(StudioContext context, (string Id, bool IsSignedIn, bool IsAdmin) asking, EntryRow entry, CommandKind command)
    {
        if (DatanetDesk.Find(context, asking.Id, asking.IsSignedIn, asking.IsAdmin, entry.DatanetId) is not null)
        {
            return true;
        }

        // Where the Datanet was deleted, nobody is there who could look again.
        return asking.IsSignedIn && entry.AuthorId == asking.Id
            && (command == CommandKind.Withdraw || (command == CommandKind.Appeal && context.Datanets.Find(entry.DatanetId) is { DeletedAt: null }));
    }

    /// <summary>An entry's author as the rules see them at a moment.</summary>
    public static AuthorView AuthorOf(StudioContext context, EntryRow row, DateTimeOffset at)
    {
        var author = context.DatanetMembers.Find(row.DatanetId, row.AuthorId);
        return AuthorOf(row, author is null ? new MemberCard() : MemberCard.Read(author.Card), context.Datanets.Find(row.DatanetId)!, at);
    }

    /// <summary>An accepted improvement takes the place of the entry that it improves, if that is still accepted; both authors keep their credit.</summary>
    private static void Supersede(StudioContext context, EntryRow better, string improved, DateTimeOffset at)
    {
        if (context.Entries.Find(improved) is { DeletedAt: null } row && row.DatanetId == better.DatanetId)
        {
            Apply(context, row, EntryCommand.Supersede(better.Id), Actor.Machine, at);
        }
    }

    private static AuthorView AuthorOf(EntryRow row, MemberCard known, DatanetRow datanet, DateTimeOffset at)
    {
        var isOwner = datanet.OwnerId == row.AuthorId;
        return new AuthorView(known.Cluster ?? row.AuthorId, isOwner ? Tier.T4 : known.Tier, known.ReputationAt(at).Mean, isOwner);
    }

    private static void Write(EntryRow row, EntryCard card, EntryStanding standing, DateTimeOffset at)
    {
        row.State = standing.State.ToString();
        row.Revision = standing.Revision;
        row.QueuedAt = standing.QueuedAt;
        row.PolicyVersion = standing.PolicyVersion;
        row.UpdatedAt = at;
        row.Card = (card with { Standing = standing }).Json();
    }

    private static void PutRevision(StudioContext context, EntryRow row, DateTimeOffset at)
    {
        if (context.EntryRevisions.Find(row.Id, row.Revision) is { } before)
        {
            // A draft that a gate had handed back comes again under the same number.
            (before.Content, before.At) = (row.Content, at);
            return;
        }

        context.EntryRevisions.Add(new EntryRevisionRow { EntryId = row.Id, Revision = row.Revision, Content = row.Content, At = at, AuthorId = row.AuthorId });
    }

    private static void WriteLease(StudioContext context, EntryStanding before, EntryStanding after)
    {
        if (before.Lease == after.Lease)
        {
            return;
        }

        if (before.Lease is { } old && context.Leases.Find(before.EntryId, old.ReviewerId) is { } row)
        {
            if (after.Lease?.ReviewerId == old.ReviewerId)
            {
                row.Until = after.Lease.Until;
                return;
            }

            context.Leases.Remove(row);
        }

        if (after.Lease is { } lease)
        {
            context.Leases.Add(new LeaseRow { EntryId = after.EntryId, ReviewerId = lease.ReviewerId, Until = lease.Until });
        }
    }

    private static void Append(StudioContext context, string datanetId, EntryEvent happened)
    {
        // What this write has added is not in the database yet.
        var last = context.EntryEvents.Local.Where(each => each.DatanetId == datanetId).MaxBy(each => each.Sequence)
            ?? context.EntryEvents.AsNoTracking().Where(each => each.DatanetId == datanetId).OrderByDescending(each => each.Sequence).FirstOrDefault();
        var link = EventChain.Append(happened, datanetId, last is null ? null : new ChainLink(last.Sequence, last.PreviousHash, last.Hash, last.Content));
        context.EntryEvents.Add(new EntryEventRow
        {
            DatanetId = datanetId,
            Sequence = link.Sequence,
            EntryId = happened.EntryId,
            Actor = happened.ActorId,
            At = happened.At,
            PreviousHash = link.PreviousHash,
            Hash = link.Hash,
            Content = link.Content,
        });
    }

    private static bool HasOtherCurators(StudioContext context, string datanetId, string actorId)
    {
        string[] curating = [nameof(DatanetRole.Curator), nameof(DatanetRole.Owner)];
        return context.DatanetMembers.AsNoTracking().Any(member => member.DatanetId == datanetId && member.AccountId != actorId && curating.Contains(member.Role));
    }

    /// <summary>Drawn by the entry's id, so that asking twice gives the same answer.</summary>
    private static bool IsDrawn(string entryId, double share)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(entryId));
        return BitConverter.ToUInt32(hash) % ShareSteps < share * ShareSteps;
    }
}
