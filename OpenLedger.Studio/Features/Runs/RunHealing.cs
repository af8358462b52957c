using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>
/// Brings rows and folders together again: a folder without a row (the studio was killed between the two, an older studio made it, or
/// the store is an older copy) becomes a run; a row without a folder says so; what was deleted for good is gone altogether.
/// </summary>
internal sealed class RunHealing(IDbContextFactory<StudioContext> contexts, RunBook book, TimeProvider clock, ILogger<RunHealing> logger)
{
    public async Task HealAsync()
    {
        var known = Rows();
        foreach (var id in book.Folders.All().Where(id => !known.ContainsKey(id.Value)))
        {
            await AdoptAsync(id);
        }

        foreach (var (name, isDeleted) in known)
        {
            if (RunId.TryParse(name, out var id) && !book.Folders.Exists(id))
            {
                await MissAsync(id, isDeleted);
            }
        }
    }

    private Dictionary<string, bool> Rows()
    {
        using var context = contexts.CreateDbContext();
        return context.Runs.AsNoTracking().Select(run => new { run.Id, IsDeleted = run.DeletedAt != null }).ToDictionary(run => run.Id, run => run.IsDeleted);
    }

    private async Task AdoptAsync(RunId id)
    {
        // Where there is no account yet it belongs to nobody, which is to say to the admins.
        var owner = FirstAccount() ?? string.Empty;
        var folder = new RunFolder(book.Folders.PathOf(id));
        var written = book.Folders.ReadText(id, RunFolders.CardName) is { } text ? RunRows.Details(text) : null;
        if (written is null && !File.Exists(folder.Recipe))
        {
            logger.LogWarning("The folder {Folder} holds no run; it is left as it is", folder.Path);
            return;
        }

        var now = clock.GetUtcNow();
        var card = (written ?? new RunCard { Id = id.Value, OwnerId = owner, Title = id.Value, Model = "?", CreatedAt = now, QueuedAt = now, State = RunState.Stopped }) with
        {
            Id = id.Value,
            OwnerId = written is { OwnerId.Length: > 0 } && HasAccount(written.OwnerId) ? written.OwnerId : owner,
            TuningId = null,
            DeletedAt = null,
        };

        // A run that was only wished for waits; one that was begun rests, since nobody asked this studio to go on with it.
        var state = File.Exists(folder.Outcome) ? RunState.Finished : File.Exists(folder.Recipe) && card.IsActive ? RunState.Paused : card.State;
        await book.AddAsync(card with { State = state });
        book.Note(id, RunEventKind.Found);
        logger.LogInformation("Run {Run} had a folder but no row; it is in the list again", id);
    }

    private async Task MissAsync(RunId id, bool isDeleted)
    {
        if (isDeleted)
        {
            await book.RemoveAsync(id);
            return;
        }

        await book.UpdateAsync(id, card => card with
        {
            State = RunState.Failed,
            Failure = RunFailure.FolderGone,
            Problem = "The folder of this run is no longer in the data folder: somebody removed it. Put it back, or delete the run.",
        });
    }

    private string? FirstAccount()
    {
        using var context = contexts.CreateDbContext();
        return context.Users.AsNoTracking().Where(account => account.Role == Roles.Admin && !account.IsClosed).OrderBy(account => account.CreatedAt).Select(account => account.Id).FirstOrDefault();
    }

    private bool HasAccount(string id)
    {
        using var context = contexts.CreateDbContext();
        return context.Users.AsNoTracking().Any(account => account.Id == id);
    }
}
