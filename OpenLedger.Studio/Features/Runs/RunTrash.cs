using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Deleted runs: they come back until their days are over.</summary>
internal sealed class RunTrash(RunBook book, RunFeed feed) : ITrashKeeper
{
    public string Kind => StorageKinds.Runs;

    public IReadOnlyList<TrashedThing> All() =>
        [.. book.Trash().Select(run => new TrashedThing(run.Id, run.Title, run.OwnerId, run.DeletedAt!.Value, FolderSize.Of(book.Folders.PathOf(RunDesk.IdOf(run)))))];

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
            return new Sentence("The folder of this run could not be removed: {0} It is tried again later.", exception.Message);
        }
    }
}
