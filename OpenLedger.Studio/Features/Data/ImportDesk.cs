using System.Collections.Concurrent;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Data;

/// <summary>The one door for files of examples: looks at one that was uploaded, counts its rows, and makes a set of it in the background.</summary>
internal sealed class ImportDesk(Uploads uploads, ImportRunner runner, DatasetDesk datasets, AuditLog audit) : IDisposable
{
    /// <summary>What files are uploaded for.</summary>
    public const string Purpose = "dataset";

    private const int MostRemembered = 100;

    private readonly ConcurrentDictionary<string, ImportJob> _jobs = new(StringComparer.Ordinal);

    public static UploadPurpose Files { get; } = new(
        Purpose, ImportLimits.Default.FileBytes, ".jsonl", ".json", ".ndjson", ".csv", ".tsv", ".tab", ".xlsx", ".txt", ".md", ".markdown", ".parquet");

    /// <summary>The usual endings, as a file field wants them.</summary>
    public const string Endings = ".jsonl,.json,.csv,.tsv,.xlsx,.parquet,.txt,.md";

    /// <summary>The file, if it arrived whole and is theirs.</summary>
    public ImportFile? FileOf(CurrentAccount me, string uploadId) =>
        me.MayTrain && uploads.Finished(me.Id, uploadId) is { } file ? new ImportFile(file.Path, file.FileName) : null;

    /// <summary>Finds out how it is written and what it says; null where there is no such file.</summary>
    public async Task<DetectedForm?> LookAsync(CurrentAccount me, string uploadId, FormCorrection said, CancellationToken cancellation) =>
        FileOf(me, uploadId) is { } file
            ? await Task.Run(() => new FormDetector(ImportLimits.Default).Detect(file, said, cancellation), cancellation)
            : null;

    /// <summary>The import or count of a file that is going on or was the last.</summary>
    public ImportJob? JobOf(CurrentAccount me, string uploadId) => _jobs.GetValueOrDefault(uploadId) is { } job && job.OwnerId == me.Id ? job : null;

    /// <summary>Counts the rows of a file in this form, instead of what was counted before.</summary>
    public ImportJob? Count(CurrentAccount me, string uploadId, DetectedForm form, ImportOptions options) => Put(me, uploadId, form, options, (job, counted) => _ = runner.CountAsync(job));

    /// <summary>Makes a set of a file, where the person may have so many examples more; else the job says why not.</summary>
    public ImportJob? Start(CurrentAccount me, string uploadId, DetectedForm form, ImportOptions options, string name, bool isRehearsal) =>
        Put(me, uploadId, form, options, (job, counted) => _ = FinishAsync(job, counted, uploadId, name, isRehearsal));

    /// <summary>Stops what is going on with a file and takes it away.</summary>
    public async Task DropAsync(CurrentAccount me, string uploadId)
    {
        if (JobOf(me, uploadId) is { } job && _jobs.TryRemove(uploadId, out _))
        {
            job.Stop();
        }

        await uploads.RemoveAsync(me.Id, uploadId);
    }

    /// <summary>Whether an import is writing this set.</summary>
    public bool IsAtWork(string datasetId) => _jobs.Values.Any(job => job.DatasetId == datasetId && !job.IsOver);

    public void Dispose()
    {
        foreach (var job in _jobs.Values)
        {
            job.Stop();
        }
    }

    private ImportJob? Put(CurrentAccount me, string uploadId, DetectedForm form, ImportOptions options, Action<ImportJob, ImportReport?> begin)
    {
        if (!form.IsReady || FileOf(me, uploadId) is not { } file)
        {
            return null;
        }

        var before = _jobs.GetValueOrDefault(uploadId);
        if (before is not null)
        {
            if (before.Stage is ImportStage.Importing or ImportStage.Done)
            {
                return before;
            }

            before.Stop();
        }

        foreach (var old in _jobs.Count < MostRemembered ? [] : _jobs.Where(other => other.Value.IsOver).ToList())
        {
            _jobs.TryRemove(old.Key, out _);
        }

        var job = new ImportJob(me.Id, file, form, options);
        _jobs[uploadId] = job;
        begin(job, before is not null && before.Form == form && before.Options == options ? before.Report : null);
        return job;
    }

    private async Task FinishAsync(ImportJob job, ImportReport? counted, string uploadId, string name, bool isRehearsal)
    {
        await runner.ImportAsync(job, name, isRehearsal, counted, (examples, bytes) => bytes is { } more ? datasets.RoomProblem(job.OwnerId, examples, more) : datasets.ExamplesProblem(job.OwnerId, examples));
        if (job.Stage == ImportStage.Done)
        {
            await audit.WriteAsync(job.OwnerId, "dataset.import", job.DatasetId);
            await uploads.RemoveAsync(job.OwnerId, uploadId);
        }
    }
}
