using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Flow;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>An entry with all that a page shows of it.</summary>
public sealed record EntryView(EntryRow Row, EntryState State, EntryContent Content, EntryCard Card)
{
    /// <summary>Whether it came back, was not revised in time and is a draft again.</summary>
    public bool IsExpired => State == EntryState.Draft && Card.Standing.Revision > 1;

    internal static EntryView Of(EntryRow row) => new(row, Enum.Parse<EntryState>(row.State), StoredEntry.Read(row.Content), EntryCard.Read(row.Card));
}

/// <summary>How an entry waits to be let in.</summary>
/// <param name="Place">Its place on the list, from 1.</param>
/// <param name="Wait">How long until its decision at the present pace; null where nobody has decided anything yet.</param>
public sealed record EntryWait(int Place, TimeSpan? Wait);

/// <summary>What happened to an entry, from its first day.</summary>
public sealed record EntryThread(EntryView Entry, IReadOnlyList<EntryRevisionRow> Revisions, IReadOnlyList<EntryEvent> Events)
{
    /// <summary>The text of a revision: what the reasons of that time are about.</summary>
    public EntryContent ContentOf(int revision) =>
        revision != Entry.Row.Revision && Revisions.FirstOrDefault(row => row.Revision == revision) is { } earlier ? StoredEntry.Read(earlier.Content) : Entry.Content;

    /// <summary>Whether the reasons of an event are shown: those of one vote alone only to curators.</summary>
    public bool ShowsReasons(EntryEvent happened, bool toCurator) => toCurator || happened.Command != CommandKind.Vote || happened.To is not (EntryState.Queued or EntryState.Escalated);

    /// <summary>The reasons that were given last, where they are about the present text.</summary>
    public IReadOnlyList<ReasonGiven> Marks(bool toCurator) =>
        Events.LastOrDefault(happened => happened.Reasons.Count > 0 && ShowsReasons(happened, toCurator)) is { } last && last.Revision == Entry.Row.Revision ? last.Reasons : [];
}

/// <summary>An entry that came back, as a reviewer would word it.</summary>
/// <param name="ReviewId">The review that it came with.</param>
/// <param name="Content">The edit.</param>
public sealed record SuggestedEdit(string ReviewId, EntryContent Content)
{
    /// <summary>What its author hands in by taking it: their entry in these words.</summary>
    public HandIn Taken(EntryView entry) => new(Content, entry.Row.Category, entry.Card.Licence, HasConsent: entry.Card.ConsentAt is not null) { EntryId = entry.Row.Id, Suggestion = ReviewId, Note = entry.Card.Note };
}

/// <summary>Reads entries: one's own, one with its thread, and one that another is like.</summary>
internal sealed class EntryBook(IDbContextFactory<StudioContext> contexts, DatanetDesk datanets, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>The shortest text that is searched for.</summary>
    public const int LeastSearched = 3;

    private const int MostFound = 20;
    private const int MostSuggestions = 5;

    /// <summary>States that everybody who sees a Datanet may read.</summary>
    private static readonly EntryState[] Public = [EntryState.Accepted, EntryState.Released, EntryState.Challenged];

    /// <summary>One's own entries, the last changed first.</summary>
    public IReadOnlyList<EntryView> Mine(CurrentAccount me, string datanetId, IReadOnlyList<EntryState> states, int page)
    {
        using var context = contexts.CreateDbContext();
        var (who, names) = (me.Id, states.Select(state => state.ToString()).ToList());
        return [.. context.Entries.AsNoTracking()
            .Where(entry => entry.DatanetId == datanetId && entry.AuthorId == who && entry.DeletedAt == null && (names.Count == 0 || names.Contains(entry.State)))
            .OrderByDescending(entry => entry.UpdatedAt).ThenByDescending(entry => entry.Id)
            .Skip(Math.Max(0, page) * PageSize).Take(PageSize).ToList().Select(EntryView.Of)];
    }

    /// <summary>How many of one's own stand where.</summary>
    public IReadOnlyDictionary<EntryState, int> MyCounts(CurrentAccount me, string datanetId)
    {
        using var context = contexts.CreateDbContext();
        var who = me.Id;
        return context.Entries.AsNoTracking().Where(entry => entry.DatanetId == datanetId && entry.AuthorId == who && entry.DeletedAt == null)
            .GroupBy(entry => entry.State).Select(group => new { group.Key, Count = group.Count() }).ToList()
            .ToDictionary(group => Enum.Parse<EntryState>(group.Key), group => group.Count);
    }

    /// <summary>An entry, if whoever asks may see it: its author, those who review, and everybody where it is accepted.</summary>
    public EntryView? Find(CurrentAccount me, string entryId)
    {
        using var context = contexts.CreateDbContext();
        if (me.Role.Length == 0 || context.Entries.AsNoTracking().FirstOrDefault(entry => entry.Id == entryId && entry.DeletedAt == null) is not { } row)
        {
            return null;
        }

        // What somebody wrote stays theirs to read, also where the Datanet is no more for them.
        var view = EntryView.Of(row);
        if (row.AuthorId == me.Id)
        {
            return view;
        }

        return datanets.Find(me, row.DatanetId) is { } datanet && (Public.Contains(view.State) || (datanet.MayReview && view.State != EntryState.Draft)) ? view : null;
    }

    /// <summary>An entry that another is like: whoever contributes may see what they are compared with, also while it waits.</summary>
    public EntryView? Beside(CurrentAccount me, string entryId)
    {
        using var context = contexts.CreateDbContext();
        return context.Entries.AsNoTracking().FirstOrDefault(entry => entry.Id == entryId && entry.DeletedAt == null) is { } row
            && datanets.Find(me, row.DatanetId) is { MayContribute: true } && GateShelf.IsCompared(Enum.Parse<EntryState>(row.State))
                ? EntryView.Of(row)
                : null;
    }

    /// <summary>An entry with its revisions and events.</summary>
    public EntryThread? Thread(CurrentAccount me, string entryId)
    {
        if (Find(me, entryId) is not { } entry)
        {
            return null;
        }

        using var context = contexts.CreateDbContext();
        return new EntryThread(
            entry,
            [.. context.EntryRevisions.AsNoTracking().Where(revision => revision.EntryId == entryId).OrderBy(revision => revision.Revision)],
            [.. context.EntryEvents.AsNoTracking().Where(happened => happened.EntryId == entryId).OrderBy(happened => happened.Sequence).Select(happened => happened.Content).ToList().Select(EventJson.TryRead).OfType<EntryEvent>()]);
    }

    /// <summary>The edits that reviewers suggest of an entry of one's own that came back.</summary>
    public IReadOnlyList<SuggestedEdit> Suggestions(CurrentAccount me, EntryView entry)
    {
        if (entry.Row.AuthorId != me.Id || entry.State != EntryState.NeedsChanges)
        {
            return [];
        }

        var (id, revision) = (entry.Row.Id, entry.Row.Revision);
        using var context = contexts.CreateDbContext();
        return [.. context.Reviews.AsNoTracking().Where(review => review.EntryId == id && review.Revision == revision && review.Suggestion != null).OrderByDescending(review => review.At).Take(MostSuggestions).ToList()
            .Select(review => new SuggestedEdit(review.Id, StoredEntry.Read(review.Suggestion!)))];
    }

    /// <summary>Entries that everybody may read and that hold some words, the last changed first.</summary>
    public IReadOnlyList<EntryView> Search(CurrentAccount me, string datanetId, string words)
    {
        var wanted = words.Trim();
        if (wanted.Length < LeastSearched || datanets.Find(me, datanetId) is null)
        {
            return [];
        }

        var (pattern, states) = ($"%{DatanetDesk.Escaped(wanted)}%", Public.Select(state => state.ToString()).ToList());
        using var context = contexts.CreateDbContext();
        return [.. context.Entries.AsNoTracking().Where(entry => entry.DatanetId == datanetId && states.Contains(entry.State) && entry.DeletedAt == null && EF.Functions.Like(entry.Content, pattern, "\\"))
            .OrderByDescending(entry => entry.UpdatedAt).Take(MostFound).ToList().Select(EntryView.Of)];
    }

    /// <summary>The reasons with which an entry was handed back last.</summary>
    public IReadOnlyList<ReasonGiven> Reasons(string entryId)
    {
        using var context = contexts.CreateDbContext();
        return context.EntryEvents.AsNoTracking().Where(happened => happened.EntryId == entryId).OrderByDescending(happened => happened.Sequence).Take(10).Select(happened => happened.Content).ToList()
            .Select(EventJson.TryRead).OfType<EntryEvent>().FirstOrDefault(happened => happened.Reasons.Count > 0)?.Reasons ?? [];
    }

    /// <summary>One's own entries on the waiting list, each with its place and how long it probably is until its decision.</summary>
    public IReadOnlyDictionary<string, EntryWait> Waits(CurrentAccount me, Datanet datanet)
    {
        using var context = contexts.CreateDbContext();
        if (!WaitingLine.IsThere(context, datanet.Id))
        {
            return new Dictionary<string, EntryWait>();
        }

        var (who, line) = (me.Id, WaitingLine.Read(context, datanet.Id, datanet.Card.Rules, clock.GetUtcNow()));
        return line.Entries.Index().Where(place => place.Item.AuthorId == who)
            .ToDictionary(place => place.Item.EntryId, place => new EntryWait(place.Index + 1, line.WaitAt(place.Index)), StringComparer.Ordinal);
    }

    /// <summary>What somebody may bring today.</summary>
    public AllowanceView Allowance(CurrentAccount me, Datanet datanet)
    {
        using var context = contexts.CreateDbContext();
        var row = context.Datanets.AsNoTracking().First(found => found.Id == datanet.Id);
        var who = me.Id;
        var member = context.DatanetMembers.AsNoTracking().FirstOrDefault(found => found.DatanetId == datanet.Id && found.AccountId == who);
        return Allowances.Today(context, row, datanet.Card.Rules, member, who, clock.GetUtcNow());
    }
}
