using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Models;

/// <summary>
/// The one door to the adapters: what runs learned, and what was made elsewhere and imported. What is not for the one who asks does
/// not exist for them.
/// </summary>
internal sealed class AdapterDesk(AdapterBook book, RunDesk runs)
{
    private const int LongestName = 80;

    /// <summary>All adapters that this person may see, by name; those of a run that has not learned anything yet are not among them.</summary>
    public IReadOnlyList<StudioAdapter> All(CurrentAccount me) =>
        [.. OfRuns(me).Concat(book.All().Where(row => row.DeletedAt is null && me.MaySee(row.OwnerId, row.IsShared)).Select(Of)).OrderBy(adapter => adapter.Name, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>Those that belong on one base model.</summary>
    public IReadOnlyList<StudioAdapter> OfModel(CurrentAccount me, string modelId) => [.. All(me).Where(adapter => adapter.ModelId == modelId)];

    /// <summary>How many there are on a base model, whoever owns them.</summary>
    public int ImportedOn(string modelId) => book.All().Count(row => row.DeletedAt is null && row.ModelId == modelId);

    /// <summary>The adapter of this id (a run's id names what it learned); null where there is none for this person.</summary>
    public StudioAdapter? Find(CurrentAccount me, string id)
    {
        if (RunId.TryParse(id, out var run))
        {
            return runs.Find(run, me) is { } card ? OfRun(card) : null;
        }

        return book.Find(id) is { DeletedAt: null } row && me.MaySee(row.OwnerId, row.IsShared) ? Of(row) : null;
    }

    public async Task<Sentence?> RenameAsync(CurrentAccount me, string id, string name)
    {
        var clean = name.Trim();
        if (clean.Length is 0 or > LongestName || clean.EnumerateRunes().Any(Archives.Printable.IsInvisible))
        {
            return ModelSentences.NameWrong;
        }

        return await ChangeAsync(me, id, () => book.RenameAsync(me.Id, id, clean));
    }

    /// <summary>Lets the whole team see it, or not any more.</summary>
    public Task<Sentence?> ShareAsync(CurrentAccount me, string id, bool isShared) =>
        isShared && !me.IsAdmin && book.Find(id) is { RunId: not null }
            ? Task.FromResult<Sentence?>(new Sentence("This is what a run knew on its way. Ask on the page of the run to share its result, which was measured."))
            : ChangeAsync(me, id, () => book.ShareAsync(me.Id, id, isShared));

    /// <summary>Puts an imported adapter into the trash. What a run learned goes with its run.</summary>
    public Task<Sentence?> DeleteAsync(CurrentAccount me, string id) => ChangeAsync(me, id, () => book.DeleteAsync(me.Id, id));

    private static StudioAdapter Of(AdapterRow row)
    {
        var card = AdapterCard.Read(row.Card);
        return new StudioAdapter(row.Id, row.Name, row.ModelId, row.Folder)
        {
            Origin = row.RunId is null ? AdapterOrigin.Imported : AdapterOrigin.Kept,
            RunId = row.RunId,
            Step = card.Step,
            OwnerId = row.OwnerId,
            IsShared = row.IsShared,
            CreatedAt = row.CreatedAt,
            Card = card,
        };
    }

    private async Task<Sentence?> ChangeAsync(CurrentAccount me, string id, Func<Task> change)
    {
        if (book.Find(id) is not { DeletedAt: null } row || !me.MaySee(row.OwnerId, row.IsShared))
        {
            return ModelSentences.AdapterGone;
        }

        if (!me.MayChange(row.OwnerId))
        {
            return ModelSentences.NotYours;
        }

        await change();
        return null;
    }

    private IEnumerable<StudioAdapter> OfRuns(CurrentAccount me) => runs.All(me).Select(OfRun).OfType<StudioAdapter>();

    private StudioAdapter? OfRun(RunCard card) => RunId.TryParse(card.Id, out var id) && runs.AdapterOf(id) is { } folder
        ? new StudioAdapter(card.Id, card.Title, card.Model, folder) { Origin = AdapterOrigin.Run, RunId = card.Id, OwnerId = card.OwnerId, IsShared = card.IsShared, CreatedAt = card.CreatedAt }
        : null;
}
