using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>Deleted searches, each with its trials.</summary>
internal sealed class TuningTrash(TuningBook book, RunBook runs, RunFeed feed) : ITrashKeeper
{
    public string Kind => StorageKinds.Searches;

    public IReadOnlyList<TrashedThing> All() => [.. book.Trash().Select(search => new TrashedThing(
        search.Id, search.Title, search.OwnerId, search.DeletedAt!.Value, book.TrialsOf(search.Id).Sum(run => runs.Folders.SizeOf(RunDesk.IdOf(run))) + FolderSize.Of(book.PathOf(search.Id))))];

    public async Task<Sentence?> RestoreAsync(string id, CancellationToken cancellation)
    {
        await book.SetDeletedAsync(id, null);
        feed.Tell(default);
        return null;
    }

    public async Task<Sentence?> RemoveAsync(string id, CancellationToken cancellation)
    {
        if (book.Find(id) is not { DeletedAt: not null })
        {
            return null;
        }

        try
        {
            // The row last: what is half removed stays in the trash and is removed again.
            foreach (var run in book.TrialsOf(id))
            {
                await runs.RemoveAsync(RunDesk.IdOf(run));
            }

            await book.RemoveAsync(id);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Sentence("It could not be removed: {0} It stays in the trash and is tried again.", LibraryTexts.Of(exception));
        }
    }
}
