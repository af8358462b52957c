using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Known;

/// <summary>The known items of a Datanet, for its curators: which there are, marking decided entries, and what reviewers contest.</summary>
internal sealed class KnownShelf(IDbContextFactory<StudioContext> contexts, WriteQueue queue, DatanetDesk datanets, AuditLog audit, TimeProvider clock)
{
    public const int LongestWhy = 2_000;
    public const int PageSize = 20;

    private const int MostListed = 1_000;

    private static readonly string[] Other = [nameof(EntryState.NeedsChanges), nameof(EntryState.Declined), nameof(EntryState.Abuse)];

    /// <summary>Those in use, the contested ones first; none for whoever is no curator.</summary>
    public IReadOnlyList<KnownView> All(CurrentAccount me, string datanetId)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true })
        {
            return [];
        }

        using var context = contexts.CreateDbContext();
        var answers = context.GoldAnswers.AsNoTracking().Where(answer => answer.DatanetId == datanetId && answer.IsFirst)
            .GroupBy(answer => new { answer.EntryId, Accepts = answer.Verdict == nameof(Verdict.Accept) }).Select(group => new { group.Key.EntryId, group.Key.Accepts, Count = group.Count() }).ToList()
            .ToLookup(group => group.EntryId, StringComparer.Ordinal);
        return [.. context.Gold.AsNoTracking().Where(item => item.DatanetId == datanetId && item.RetiredAt == null).OrderByDescending(item => item.At).Take(MostListed).ToList()
            .Select(row => new KnownView(row, StoredEntry.Read(row.Content), KnownItems.ItemOf(row), answers[row.EntryId].Sum(group => group.Count), answers[row.EntryId].Where(group => group.Accepts == row.IsGood).Sum(group => group.Count)))
            .OrderBy(view => view.Item.IsInUse)];
    }

    /// <summary>Decided entries that could become known items, the last decided first.</summary>
    public IReadOnlyList<EntryView> Candidates(CurrentAccount me, string datanetId, bool isGood, int page)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true })
        {
            return [];
        }

        var states = isGood ? StateSets.Accepted : Other;
        using var context = contexts.CreateDbContext();
        return [.. context.Entries.AsNoTracking()
            .Where(entry => entry.DatanetId == datanetId && states.Contains(entry.State) && entry.DeletedAt == null && !context.Gold.Any(item => item.DatanetId == datanetId && item.EntryId == entry.Id && item.RetiredAt == null))
            .OrderByDescending(entry => entry.UpdatedAt).ThenBy(entry => entry.Id).Skip(Math.Max(0, page) * PageSize).Take(PageSize).ToList().Select(EntryView.Of)];
    }

    /// <summary>Makes a decided entry a known item, as it was decided; null where it went well.</summary>
    public async Task<Sentence?> MarkAsync(CurrentAccount me, string datanetId, string entryId, string why)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true })
        {
            return NotYours;
        }

        var (who, now, words) = (me.Id, clock.GetUtcNow(), why.Trim());
        if (words.Length is 0 or > LongestWhy)
        {
            return new Sentence("Say in a sentence or two why its verdict is right: reviewers read it after their own. At most {0} characters.", LongestWhy);
        }

        return await queue.WriteAsync(context =>
        {
            if (context.Entries.Find(entryId) is not { DeletedAt: null } entry || entry.DatanetId != datanetId || !(StateSets.Accepted.Contains(entry.State) || Other.Contains(entry.State)))
            {
                return new Sentence("Only an entry that is decided can become a known item. Load the page again: it may stand elsewhere by now.");
            }

            if (context.Gold.Find(datanetId, entryId) is not { } row)
            {
                context.Gold.Add(row = new GoldRow { DatanetId = datanetId, EntryId = entryId, Category = "", Content = "", Why = "", MarkedBy = who });
            }

            (row.Revision, row.Category, row.Content, row.IsGood) = (entry.Revision, entry.Category, entry.Content, StateSets.Accepted.Contains(entry.State));
            (row.Why, row.MarkedBy, row.At, row.RetiredAt, row.ContestedBy, row.Upheld) = (words, who, now, null, "[]", false);
            audit.Write(context, who, "datanet.known", datanetId, entryId);
            return null;
        });
    }

    /// <summary>Takes an item out of use; what was said of it still counts, unless it was contested.</summary>
    public Task<Sentence?> TakeOutAsync(CurrentAccount me, string datanetId, string entryId) => ChangeAsync(me, datanetId, entryId, (item, now) => item.RetiredAt = now);

    /// <summary>Says that a contested item is right after all: it is in use again, and counts.</summary>
    public Task<Sentence?> UpholdAsync(CurrentAccount me, string datanetId, string entryId) => ChangeAsync(me, datanetId, entryId, (item, _) => item.Upheld = true);

    private static Sentence NotYours => new("Known items are kept by the curators of this Datanet. Ask one of them.");

    private async Task<Sentence?> ChangeAsync(CurrentAccount me, string datanetId, string entryId, Action<GoldRow, DateTimeOffset> change)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true } datanet)
        {
            return NotYours;
        }

        var (who, now) = (me.Id, clock.GetUtcNow());
        return await queue.WriteAsync(context =>
        {
            if (context.Gold.Find(datanetId, entryId) is not { } item)
            {
                return new Sentence("There is no such known item any more. Load the page again.");
            }

            change(item, now);
            KnownDesk.RecountAll(context, item, datanet.Card.Rules.Qualification, now);
            audit.Write(context, who, "datanet.known", datanetId, entryId);
            return null;
        });
    }
}
