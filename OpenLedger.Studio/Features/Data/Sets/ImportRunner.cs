using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Rows;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>Carries imports out, two at a time: a file becomes a set of examples, whole or not at all.</summary>
internal sealed partial class ImportRunner(WriteQueue queue, DatasetRemoval removal, TimeProvider clock, ILogger<ImportRunner> logger) : IDisposable
{
    public const string SetAsideName = "set-aside.jsonl";

    private const int AtOnce = 2;

    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);

    /// <summary>Reads the rows and counts; nothing is kept.</summary>
    public Task CountAsync(ImportJob job) => WorkAsync(job, ImportStage.Counting, () =>
    {
        job.Report = new ImportPass(job.File, job.Form, job.Options, ImportLimits.Default).Run(_ => { }, aside: null, job, job.Stopping);
        job.Stage = ImportStage.Counted;
    });

    /// <summary>Reads the rows and keeps them as a set of this name.</summary>
    /// <param name="job">What is imported, and how far it is.</param>
    /// <param name="name">What the set is called.</param>
    /// <param name="isRehearsal">Whether it is what a model should not forget.</param>
    /// <param name="counted">What was counted in the file before; null where it was not.</param>
    /// <param name="room">Why so many examples of so many bytes (null: these are counted already) cannot be kept; null: they can.</param>
    public Task ImportAsync(ImportJob job, string name, bool isRehearsal, ImportReport? counted, Func<long, long?, Wording?> room) => WorkAsync(job, ImportStage.Importing, () =>
    {
        // The file goes when the set is there, so that only what the set is larger comes on top.
        if (counted is not null && room(counted.Good, Math.Max(0, counted.Characters - job.File.Length)) is { } problem)
        {
            job.Report = counted;
            Fail(job, problem);
            return;
        }

        Import(job, name, isRehearsal, room);
    });

    public void Dispose() => _places.Dispose();

    private async Task WorkAsync(ImportJob job, ImportStage stage, Action work)
    {
        try
        {
            await _places.WaitAsync(job.Stopping);
            try
            {
                job.Stage = stage;
                await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException)
        {
            Fail(job, new Wording("It was stopped; nothing was kept."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException or DbUpdateException)
        {
            Fail(job, new Wording("It could not be written ({0}) Free some space on the disk of the data folder, and try again; nothing was kept.", (exception.InnerException ?? exception).Message));
        }
        catch (Exception exception)
        {
            LogFailed(exception, job.File.Name);
            Fail(job, new Wording("The file could not be read ({0}). Save it in another form, such as CSV or JSON Lines; nothing was kept.", exception.GetType().Name));
        }
    }

    private static void Fail(ImportJob job, Wording problem)
    {
        job.Problem = problem;
        job.Stage = ImportStage.Failed;
    }

    private void Import(ImportJob job, string name, bool isRehearsal, Func<long, long?, Wording?> room)
    {
        var row = NewRow(job, name, isRehearsal);
        var id = row.Id;
        job.DatasetId = id;
        queue.Write(context => context.Datasets.Add(row));
        try
        {
            var report = Keep(job, id);
            if (report.Good == 0)
            {
                job.Report = report;
                Remove(id);
                Fail(job, report.Stopped ?? new Wording("No row of the file could be used. The list below says why."));
                return;
            }

            // Somebody may have imported at the same time, or had nothing counted. The file and the set lie both there now.
            if (room(report.Good, null) is { } problem)
            {
                job.Report = report;
                Remove(id);
                Fail(job, problem);
                return;
            }

            queue.Write(context =>
            {
                var written = context.Datasets.Single(set => set.Id == id);
                written.Rows = (int)report.Good;
                written.SetAside = (int)Math.Min(int.MaxValue, report.SetAside);
                written.Card = DatasetCard.Of(job.Form, report).Json();
                return true;
            });
            job.Report = report;
            job.Stage = ImportStage.Done;
        }
        catch
        {
            Remove(id);
            throw;
        }
    }

    private void Remove(string id) => removal.RemoveAsync(id).GetAwaiter().GetResult();

    private ImportReport Keep(ImportJob job, string id)
    {
        var folder = removal.FolderOf(id)!;
        Directory.CreateDirectory(folder);
        var writer = new ExampleWriter(queue, id);
        using var aside = new StreamWriter(Path.Combine(folder, SetAsideName), append: false, new UTF8Encoding(false));
        var report = new ImportPass(job.File, job.Form, job.Options, ImportLimits.Default).Run(
            content => writer.AddAsync(content).GetAwaiter().GetResult(), new SetAsideWriter(aside, ImportLimits.Default), job, job.Stopping);
        writer.EndAsync().GetAwaiter().GetResult();
        return report;
    }

    private DatasetRow NewRow(ImportJob job, string name, bool isRehearsal)
    {
        var now = clock.GetUtcNow();
        return new DatasetRow
        {
            Id = Guid.NewGuid().ToString("N"),
            OwnerId = job.OwnerId,
            Name = DatasetDesk.CleanName(name) is { Length: > 0 } clean ? clean : Path.GetFileNameWithoutExtension(job.File.Name),
            Kind = job.Form.Shape.ToString(),
            Origin = job.File.Name,
            CreatedAt = now,
            UpdatedAt = now,
            IsRehearsal = isRehearsal,
            Card = new DatasetCard { IsArriving = true }.Json(),
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The import of {Name} failed")]
    private partial void LogFailed(Exception exception, string name);
}
