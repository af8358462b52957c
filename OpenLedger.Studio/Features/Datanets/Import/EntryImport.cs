using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Import;

/// <summary>How far a file is.</summary>
public enum EntryImportStage
{
    Reading,
    Checked,
    HandingIn,
    Done,
    Failed,
}

/// <summary>An entry that a file held.</summary>
/// <param name="Row">Its row, or its number among the passages of a document, from 1.</param>
/// <param name="Content">What it says.</param>
/// <param name="Findings">What the gates saw.</param>
public sealed record ImportedEntry(long Row, EntryContent Content, IReadOnlyList<Finding> Findings)
{
    public bool IsBlocked => Findings.Any(finding => finding.Severity == Severity.Block);

    /// <summary>Whether the contributor wants it.</summary>
    public bool IsWanted { get; set; } = true;
}

/// <summary>A row of a file that is no entry, with what to do.</summary>
internal sealed record ImportedProblem(long Row, string? Field, Sentence Message);

/// <summary>A file on its way into a Datanet: first looked at, then handed in; a page only watches.</summary>
public sealed class EntryImport(string ownerId, string datanetId, UploadedFile file) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public string OwnerId { get; } = ownerId;

    public string DatanetId { get; } = datanetId;

    public UploadedFile File { get; } = file;

    public EntryImportStage Stage { get; set; }

    /// <summary>What part of the present stage is done, from 0 to 1.</summary>
    public double Done { get; set; }

    public IReadOnlyList<ImportedEntry> Entries { get; set; } = [];

    internal IReadOnlyList<ImportedProblem> Problems { get; set; } = [];

    /// <summary>How many rows are no entry; the first of them are listed.</summary>
    public long Bad { get; set; }

    /// <summary>Why reading ended early, or why nothing came of it.</summary>
    internal Sentence? Problem { get; set; }

    public int HandedIn { get; set; }

    public int Accepted { get; set; }

    public int KeptAsDrafts { get; set; }

    /// <summary>Why some wait as drafts.</summary>
    internal Sentence? Waits { get; set; }

    public CancellationToken Stopping => _stopping.Token;

    public bool IsBusy => Stage is EntryImportStage.Reading or EntryImportStage.HandingIn;

    public void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}
