using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>What searches take on the disk: what their trials train on, and the trials. The run that one kept is a run like any other.</summary>
internal sealed class TuningStorage(TuningBook book, RunBook runs, RunFeed feed, TrashRest rest, TimeProvider clock) : IStorageTenant
{
    public string Kind => StorageKinds.Searches;

    public Sentence Clearing => new("{0} Its trials go with it, and the run that it kept stays.", rest.Told);

    private static Sentence GoesOn { get; } = new Sentence("This search goes on. Set it aside or stop it first.");

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation) =>
        [.. book.All().Select(search => new StoredThing(search.Id, search.Title, search.OwnerId, SizeOf(search.Id, cancellation))
        {
            Link = $"/tuning/{search.Id}",
            Stays = IsBusy(search) ? GoesOn : null,
        })];

    public async Task<Sentence?> ClearAsync(string id, CancellationToken cancellation)
    {
        if (book.Find(id) is not { DeletedAt: null } search)
        {
            return null;
        }

        if (IsBusy(search) || !await book.SetDeletedAsync(id, clock.GetUtcNow()))
        {
            return GoesOn;
        }

        feed.Tell(default);
        return null;
    }

    private bool IsBusy(TuningCard search) => search.State == TuningState.Running || runs.OfTuning(search.Id).Any(run => run.State == RunState.Running);

    private long SizeOf(string id, CancellationToken cancellation) =>
        FolderSize.Of(book.PathOf(id), cancellation) + runs.OfTuning(id).Sum(run => FolderSize.Of(runs.Folders.PathOf(RunDesk.IdOf(run)), cancellation));
}
