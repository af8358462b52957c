using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What runs take on the disk, without what lies in the trash. Trials of a search count with it.</summary>
internal sealed class RunStorage(RunBook book, RunDesk desk, TrashRest rest) : IStorageTenant
{
    public string Kind => StorageKinds.Runs;

    public Sentence Clearing => rest.Told;

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation) =>
        [.. book.All().Where(run => run.TuningId is null).Select(run => new StoredThing(run.Id, run.Title, run.OwnerId, FolderSize.Of(book.Folders.PathOf(RunDesk.IdOf(run)), cancellation) - CheckpointStorage.SizeOf(book, run, cancellation))
        {
            Link = $"/runs/{run.Id}",
            Stays = run.State == RunState.Running ? Trains : null,
        })];

    public async Task<Sentence?> ClearAsync(string id, CancellationToken cancellation) =>
        RunId.TryParse(id, out var run) && await desk.TrashAsync(run) is { State: RunState.Running } ? Trains : null;

    private static Sentence Trains { get; } = new Sentence("It trains now. Stop it first.");
}

/// <summary>The states in the middle of runs that have finished: nobody needs them to use or to take away the result.</summary>
internal sealed class CheckpointStorage(RunBook book) : IStorageTenant
{
    public string Kind => StorageKinds.Checkpoints;

    public Sentence Clearing { get; } = new Sentence("The states from the middle of this run are removed for good. What it came to stays.");

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation) =>
        [.. book.All().Where(run => run.TuningId is null).Select(run => new StoredThing(run.Id, run.Title, run.OwnerId, SizeOf(book, run, cancellation)) { Link = $"/runs/{run.Id}" }).Where(thing => thing.Bytes > 0)];

    public Task<Sentence?> ClearAsync(string id, CancellationToken cancellation)
    {
        if (RunId.TryParse(id, out var run) && book.Find(run) is { State: RunState.Finished })
        {
            try
            {
                foreach (var folder in FoldersOf(book, run).Where(Directory.Exists))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return Task.FromResult<Sentence?>(new Sentence("Not all of it could be removed: {0}", LibraryTexts.Of(exception)));
            }
        }

        return Task.FromResult<Sentence?>(null);
    }

    /// <summary>Bytes of the states of a finished run; 0 for one that may still go on from them.</summary>
    internal static long SizeOf(RunBook book, RunCard run, CancellationToken cancellation) =>
        run.State != RunState.Finished ? 0 : FoldersOf(book, RunDesk.IdOf(run)).Sum(folder => FolderSize.Of(folder, cancellation));

    private static IEnumerable<string> FoldersOf(RunBook book, RunId run)
    {
        var folder = new RunFolder(book.Folders.PathOf(run));
        return [folder.CheckpointFolder, folder.Checkpoints];
    }
}
