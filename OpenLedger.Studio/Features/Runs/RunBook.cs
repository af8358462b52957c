using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>All runs: their rows in the store and their folders, kept together.</summary>
internal sealed class RunBook(IDbContextFactory<StudioContext> contexts, WriteQueue writes, RunFolders folders, UnwrittenRuns unwritten, TimeProvider clock)
{
    public RunFolders Folders => folders;

    /// <summary>All runs that are not in the trash, newest first.</summary>
    public IReadOnlyList<RunCard> All()
    {
        using var context = contexts.CreateDbContext();
        return [.. context.Runs.AsNoTracking().Where(run => run.DeletedAt == null).OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.Id).AsEnumerable().Select(Read)];
    }

    /// <summary>The runs of one search, oldest first.</summary>
    public IReadOnlyList<RunCard> OfTuning(string tuningId)
    {
        using var context = contexts.CreateDbContext();
        return [.. context.Runs.AsNoTracking().Where(run => run.TuningId == tuningId && run.DeletedAt == null).OrderBy(run => run.CreatedAt).ThenBy(run => run.Id).AsEnumerable().Select(Read)];
    }

    /// <summary>The run that trains, then those that wait, in their order.</summary>
    public IReadOnlyList<RunCard> Line()
    {
        var (running, waiting) = (nameof(RunState.Running), nameof(RunState.Waiting));
        using var context = contexts.CreateDbContext();
        return [.. context.Runs.AsNoTracking().Where(run => run.DeletedAt == null && (run.State == running || run.State == waiting)).AsEnumerable()
            .Select(Read).Where(run => run.IsActive).OrderBy(run => run.State == RunState.Running ? 0 : 1).ThenBy(run => run.Order)];
    }

    /// <summary>What lies in the trash, newest first.</summary>
    public IReadOnlyList<RunCard> Trash()
    {
        using var context = contexts.CreateDbContext();
        return [.. context.Runs.AsNoTracking().Where(run => run.DeletedAt != null).OrderByDescending(run => run.Id).AsEnumerable().Select(RunRows.Read)];
    }

    public RunCard? Find(RunId id)
    {
        using var context = contexts.CreateDbContext();
        return context.Runs.AsNoTracking().FirstOrDefault(run => run.Id == id.Value) is { } row ? Read(row) : null;
    }

    /// <summary>Runs that an account has started since a moment; a search counts as one.</summary>
    public (int Since, int Waiting) CountOf(string ownerId, DateTimeOffset moment)
    {
        var waiting = nameof(RunState.Waiting);
        using var context = contexts.CreateDbContext();
        var own = context.Runs.AsNoTracking().Where(run => run.OwnerId == ownerId);

        // Of a search that has ended well its best run counts, which is a run like any other; while it goes on, one of its trials waits at most.
        var finished = nameof(Tuning.TuningState.Finished);
        var searches = context.Tunings.AsNoTracking().Count(search => search.OwnerId == ownerId && search.CreatedAt >= moment && search.State != finished);
        return (searches + own.Count(run => run.CreatedAt >= moment && run.TuningId == null), own.Count(run => run.DeletedAt == null && run.State == waiting));
    }

    /// <summary>Makes a run: first its folder, then its row at the end of the line. Its id is a new one.</summary>
    public async Task<RunCard> CreateAsync(RunCard draft, Action<string> fill)
    {
        var id = folders.Reserve(() => RunId.New(draft.CreatedAt), taken => Find(taken) is not null);
        var card = draft with { Id = id.Value };
        folders.Create(id, folder =>
        {
            fill(folder);
            File.WriteAllBytes(Path.Combine(folder, RunFolders.CardName), RunRows.Text(card));
            RunEvents.Add(Path.Combine(folder, RunEvents.FileName), new RunEvent(card.CreatedAt, RunEventKind.Queued, card.OwnerId));
        });
        try
        {
            return await AddAsync(card).ConfigureAwait(false);
        }
        catch
        {
            folders.Delete(id);
            throw;
        }
    }

    /// <summary>A row for a folder that is there; behind all others where it waits.</summary>
    public Task<RunCard> AddAsync(RunCard card)
    {
        return writes.WriteAsync(context =>
        {
            var queued = card with { Order = NextOrder(context) };
            context.Runs.Add(RunRows.New(queued));
            return queued;
        });
    }

    /// <summary>Changes the card of a run, one change at a time; null where there is no such run. Returns when it is on the disk.</summary>
    public Task<RunCard?> UpdateAsync(RunId id, Func<RunCard, RunCard> change) => ChangeAsync(id, (_, card) => change(card));

    /// <summary>The same, with what is written together with it; not called where nothing changed.</summary>
    public Task<RunCard?> UpdateAsync(RunId id, Func<RunCard, RunCard> change, Action<StudioContext> also) => ChangeAsync(id, (_, card) => change(card), also);

    /// <summary>The same from a thread that may wait.</summary>
    public RunCard? Update(RunId id, Func<RunCard, RunCard> change) => UpdateAsync(id, change).GetAwaiter().GetResult();

    /// <summary>Puts a run at the end of the line.</summary>
    public Task<RunCard?> QueueAsync(RunId id, Func<RunCard, RunCard> change)
    {
        return ChangeAsync(id, (context, card) =>
        {
            var changed = change(card);
            return changed.State == RunState.Waiting && card.State != RunState.Waiting ? changed with { Order = NextOrder(context) } : changed;
        });
    }

    /// <summary>Changes places in the line. False where one of them does not wait any more.</summary>
    public Task<bool> SwapAsync(RunId one, RunId other)
    {
        var waiting = nameof(RunState.Waiting);
        return writes.WriteAsync(context =>
        {
            if (context.Runs.Find(one.Value) is not { } first || context.Runs.Find(other.Value) is not { } second || first.State != waiting || second.State != waiting)
            {
                return false;
            }

            (first.Order, second.Order) = (second.Order, first.Order);
            return true;
        });
    }

    /// <summary>Takes a run away for good, folder and row.</summary>
    public async Task RemoveAsync(RunId id)
    {
        folders.Delete(id);
        await writes.WriteAsync(context =>
        {
            if (context.Runs.Find(id.Value) is { } row)
            {
                context.Runs.Remove(row);
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Adds a line to the run's log.</summary>
    public void Note(RunId id, RunEventKind kind, string? who = null, int? step = null, string? detail = null) =>
        RunEvents.Add(folders.FileOf(id, RunEvents.FileName), new RunEvent(clock.GetUtcNow(), kind, who, step, detail));

    private async Task<RunCard?> ChangeAsync(RunId id, Func<StudioContext, RunCard, RunCard> change, Action<StudioContext>? also = null)
    {
        Func<RunCard, RunCard>? end = null;
        var written = await writes.WriteAsync(context =>
        {
            if (context.Runs.Find(id.Value) is not { } row)
            {
                return null;
            }

            var stored = RunRows.Read(row);
            end = unwritten.EndOf(stored);
            var card = end?.Invoke(stored) ?? stored;
            var changed = change(context, card);
            if (changed != stored)
            {
                RunRows.Write(row, changed);
            }

            if (changed != card)
            {
                also?.Invoke(context);
            }

            return (RunCard?)changed;
        }).ConfigureAwait(false);
        if (end is not null)
        {
            unwritten.Forget(id.Value, end);
        }

        return written;
    }

    private RunCard Read(RunRow row) => unwritten.Over(RunRows.Read(row));

    private static double NextOrder(StudioContext context) => Math.Floor(context.Runs.Max(run => (double?)run.Order) ?? 0) + 1;
}
