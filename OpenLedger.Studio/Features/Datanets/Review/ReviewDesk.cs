using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Flow;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Features.Datanets.Threads;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Review;

/// <summary>Hands entries to reviewers and curators, one person an entry, and takes what they say of them.</summary>
internal sealed partial class ReviewDesk(IDbContextFactory<StudioContext> contexts, WriteQueue queue, DatanetDesk datanets, EntryDesk entries, TimeProvider clock)
{
    private const int MostAttempts = 5;

    /// <summary>Refusals that the next entry would meet as well.</summary>
    private static readonly string[] ForEvery = ["role", "paused", "claims"];

    private static ReviewTurn NotYet =>
        new(null, new Sentence("Reviewing is not open to you yet."), new Sentence("It opens with accepted entries on several days, most of yours among them, and the short test where there is one: go on bringing entries."));

    private static ReviewTurn NotForYou => new(null, new Sentence("Reviewing is for reviewers, curators and the owner of this Datanet."), new Sentence("Ask its owner to make you a reviewer."));

    /// <summary>How many entries wait for others than their author: the one who asks.</summary>
    public ReviewCounts Counts(CurrentAccount me, string datanetId)
    {
        using var context = contexts.CreateDbContext();
        var (who, queued) = (me.Id, nameof(EntryState.Queued));
        string[] states = [queued, .. ForCurators];
        var counts = context.Entries.AsNoTracking()
            .Where(entry => entry.DatanetId == datanetId && entry.DeletedAt == null && entry.AuthorId != who && states.Contains(entry.State))
            .GroupBy(entry => entry.State).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionary(group => group.Key, group => group.Count);
        return new ReviewCounts(counts.GetValueOrDefault(queued), ForCurators.Sum(state => counts.GetValueOrDefault(state)));
    }

    /// <summary>The next entry for a reviewer, theirs alone until the lease ends; what they hold already comes first.</summary>
    /// <param name="me">Who asks.</param>
    /// <param name="datanetId">Where.</param>
    /// <param name="without">Entries that they have before them, or put aside.</param>
    public async Task<ReviewTurn> NextAsync(CurrentAccount me, string datanetId, IReadOnlyCollection<string> without)
    {
        if (datanets.Find(me, datanetId) is not { } datanet || !(datanet.MayReview || datanet.MayQualify))
        {
            return NotForYou;
        }

        await ReturnOverdueAsync(datanetId);
        if (await KnownAsync(me, datanet, without) is { } known)
        {
            return known;
        }

        if (!datanet.MayReview)
        {
            return NotYet;
        }

        if (Held(me.Id, datanetId, without) is { } held && (await entries.ApplyAsync(me, held, new EntryCommand(CommandKind.Heartbeat))).IsDone)
        {
            return await TurnAsync(me, datanet, held, isCurators: false);
        }

        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var drawn = Drawn(me.Id, datanet, without);
            if (drawn.Count == 0)
            {
                break;
            }

            var (taken, refusal) = await ClaimAsync(me.Id, datanetId, drawn);
            if (taken is not null)
            {
                return await TurnAsync(me, datanet, taken, isCurators: false);
            }

            if (refusal is not null)
            {
                return new ReviewTurn(null, refusal.Problem, refusal.NextStep);
            }
        }

        return ReviewTurn.Nothing;
    }

    /// <summary>Takes what a reviewer or curator says; what comes of all votes is decided in the same write.</summary>
    public async Task<EntryAnswer> VoteAsync(CurrentAccount me, Ballot ballot)
    {
        if (Known(me.Id, ballot) is { } before)
        {
            return before;
        }

        if (SuggestionOf(ballot)?.Parts.Any(part => StoredText.HasLoneSurrogate(part.Text)) == true)
        {
            return new EntryAnswer(ballot.EntryId, null, new Sentence("The suggested wording holds a broken character."), new Sentence("Paste it again as plain text, or send the verdict without it."));
        }

        if (ballot.Settles)
        {
            return await SettleAsync(me, ballot);
        }

        var (who, now) = (me.Id, clock.GetUtcNow());
        var command = (ballot.Decides ? EntryCommand.Decide(ballot.Verdict, ballot.Reasons) : EntryCommand.Vote(ballot.Verdict, ballot.Reasons)) with
        {
            ContentHash = SuggestionOf(ballot) is { } edit ? CanonicalEntry.Of(edit).Hash.ToString() : null,
        };
        var answer = await entries.ApplyAsync(me, ballot.EntryId, command, (context, row, _) => Keep(context, row, ballot, who, now));

        // Sent twice at the same moment, the second finds the lease gone.
        return answer.IsDone ? answer : Known(me.Id, ballot) ?? answer;
    }

    /// <summary>Takes an entry that waits and says the same of it as of another: one of several that were looked at together.</summary>
    public async Task<EntryAnswer> TakeAndVoteAsync(CurrentAccount me, Ballot ballot)
    {
        var claimed = await entries.ApplyAsync(me, ballot.EntryId, new EntryCommand(CommandKind.Claim));
        return claimed.IsDone || Known(me.Id, ballot) is not null ? await VoteAsync(me, ballot) : claimed;
    }

    /// <summary>Other entries of the same author and category that the reviewer may decide about together with one.</summary>
    public IReadOnlyList<EntryView> Alike(CurrentAccount me, string datanetId, string entryId, IReadOnlyCollection<string> without)
    {
        if (datanets.Find(me, datanetId) is not { MayReview: true } datanet)
        {
            return [];
        }

        using var context = contexts.CreateDbContext();
        return ReviewOrder.Alike(context, me.Id, datanet, entryId, without, clock.GetUtcNow());
    }

    /// <summary>Gives an entry back without a vote.</summary>
    public Task<EntryAnswer> SkipAsync(CurrentAccount me, string entryId, string why) =>
        entries.ApplyAsync(me, entryId, new EntryCommand(CommandKind.ReturnClaim) { Note = why });

    private static void Keep(StudioContext context, EntryRow row, Ballot ballot, string who, DateTimeOffset now)
    {
        context.Reviews.Add(new ReviewRow
        {
            Id = ballot.Key,
            DatanetId = row.DatanetId,
            EntryId = row.Id,
            Revision = row.Revision,
            ReviewerId = who,
            Verdict = ballot.Verdict.ToString(),
            Content = DatanetJson.Write(ballot.Reasons),
            Suggestion = SuggestionOf(ballot) is { } edit ? StoredEntry.Write(edit) : null,
            At = now,
            IsDecision = ballot.Decides,
        });
        if (!ballot.Decides && context.DatanetMembers.Find(row.DatanetId, who) is { } member)
        {
            var card = MemberCard.Read(member.Card).Active(now);
            var reviewing = card.Reviewing.After(Reading.IsHasty(StoredEntry.Read(row.Content), ballot.Taken));
            member.Card = (card with { Reviewing = reviewing }).Json();
        }
    }

    /// <summary>An edit goes with <em>needs changes</em> alone.</summary>
    private static EntryContent? SuggestionOf(Ballot ballot) => ballot.Verdict == Verdict.NeedsChanges ? ballot.Suggestion : null;

    /// <summary>A known item, where it is time for one: it looks as any other and is nobody's to take away.</summary>
    private async Task<ReviewTurn?> KnownAsync(CurrentAccount me, Datanet datanet, IReadOnlyCollection<string> without)
    {
        GoldRow? item;
        bool endsPause;
        using (var context = contexts.CreateDbContext())
        {
            (item, endsPause) = KnownItems.Draw(context, me.Id, datanet, without);
        }

        if (endsPause)
        {
            var who = me.Id;
            await queue.WriteAsync(context =>
            {
                if (context.DatanetMembers.Find(datanet.Id, who) is { } member)
                {
                    member.Card = (MemberCard.Read(member.Card) with { IsPaused = false }).Json();
                }
            });
        }

        if (item is null)
        {
            return null;
        }

        var view = DisguisedItem.Of(item, clock.GetUtcNow());
        return new ReviewTurn(new ReviewItem(view, null, await entries.CheckAsync(me, datanet.Id, view.Content, item.Category, item.EntryId), [], null) { KnownId = item.EntryId });
    }

    private EntryAnswer? Known(string who, Ballot ballot)
    {
        using var context = contexts.CreateDbContext();
        return context.Reviews.AsNoTracking().Any(review => review.Id == ballot.Key && review.ReviewerId == who)
            && context.Entries.AsNoTracking().FirstOrDefault(entry => entry.Id == ballot.EntryId) is { } row
                ? new EntryAnswer(row.Id, Enum.Parse<EntryState>(row.State))
                : null;
    }

    /// <summary>Entries whose lease has run out wait for everybody again.</summary>
    private async Task ReturnOverdueAsync(string datanetId)
    {
        IReadOnlyList<string> overdue;
        using (var context = contexts.CreateDbContext())
        {
            overdue = OverdueLeases.Of(context, datanetId, clock.GetUtcNow());
        }

        foreach (var entry in overdue)
        {
            await entries.ApplyAsync(entry, new EntryCommand(CommandKind.ExpireLease));
        }
    }

    private string? Held(string who, string datanetId, IReadOnlyCollection<string> without)
    {
        using var context = contexts.CreateDbContext();
        var now = clock.GetUtcNow();
        return context.Leases.AsNoTracking().Where(lease => lease.ReviewerId == who && lease.Until > now && !without.Contains(lease.EntryId))
            .Join(context.Entries.Where(entry => entry.DatanetId == datanetId), lease => lease.EntryId, entry => entry.Id, (lease, _) => lease)
            .OrderBy(lease => lease.Until).Select(lease => lease.EntryId).FirstOrDefault();
    }

    private IReadOnlyList<string> Drawn(string who, Datanet datanet, IReadOnlyCollection<string> without)
    {
        using var context = contexts.CreateDbContext();
        return ReviewOrder.Of(context, who, datanet, without, clock.GetUtcNow());
    }

    /// <summary>Takes the first of some that is still free; none, where others were faster each time.</summary>
    private Task<(string? Taken, EntryAnswer? Refusal)> ClaimAsync(string who, string datanetId, IReadOnlyList<string> drawn)
    {
        var now = clock.GetUtcNow();
        return queue.WriteAsync(context =>
        {
            var actor = EntryTransitions.ActorOf(context, datanetId, who, now);
            foreach (var id in drawn)
            {
                if (context.Entries.Find(id) is not { DeletedAt: null, State: nameof(EntryState.Queued) } row)
                {
                    continue;
                }

                var claimed = EntryTransitions.Apply(context, row, new EntryCommand(CommandKind.Claim), actor, now);
                if (claimed.IsDone)
                {
                    return (row.Id, (EntryAnswer?)null);
                }

                if (ForEvery.Contains(claimed.Refusal!.Code))
                {
                    return (null, EntryAnswer.Of(claimed));
                }
            }

            return ((string?)null, (EntryAnswer?)null);
        });
    }

    private async Task<ReviewTurn> TurnAsync(CurrentAccount me, Datanet datanet, string entryId, bool isCurators)
    {
        EntryView view;
        EntryContent? before = null;
        EntryEvent? raised;
        IReadOnlyList<string> said;
        using (var context = contexts.CreateDbContext())
        {
            view = EntryView.Of(context.Entries.AsNoTracking().First(entry => entry.Id == entryId));
            var earlier = view.Row.Revision - 1;
            if (context.EntryRevisions.AsNoTracking().FirstOrDefault(revision => revision.EntryId == entryId && revision.Revision == earlier) is { } old)
            {
                before = StoredEntry.Read(old.Content);
            }

            said = AuthorWords.Of(context, view);
            raised = isCurators ? Raised(context, view) : null;
        }

        var findings = await entries.CheckAsync(me, datanet.Id, view.Content, view.Row.Category, entryId);
        var appeal = view.Card.Standing.AppealedFrom is null ? null : raised?.Evidence.GetValueOrDefault(EvidenceNames.Note) ?? "";
        var item = new ReviewItem(view, before, findings, isCurators || !datanet.Card.Rules.BlindFirstPass ? [.. view.Card.Standing.CurrentVotes] : [], isCurators ? appeal : null);
        return new ReviewTurn(item with { Said = said, Raised = raised is { Command: CommandKind.Challenge or CommandKind.Escalate } ? raised : null });
    }
}
