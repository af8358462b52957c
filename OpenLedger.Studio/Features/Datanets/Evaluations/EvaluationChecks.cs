using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Datanets.Contamination;
using OpenLedger.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Features.Datanets.Evaluations;

/// <summary>Looks for the questions of a Datanet in the entries that it has accepted, in the background. Entries that wait are looked at when a reviewer gets them.</summary>
internal sealed partial class EvaluationChecks(IDbContextFactory<StudioContext> contexts, GateShelf gates, ILogger<EvaluationChecks> logger) : IDisposable
{
    /// <summary>More than so many are no oversight: the list would help nobody.</summary>
    private const int MostLeaks = 500;

    private const int Shown = 160;

    private readonly ConcurrentDictionary<string, EvaluationCheck> _checks = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();

    public EvaluationCheck? Find(string datanetId) => _checks.GetValueOrDefault(datanetId);

    /// <summary>The questions are others: the gates take them, and accepted entries are looked at.</summary>
    public async Task TakeAsync(string datanetId)
    {
        await Task.Run(() => gates.TakeEvaluations(datanetId));
        Begin(datanetId);
    }

    /// <summary>Begins to look; what an earlier look found is forgotten.</summary>
    public EvaluationCheck Begin(string datanetId)
    {
        var check = new EvaluationCheck();
        var before = Find(datanetId)?.Looking ?? Task.CompletedTask;
        _checks[datanetId] = check;
        check.Looking = Task.WhenAll(before, Task.Run(() => Look(datanetId, check)));
        return check;
    }

    public void Dispose()
    {
        // Each looks up after every entry; the store is closed after this.
        _ending.Cancel();
        Task.WaitAll([.. _checks.Values.Select(check => check.Looking)]);
        _ending.Dispose();
    }

    private void Look(string datanetId, EvaluationCheck check)
    {
        try
        {
            using var context = contexts.CreateDbContext();
            if (context.Datanets.Find(datanetId) is { } datanet && DatanetCard.Read(datanet.Card).Gates is var gates && EvaluationShelf.Index(context, datanetId, gates.ContaminationWords) is { } questions)
            {
                Look(context, datanetId, questions, gates.ContaminationBlock, check);
            }
        }
        catch (Exception) when (_ending.IsCancellationRequested)
        {
            // The studio stops; whoever wants looks again.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
        finally
        {
            check.IsBusy = false;
        }
    }

    private void Look(StudioContext context, string datanetId, ContaminationIndex questions, double limit, EvaluationCheck check)
    {
        foreach (var row in context.Entries.AsNoTracking().Where(entry => entry.DatanetId == datanetId && entry.DeletedAt == null && StateSets.Readable.Contains(entry.State))
            .OrderBy(entry => entry.Id).Select(entry => new { entry.Id, entry.Content }).AsEnumerable())
        {
            if (check.Leaks.Count >= MostLeaks || !ReferenceEquals(Find(datanetId), check) || _ending.IsCancellationRequested)
            {
                return;
            }

            var content = StoredEntry.Read(row.Content);
            if (questions.Find(CanonicalEntry.Of(content)) is [var worst, ..] && worst.Cover >= limit)
            {
                var text = content.Parts[0].Text;
                check.Found(new LeakingEntry(row.Id, DatanetWords.Short(text, Shown), worst.Set, worst.Cover));
            }

            check.Done++;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Accepted entries could not be compared with the test questions")]
    private partial void LogFailed(Exception exception);
}
