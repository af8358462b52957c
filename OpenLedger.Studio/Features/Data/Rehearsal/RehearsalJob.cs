using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Features.Data.Rehearsal;

/// <summary>A rehearsal set that is being made of a model's own answers.</summary>
internal sealed class RehearsalJob(string ownerId, string model, int questions) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public string OwnerId => ownerId;

    public string Model => model;

    public int Questions => questions;

    public int Asked { get; set; }

    /// <summary>The set, when it is there.</summary>
    public string? DatasetId { get; set; }

    public Wording? Problem { get; set; }

    public bool IsOver => DatasetId is not null || Problem is not null;

    public CancellationToken Stopping => _stop.Token;

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();
}
