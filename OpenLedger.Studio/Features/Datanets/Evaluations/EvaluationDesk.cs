using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Datanets.Evaluations;

/// <summary>
/// The questions that models are measured with, named by curators: no entry may hold them. They are kept as copies, follow the set of
/// examples that they came from, and are looked for in what is accepted already whenever they change.
/// </summary>
internal sealed class EvaluationDesk(
    IDbContextFactory<StudioContext> contexts, WriteQueue queue, DatanetDesk datanets, EntryDesk entries, EvaluationChecks checks, EvaluationSources sources, AuditLog audit, TimeProvider clock)
{
    public const int MostSets = 20;

    private const string Leak = "evaluation-item";

    private static readonly Sentence NotYours = new("Only curators of a Datanet name its test questions. Ask its owner for that role.");

    /// <summary>The sets of a Datanet, for those who curate it.</summary>
    public IReadOnlyList<EvaluationSet> All(CurrentAccount me, string datanetId)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true })
        {
            return [];
        }

        using var context = contexts.CreateDbContext();
        return [.. context.EvaluationSets.AsNoTracking().Where(set => set.DatanetId == datanetId).OrderBy(set => set.CreatedAt)
            .Select(set => new EvaluationSet(set.Id, set.Name, set.Origin, set.OnlyHeldOut, set.Items, set.CreatedAt))];
    }

    /// <summary>What the last look at accepted entries found; null where there was none since the studio began.</summary>
    public EvaluationCheck? LastCheck(CurrentAccount me, string datanetId) => datanets.Find(me, datanetId) is { Curates: true } ? checks.Find(datanetId) : null;

    /// <summary>Looks at all accepted entries again, in the background.</summary>
    public void CheckAgain(CurrentAccount me, string datanetId)
    {
        if (datanets.Find(me, datanetId) is { Curates: true })
        {
            checks.Begin(datanetId);
        }
    }

    /// <summary>Takes the questions of a set of examples that whoever asks may see; null where it went well.</summary>
    public async Task<Sentence?> AddSetAsync(CurrentAccount me, string datanetId, string datasetId, bool onlyHeldOut, CancellationToken cancellation)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true })
        {
            return NotYours;
        }

        var (found, problem) = await Task.Run(() => sources.OfSet(me, datasetId, onlyHeldOut, cancellation), cancellation);
        return problem ?? await KeepAsync(me, datanetId, found!);
    }

    /// <summary>Takes the questions of a file that was brought; null where it went well.</summary>
    public async Task<Sentence?> AddFileAsync(CurrentAccount me, string datanetId, UploadedFile file, CancellationToken cancellation)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true })
        {
            return NotYours;
        }

        var (found, problem) = await Task.Run(() => sources.OfFileAsync(me, file, cancellation), cancellation);
        return problem ?? await KeepAsync(me, datanetId, found!);
    }

    /// <summary>Takes a set out again.</summary>
    public async Task RemoveAsync(CurrentAccount me, string datanetId, string setId)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true })
        {
            return;
        }

        var who = me.Id;
        await queue.WriteAsync(context =>
        {
            if (context.EvaluationSets.Find(setId) is { } row && row.DatanetId == datanetId)
            {
                context.EvaluationSets.Remove(row);
                audit.Write(context, who, "datanet.evaluation.remove", datanetId, row.Name);
            }
        });
        await checks.TakeAsync(datanetId);
    }

    /// <summary>Takes an entry that holds a question out of coming releases; one's own is taken back.</summary>
    public async Task<EntryAnswer> TakeOutAsync(CurrentAccount me, string datanetId, string entryId)
    {
        if (datanets.Find(me, datanetId) is not { Curates: true })
        {
            return EntryAnswer.NotThere;
        }

        var reason = new ReasonGiven(Leak);
        var answer = IsMine(me.Id, entryId)
            ? await entries.WithdrawAsync(me, entryId)
            : await entries.TakeOutAsync(me, entryId, reason);
        if (answer.IsDone)
        {
            checks.Find(datanetId)?.TakenOut(entryId);
        }

        return answer;
    }

    /// <summary>Reads those questions again whose set of examples was changed since; what was deleted stays as it was.</summary>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        foreach (var (id, datanetId, datasetId, onlyHeldOut) in Changed())
        {
            if (await Task.Run(() => sources.Again(datasetId, onlyHeldOut, cancellation), cancellation) is not { } found)
            {
                continue;
            }

            await queue.WriteAsync(
                context =>
                {
                    if (context.EvaluationSets.Find(id) is { } row)
                    {
                        (row.Content, row.Items, row.SourceAt) = (found.Content, found.Items, found.SourceAt);
                    }
                },
                cancellation);
            await checks.TakeAsync(datanetId);
        }
    }

    private List<(string Id, string DatanetId, string DatasetId, bool OnlyHeldOut)> Changed()
    {
        using var context = contexts.CreateDbContext();
        return [.. context.EvaluationSets.AsNoTracking()
            .Join(context.Datasets.Where(set => set.DeletedAt == null), set => set.DatasetId, source => source.Id, (set, source) => new { set.Id, set.DatanetId, DatasetId = source.Id, set.OnlyHeldOut, set.SourceAt, source.UpdatedAt })
            .Where(pair => pair.UpdatedAt > pair.SourceAt).AsEnumerable().Select(pair => (pair.Id, pair.DatanetId, pair.DatasetId, pair.OnlyHeldOut))];
    }

    private bool IsMine(string who, string entryId)
    {
        using var context = contexts.CreateDbContext();
        return context.Entries.AsNoTracking().Any(entry => entry.Id == entryId && entry.AuthorId == who);
    }

    private async Task<Sentence?> KeepAsync(CurrentAccount me, string datanetId, FoundQuestions found)
    {
        var (who, now) = (me.Id, clock.GetUtcNow());
        var problem = await queue.WriteAsync(context =>
        {
            if (context.EvaluationSets.Count(set => set.DatanetId == datanetId) >= MostSets)
            {
                return new Sentence("A Datanet names at most {0} sets of test questions. Take one out first.", MostSets);
            }

            context.EvaluationSets.Add(new EvaluationSetRow
            {
                Id = Guid.NewGuid().ToString("N"),
                DatanetId = datanetId,
                Name = found.Name,
                Origin = found.Origin,
                DatasetId = found.DatasetId,
                OnlyHeldOut = found.OnlyHeldOut,
                SourceAt = found.SourceAt,
                Items = found.Items,
                Content = found.Content,
                AuthorId = who,
                CreatedAt = now,
            });
            audit.Write(context, who, "datanet.evaluation.add", datanetId, found.Name);
            return null;
        });
        if (problem is null)
        {
            await checks.TakeAsync(datanetId);
        }

        return problem;
    }
}
