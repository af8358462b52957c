using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>All searches: their rows, and the folders <c>tunings/{id}</c> with what their trials train on, which stays as it was at the start.</summary>
internal sealed class TuningBook(IDbContextFactory<StudioContext> contexts, WriteQueue writes, DataFolder data)
{
    public string PathOf(string id) => Path.Combine(data.Tunings, id);

    /// <summary>All that are not in the trash, newest first.</summary>
    public IReadOnlyList<TuningCard> All() => [.. Read().Where(card => card.DeletedAt is null)];

    /// <summary>What lies in the trash.</summary>
    public IReadOnlyList<TuningCard> Trash() => [.. Read().Where(card => card.DeletedAt is not null)];

    public TuningCard? Find(string id)
    {
        using var context = contexts.CreateDbContext();
        return context.Tunings.AsNoTracking().FirstOrDefault(search => search.Id == id) is { } row ? TuningRows.Read(row) : null;
    }

    public Task AddAsync(TuningCard card) => writes.WriteAsync(context => { context.Tunings.Add(TuningRows.New(card)); });

    /// <summary>Changes a card; returns it as it is on the disk now, null where there is none.</summary>
    public Task<TuningCard?> UpdateAsync(string id, Func<TuningCard, TuningCard> change) => writes.WriteAsync(context => Change(context, id, change));

    /// <summary>Ends a search: the winner becomes a run of its own, the others rest for good, all at once or not at all.</summary>
    public Task EndAsync(string id, Func<TuningCard, TuningCard> change, string winner, Func<RunCard, RunCard> keep) => writes.WriteAsync(context =>
    {
        Change(context, id, change);
        foreach (var row in context.Runs.Where(run => run.TuningId == id).ToList())
        {
            var card = RunRows.Read(row);
            RunRows.Write(row, row.Id == winner ? keep(card) : card.State == RunState.Paused ? card with { State = RunState.Stopped } : card);
        }
    });

    /// <summary>Puts a search and its trials into the trash, or takes them out again.</summary>
    public Task<bool> SetDeletedAsync(string id, DateTimeOffset? at) => writes.WriteAsync(context =>
    {
        if (Change(context, id, card => card.State is TuningState.Running && at is not null ? card : card with { DeletedAt = at }) is not { } changed || changed.DeletedAt != at)
        {
            return false;
        }

        foreach (var row in context.Runs.Where(run => run.TuningId == id).ToList())
        {
            RunRows.Write(row, RunRows.Read(row) with { DeletedAt = at });
        }

        return true;
    });

    /// <summary>Takes a search away for good; its trials were taken away before.</summary>
    public async Task RemoveAsync(string id)
    {
        if (Directory.Exists(PathOf(id)))
        {
            Directory.Delete(PathOf(id), recursive: true);
        }

        await writes.WriteAsync(context =>
        {
            if (context.Tunings.Find(id) is { } row)
            {
                context.Tunings.Remove(row);
            }
        });
    }

    /// <summary>Everything of a search, its trials in the trash too.</summary>
    public IReadOnlyList<RunCard> TrialsOf(string id)
    {
        using var context = contexts.CreateDbContext();
        return [.. context.Runs.AsNoTracking().Where(run => run.TuningId == id).OrderBy(run => run.CreatedAt).ThenBy(run => run.Id).AsEnumerable().Select(RunRows.Read)];
    }

    private List<TuningCard> Read()
    {
        using var context = contexts.CreateDbContext();
        return [.. context.Tunings.AsNoTracking().OrderByDescending(search => search.CreatedAt).AsEnumerable().Select(TuningRows.Read)];
    }

    private static TuningCard? Change(StudioContext context, string id, Func<TuningCard, TuningCard> change)
    {
        if (context.Tunings.Find(id) is not { } row)
        {
            return null;
        }

        var changed = change(TuningRows.Read(row));
        TuningRows.Write(row, changed);
        return changed;
    }
}
