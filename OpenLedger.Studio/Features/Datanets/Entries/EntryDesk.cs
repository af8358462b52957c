using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Flow;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>The one door through which entries change: handing in, taking back, appealing, and every command that reviewers and curators give.</summary>
internal sealed class EntryDesk(WriteQueue queue, DatanetDesk datanets, GateShelf gates, TimeProvider clock)
{
    /// <summary>What the gates think of a text; asks nobody else and costs nothing.</summary>
    public async Task<IReadOnlyList<Finding>> CheckAsync(CurrentAccount me, string datanetId, EntryContent content, string? category, string? entryId = null)
    {
        if (datanets.Find(me, datanetId) is not { } datanet)
        {
            return [];
        }

        var shelf = await gates.OfAsync(datanet);
        return await Task.Run(() => shelf.Check(content, category, EntryId.TryParse(entryId)));
    }

    /// <summary>Hands in a new entry, a draft, or a revision of an entry that came back.</summary>
    public async Task<EntryAnswer> SubmitAsync(CurrentAccount me, string datanetId, HandIn given)
    {
        if (datanets.Find(me, datanetId) is not { } datanet)
        {
            return EntryAnswer.NotThere;
        }

        if (WhyNot(datanet, given) is { } refusal)
        {
            return refusal;
        }

        var findings = await CheckAsync(me, datanetId, given.Content, given.Category, given.EntryId);
        var blocking = findings.Where(finding => finding.Severity == Severity.Block).ToList();
        if (blocking.Count > 0 && (!OnlyAdvise(me, datanet) || blocking.Any(IsUnkeepable)))
        {
            return new EntryAnswer(given.EntryId, null, new Sentence("The checks ask for a change first. It cost you nothing."), new Sentence("Look at the findings beside the text: each says what helps.")) { Findings = findings };
        }

        var (who, now) = (me.Id, clock.GetUtcNow());
        var hash = CanonicalEntry.Of(given.Content).Hash.ToString();
        var answer = await queue.WriteAsync(context => Submit(context, who, datanetId, given, hash, findings, now));
        if (answer is { IsDone: true, EntryId: { } id, State: { } state })
        {
            gates.Tell(datanetId, EntryId.TryParse(id)!.Value, given.Content, state);
            ForgetImproved(datanetId, state, given.Improves);
        }

        return answer with { Findings = findings };
    }

    /// <summary>How many drafts one person may have in a Datanet.</summary>
    public const int MostDrafts = 20_000;

    /// <summary>Keeps entries as drafts, which nobody else sees, as far as there is room; how many were kept.</summary>
    public async Task<int> KeepAsync(CurrentAccount me, string datanetId, IReadOnlyList<HandIn> given)
    {
        if (datanets.Find(me, datanetId) is not { MayContribute: true })
        {
            return 0;
        }

        var (who, now) = (me.Id, clock.GetUtcNow());
        return await queue.WriteAsync(context =>
        {
            var there = context.Entries.Count(entry => entry.DatanetId == datanetId && entry.AuthorId == who && entry.State == nameof(EntryState.Draft) && entry.DeletedAt == null);
            var kept = given.Take(MostDrafts - there).ToList();
            kept.ForEach(draft => context.Entries.Add(NewRow(who, datanetId, draft, "", now)));
            return kept.Count;
        });
    }

    /// <summary>Takes an entry back.</summary>
    public Task<EntryAnswer> WithdrawAsync(CurrentAccount me, string entryId, string? note = null) =>
        ApplyAsync(me, entryId, new EntryCommand(CommandKind.Withdraw) { Note = note });

    /// <summary>Asks a curator to look again.</summary>
    public Task<EntryAnswer> AppealAsync(CurrentAccount me, string entryId, string note) => ApplyAsync(me, entryId, EntryCommand.Appeal(note));

    /// <summary>Carries any command about an entry out in the name of whoever asks; the rules say who may.</summary>
    /// <param name="me">Who asks.</param>
    /// <param name="entryId">The entry.</param>
    /// <param name="command">What is wished for.</param>
    /// <param name="also">What is written together with it, or not at all; called only where it was carried out.</param>
    public Task<EntryAnswer> ApplyAsync(CurrentAccount me, string entryId, EntryCommand command, Action<StudioContext, EntryRow, Transition>? also = null) =>
        ApplyAsync(entryId, _ => [command], (me.Id, me.Role.Length > 0, me.IsAdmin), also);

    /// <summary>Carries a command out in the name of our own rules.</summary>
    public Task<EntryAnswer> ApplyAsync(string entryId, EntryCommand command) => ApplyAsync(entryId, _ => [command], null, null);

    /// <summary>Takes an accepted entry out of coming releases: it is questioned, where nobody did so before, and settled, in one write or not at all.</summary>
    public Task<EntryAnswer> TakeOutAsync(CurrentAccount me, string entryId, ReasonGiven reason, bool consentWithdrawn = false)
    {
        var settle = EntryCommand.Tombstone(consentWithdrawn, reason);
        return ApplyAsync(entryId, state => state == EntryState.Challenged ? [settle] : [EntryCommand.Challenge(reason), settle], (me.Id, me.Role.Length > 0, me.IsAdmin), null);
    }

    private async Task<EntryAnswer> ApplyAsync(
        string entryId, Func<EntryState, IReadOnlyList<EntryCommand>> commands, (string Id, bool IsSignedIn, bool IsAdmin)? who, Action<StudioContext, EntryRow, Transition>? also)
    {
        var now = clock.GetUtcNow();
        var (answer, row) = await queue.WriteAsync(context =>
        {
            if (context.Entries.Find(entryId) is not { DeletedAt: null } entry)
            {
                return (EntryAnswer.NotThere, (EntryRow?)null);
            }

            var wished = commands(Enum.Parse<EntryState>(entry.State));
            if (who is { } asking && !wished.All(command => EntryTransitions.IsFor(context, asking, entry, command.Kind)))
            {
                return (EntryAnswer.NotThere, null);
            }

            var actor = who is { } someone ? EntryTransitions.ActorOf(context, entry.DatanetId, someone.Id, now) : Actor.Machine;
            var transition = EntryTransitions.Apply(context, entry, wished, actor, now);
            if (transition.IsDone)
            {
                also?.Invoke(context, entry, transition);
                LetIn(context, transition, entry.DatanetId, now);
            }

            return (EntryAnswer.Of(transition), entry);
        });
        if (answer is { IsDone: true, State: { } state } && row is not null && !GateShelf.IsCompared(state))
        {
            gates.Tell(row.DatanetId, EntryId.TryParse(row.Id)!.Value, StoredEntry.Read(row.Content), state);
        }

        ForgetImproved(row?.DatanetId ?? "", answer.IsDone ? answer.State : null, row is null ? null : EntryCard.Read(row.Card).Improves);
        return answer;
    }

    /// <summary>Whether the checks only advise somebody: the one whose own Datanet takes their entries at once.</summary>
    public static bool OnlyAdvise(CurrentAccount me, Datanet datanet) => datanet.OwnerId == me.Id && datanet.Card.Rules.Gates.AdviceOnly;

    private static EntryAnswer? WhyNot(Datanet datanet, HandIn given) => (datanet, given) switch
    {
        ({ MayContribute: false, MayJoin: true }, _) => Refused("You are no contributor of this Datanet yet.", "Join it on its page: it takes one click."),
        ({ MayContribute: false }, _) => Refused("You may read this Datanet, not bring entries.", "Ask its owner to make you a contributor."),
        (_, { HasConsent: false }) => Refused("Say first that the text is yours to give.", "Tick the box below the text."),
        _ when !datanet.Card.Licences.Contains(given.Licence) => Refused("This Datanet does not take that licence.", "Choose one of its licences."),
        _ when given.Note is { } note && (note.Length > HandIn.LongestNote || StoredText.HasLoneSurrogate(note)) =>
            Refused("The note to the reviewers is too long, or holds a broken character.", "Shorten it to a few sentences, and paste it as plain text."),
        _ when given.Content.Kind != datanet.Card.Kind => Refused("This Datanet takes entries of another form.", "Write it again in the form of this Datanet."),
        _ => null,
    };

    private static EntryAnswer Refused(string problem, string nextStep) => new(null, null, new Sentence(problem), new Sentence(nextStep));

    /// <summary>What even advice cannot let pass: a text without words, of another form, too large, or with characters that cannot be stored.</summary>
    private static bool IsUnkeepable(Finding finding) => finding.Rule is GateRule.Schema or GateRule.Empty or GateRule.Size or GateRule.Control;

    private EntryAnswer Submit(StudioContext context, string who, string datanetId, HandIn given, string hash, IReadOnlyList<Finding> findings, DateTimeOffset now)
    {
        var row = given.EntryId is { } id ? context.Entries.Find(id) : null;
        if (given.EntryId is not null && (row is null || row.AuthorId != who || row.DatanetId != datanetId || row.DeletedAt is not null))
        {
            return EntryAnswer.NotThere;
        }

        var (datanet, member) = (context.Datanets.Find(datanetId), context.DatanetMembers.Find(datanetId, who));
        if (datanet is not { DeletedAt: null } || member is null)
        {
            return EntryAnswer.NotThere;
        }

        if (WhyNot(context, datanetId, given, hash) is { } refusal)
        {
            return refusal;
        }

        var policy = DatanetCard.Read(datanet.Card).Rules;
        var isRevision = row is not null && row.State == nameof(EntryState.NeedsChanges);
        var bytes = Encoding.UTF8.GetByteCount(StoredEntry.Write(given.Content));
        if (Allowances.Ask(context, datanet, policy, member, bytes, isRevision, now) is { } full)
        {
            return EntryAnswer.Of(full);
        }

        var fresh = row is null;
        row ??= NewRow(who, datanetId, given, hash, now);
        var command = isRevision ? EntryCommand.Revise(hash, SuggesterOf(context, row!, given.Suggestion)) : EntryCommand.Submit(hash);
        var handed = EntryTransitions.Apply(context, row, command, EntryTransitions.ActorOf(context, datanetId, who, now), now, given.Content);
        if (!handed.IsDone)
        {
            return EntryAnswer.Of(handed);
        }

        if (fresh)
        {
            context.Entries.Add(row);
        }

        var card = EntryCard.Read(row.Card);
        (row.Category, row.Order) = (given.Category, now.ToUnixTimeMilliseconds());
        row.Card = (card with { Improves = given.Improves ?? card.Improves, Note = NoteOf(given), Licence = given.Licence, ConsentAt = now, Findings = [.. findings.Select(finding => finding.ToJson().ToJsonString())] }).Json();
        var hasRoom = Intake.HasRoom(context, datanet, policy, member, now);
        EntryTransitions.Apply(context, row, EntryCommand.PassGates(hasRoom, [.. findings.Select(finding => finding.Rule).Distinct()]), Actor.Machine, now);
        var use = MemberCard.Read(member.Card).Active(now);
        member.Card = (use with { EntriesToday = use.EntriesToday + (isRevision ? 0 : 1), BytesToday = use.BytesToday + bytes }).Json();
        if (!hasRoom)
        {
            // Where room has come meanwhile, those who wait longer are let in first, and perhaps this one with them.
            context.SaveNow();
            Intake.Admit(context, datanetId, now);
        }

        return new EntryAnswer(row.Id, Enum.Parse<EntryState>(row.State));
    }

    private static string? NoteOf(HandIn given) => string.IsNullOrWhiteSpace(given.Note) ? null : given.Note.Trim();

    /// <summary>What other entries have against it.</summary>
    private static EntryAnswer? WhyNot(StudioContext context, string datanetId, HandIn given, string hash)
    {
        if (context.Entries.AsNoTracking().Any(other => other.DatanetId == datanetId && other.ContentHash == hash && other.Id != given.EntryId && !GateShelf.NotCompared.Contains(other.State)))
        {
            return Refused("This Datanet has the same entry already.", "Open the other entry. If yours is better, propose it there as an improvement.");
        }

        return given.Improves is { } improved && !IsImprovable(context, datanetId, improved)
            ? Refused("The entry that it should improve is not accepted any more.", "Take the proposal back beside the text, and hand yours in as an entry of its own.")
            : null;
    }

    private static bool IsImprovable(StudioContext context, string datanetId, string entryId) =>
        context.Entries.Find(entryId) is { DeletedAt: null, State: nameof(EntryState.Accepted) or nameof(EntryState.Released) } other && other.DatanetId == datanetId;

    /// <summary>Nobody is compared any more with the entry whose place an accepted one took.</summary>
    private void ForgetImproved(string datanetId, EntryState? state, string? improved)
    {
        if (state == EntryState.Accepted && EntryId.TryParse(improved) is { } id)
        {
            gates.Forget(datanetId, id);
        }
    }

    /// <summary>Where an entry left the queue, the next of the waiting list comes in, in the same write.</summary>
    private static void LetIn(StudioContext context, Transition transition, string datanetId, DateTimeOffset now)
    {
        if (Intake.MadeRoom(transition) && WaitingLine.IsThere(context, datanetId))
        {
            context.SaveNow();
            Intake.Admit(context, datanetId, now);
        }
    }

    /// <summary>Who suggested the wording that a revision takes over; null where nobody did so of this text.</summary>
    private static string? SuggesterOf(StudioContext context, EntryRow row, string? suggestion) => suggestion is null
        ? null
        : context.Reviews.AsNoTracking().Where(review => review.Id == suggestion && review.EntryId == row.Id && review.Revision == row.Revision && review.Suggestion != null)
            .Select(review => review.ReviewerId).FirstOrDefault();

    private static EntryRow NewRow(string who, string datanetId, HandIn given, string hash, DateTimeOffset now)
    {
        var id = EntryId.Create(now, RandomNumberGenerator.GetBytes(EntryId.ChanceBytes)).Text;
        var card = new EntryCard
        {
            Standing = new EntryStanding { EntryId = id, AuthorId = who, Since = now },
            Licence = given.Licence,
            Origin = given.Origin,
        };
        return new EntryRow
        {
            Id = id,
            DatanetId = datanetId,
            AuthorId = who,
            State = nameof(EntryState.Draft),
            Category = given.Category,
            Revision = 1,
            Content = StoredEntry.Write(given.Content),
            ContentHash = hash,
            CreatedAt = now,
            UpdatedAt = now,
            Order = now.ToUnixTimeMilliseconds(),
            Card = card.Json(),
        };
    }
}
