using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Deleted runs: they come back until their days are over. Trials of a deleted search come and go with it.</summary>
internal sealed class RunTrash(RunBook book, Tuning.TuningBook searches, RunFeed feed) : ITrashKeeper
{
    public string Kind => StorageKinds.Runs;

    public IReadOnlyList<TrashedThing> All()
    {
        var deleted = searches.Trash().Select(search => search.Id).ToHashSet(StringComparer.Ordinal);
        return [.. book.Trash().Where(run => run.TuningId is not { } search || !deleted.Contains(search)).Select(run => new TrashedThing(run.Id, run.Title, run.OwnerId, run.DeletedAt!.Value, FolderSize.Of(book.Folders.PathOf(RunDesk.IdOf(run)))))];
    }

    public async Task<Sentence?> RestoreAsync(string id, CancellationToken cancellation)
    {
        if (!RunId.TryParse(id, out var run) || book.Find(run) is not { DeletedAt: not null })
        {
            return null;
        }

        await book.UpdateAsync(run, card => card with { DeletedAt = null });
        feed.Tell(run);
        return null;
    }

    public async Task<Sentence?> RemoveAsync(string id, CancellationToken cancellation)
    {
        if (!RunId.TryParse(id, out var run) || book.Find(run) is not { DeletedAt: not null })
        {
            return null;
        }

        try
        {
            await book.RemoveAsync(run);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Sentence("The folder of this run could not be removed: {0} It is tried again later.", LibraryTexts.Of(exception));
        }
    }
}
