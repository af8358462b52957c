using System.Collections.Concurrent;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Datanets.Documents;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Import;

/// <summary>Files that somebody brings to a Datanet: read and checked in the background, handed in when they say so.</summary>
internal sealed partial class EntryImportDesk(Uploads uploads, EntryDesk entries, GateShelf gates, ExampleFileDesk files, ILogger<EntryImportDesk> logger) : IDisposable
{
    /// <summary>What files are uploaded for.</summary>
    public const string Purpose = "entries";

    public const string Endings = ".jsonl,.json,.csv,.tsv,.xlsx,.parquet,.txt,.md,.html,.docx,.pdf";

    /// <summary>Entries of one file at a time: all of them are shown before any is handed in.</summary>
    public const int MostEntries = 20_000;

    private const int AboutCharacters = 1_500;
    private const int AtOnce = 8;
    private const int DraftsAtOnce = 500;
    private const int MostRemembered = 16;
    private const int MostOfOnePerson = 2;
    private const int BetweenReports = 200;

    private readonly ConcurrentDictionary<string, EntryImport> _imports = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(2, 2);

    public static UploadPurpose Files { get; } = new(
        Purpose, 1L << 30, ".jsonl", ".json", ".ndjson", ".csv", ".tsv", ".tab", ".xlsx", ".parquet", ".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf");

    /// <summary>The import of a file, begun now or before; null where there is no such file.</summary>
    public EntryImport? Open(CurrentAccount me, Datanet datanet, string uploadId)
    {
        if (_imports.TryGetValue(uploadId, out var known))
        {
            return known.OwnerId == me.Id && known.DatanetId == datanet.Id ? known : null;
        }

        if (!datanet.MayContribute || uploads.Finished(me.Id, uploadId) is not { } file)
        {
            return null;
        }

        MakeRoom(me.Id);
        var import = _imports.GetOrAdd(uploadId, new EntryImport(me.Id, datanet.Id, file));
        _ = WorkAsync(import, () => ReadAsync(import, datanet));
        return import;
    }

    /// <summary>Forgets what nobody works at, which holds whole files in memory: its file is still there, and is read again when its page is opened.</summary>
    private void MakeRoom(string ownerId)
    {
        var idle = _imports.Where(each => !each.Value.IsBusy).ToList();
        var own = idle.Where(each => each.Value.OwnerId == ownerId).ToList();
        foreach (var old in _imports.Count >= MostRemembered ? idle : own.Count >= MostOfOnePerson ? own : [])
        {
            _imports.TryRemove(old.Key, out _);
        }
    }

    /// <summary>Hands the wanted entries in as far as today's allowance goes, and keeps the rest of them as drafts.</summary>
    public void HandIn(CurrentAccount me, EntryImport import, string category, string licence)
    {
        if (import.Stage == EntryImportStage.Checked && import.OwnerId == me.Id)
        {
            (import.Stage, import.Done) = (EntryImportStage.HandingIn, 0);
            _ = WorkAsync(import, () => HandInAsync(me, import, category, licence));
        }
    }

    /// <summary>Stops what is going on with a file and takes it away.</summary>
    public async Task DropAsync(CurrentAccount me, string uploadId)
    {
        if (_imports.TryGetValue(uploadId, out var import) && import.OwnerId == me.Id && _imports.TryRemove(uploadId, out _))
        {
            import.Stop();
        }

        await uploads.RemoveAsync(me.Id, uploadId);
    }

    public void Dispose()
    {
        foreach (var import in _imports.Values)
        {
            import.Stop();
            import.Dispose();
        }

        _places.Dispose();
    }

    private async Task WorkAsync(EntryImport import, Func<Task> work)
    {
        try
        {
            await _places.WaitAsync(import.Stopping);
            try
            {
                await Task.Run(work);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException)
        {
            (import.Problem, import.Stage) = (new Sentence("It was stopped. What was handed in by then stays."), EntryImportStage.Failed);
        }
        catch (Exception exception)
        {
            LogFailed(exception, import.File.FileName);
            (import.Problem, import.Stage) = (new Sentence("The file could not be read ({0}). Save it in another form, such as CSV, JSON Lines or plain text, and bring it again.", exception.GetType().Name), EntryImportStage.Failed);
        }
    }

    private async Task ReadAsync(EntryImport import, Datanet datanet)
    {
        var problems = new List<ImportedProblem>();
        var found = DocumentText.IsDocument(import.File.FileName) && datanet.Card.Kind == EntryKind.Passage
            ? Document(import)
            : Rows(import, datanet.Card.Kind, problems);
        var shelf = await gates.OfAsync(datanet);

        // Which category they get is chosen afterwards.
        var category = datanet.Card.Categories is [var first, ..] ? first.Name : null;
        var (known, kept) = (new HashSet<string>(StringComparer.Ordinal), new List<ImportedEntry>(found.Count));
        foreach (var (row, content) in found)
        {
            import.Stopping.ThrowIfCancellationRequested();
            if (content.Parts.Any(part => part.Text.Length > datanet.Card.Gates.MostFieldCharacters) || known.Add(CanonicalEntry.Of(content).Hash.ToString()))
            {
                kept.Add(new ImportedEntry(row, content, shelf.Check(content, category)));
            }
            else
            {
                import.Bad++;
                problems.Add(new ImportedProblem(row, null, new Sentence("An earlier row says the same. Take one of them out.")));
            }

            if (kept.Count % BetweenReports == 0)
            {
                import.Done = 0.5 + (0.5 * kept.Count / found.Count);
            }
        }

        foreach (var entry in kept.Where(entry => entry.IsBlocked))
        {
            entry.IsWanted = false;
        }

        (import.Entries, import.Problems) = (kept, [.. problems.OrderBy(problem => problem.Row)]);
        import.Stage = import.Problem is not null && kept.Count == 0 ? EntryImportStage.Failed : EntryImportStage.Checked;
    }

    /// <summary>A document as passages, each with where it stands.</summary>
    private static List<(long Row, EntryContent Content)> Document(EntryImport import)
    {
        var document = DocumentText.Read(import.File.Path, import.File.FileName, import.Stopping);
        import.Problem = document.Problem;
        var number = 0L;
        return [.. PassageCutter.Cut(document.Text, AboutCharacters).Take(MostEntries)
            .Select(cut => (++number, EntryContent.Passage(document.Text[cut.Start..cut.End], null, new SourceSpan(import.File.FileName, cut.Start, cut.End))))];
    }

    private List<(long Row, EntryContent Content)> Rows(EntryImport import, EntryKind kind, List<ImportedProblem> problems)
    {
        if (Path.GetExtension(import.File.FileName).ToLowerInvariant() is ".html" or ".htm" or ".docx" or ".pdf")
        {
            import.Problem = new Sentence("A document becomes passages, and this Datanet takes entries of another form. Put questions and answers into a table, and bring that.");
            return [];
        }

        var read = files.Read(import.File.Path, import.File.FileName, MostEntries, done => import.Done = done / 2, import.Stopping);
        (import.Problem, import.Bad) = (read.Stopped, read.Bad);
        problems.AddRange(read.Problems.Select(problem => new ImportedProblem(problem.Row, problem.Field, problem.Message)));
        var found = new List<(long, EntryContent)>(read.Good.Count);
        foreach (var example in read.Good)
        {
            var (entry, field, problem) = ExampleEntries.Of(example.Content, kind);
            if (entry is not null)
            {
                found.Add((example.Row, entry));
            }
            else
            {
                import.Bad++;
                problems.Add(new ImportedProblem(example.Row, field, problem!));
            }
        }

        return found;
    }

    private async Task HandInAsync(CurrentAccount me, EntryImport import, string category, string licence)
    {
        var wanted = import.Entries.Where(entry => entry.IsWanted).ToList();
        var drafts = new ConcurrentBag<ImportedEntry>();
        var (done, mayGoOn) = (0, true);
        foreach (var some in wanted.Chunk(AtOnce))
        {
            import.Stopping.ThrowIfCancellationRequested();
            if (!mayGoOn)
            {
                Array.ForEach(some, drafts.Add);
                continue;
            }

            var answers = await Task.WhenAll(some.Select(entry => entries.SubmitAsync(me, import.DatanetId, Given(import, entry, category, licence))));
            foreach (var (entry, answer) in some.Zip(answers))
            {
                import.HandedIn += answer.IsDone ? 1 : 0;
                import.Accepted += answer.State == EntryState.Accepted ? 1 : 0;
                if (!answer.IsDone)
                {
                    drafts.Add(entry);
                    import.Waits ??= answer.Problem;
                    mayGoOn &= !answer.IsFull;
                }
            }

            import.Done = (double)(done += some.Length) / wanted.Count;
        }

        foreach (var some in drafts.OrderBy(entry => entry.Row).Chunk(DraftsAtOnce))
        {
            var kept = await entries.KeepAsync(me, import.DatanetId, [.. some.Select(entry => Given(import, entry, category, licence))]);
            import.KeptAsDrafts += kept;
            if (kept < some.Length)
            {
                import.Waits = new Sentence("You have {0} drafts here, and more are not kept. Hand some in or delete them, and bring the rest of the file again.", EntryDesk.MostDrafts);
                break;
            }
        }

        // What was handed in is in the store: no need to hold it here.
        (import.Stage, import.Entries) = (EntryImportStage.Done, []);
        await uploads.RemoveAsync(import.OwnerId, import.File.Id);
    }

    private static HandIn Given(EntryImport import, ImportedEntry entry, string category, string licence) =>
        new(entry.Content, category, licence, HasConsent: true) { Origin = FormattableString.Invariant($"{import.File.FileName}, {entry.Row}") };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file of entries could not be read: {Name}")]
    private partial void LogFailed(Exception exception, string name);
}
