using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>An import as it goes on in the background; pages look at it, and closing them changes nothing.</summary>
public sealed class ImportJob(string ownerId, ImportFile file, DetectedForm form, ImportOptions options) : IProgress<ImportProgress>, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile ImportProgress _progress = new(0, 0, 0);

    public string OwnerId => ownerId;

    public ImportFile File => file;

    public DetectedForm Form => form;

    public ImportOptions Options => options;

    public ImportStage Stage { get; set; }

    public ImportProgress Progress => _progress;

    public ImportReport? Report { get; set; }

    /// <summary>The set that it became.</summary>
    public string? DatasetId { get; set; }

    public Wording? Problem { get; set; }

    public bool IsOver => Stage is ImportStage.Counted or ImportStage.Done or ImportStage.Failed;

    public CancellationToken Stopping => _stop.Token;

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    void IProgress<ImportProgress>.Report(ImportProgress value) => _progress = value;
}
