using OpenLedger.Studio.Background;

namespace OpenLedger.Studio.Shell;

/// <summary>Removes forgotten uploads, at the start and every hour.</summary>
internal sealed class UploadSweep(Uploads uploads, TimeProvider clock, ILogger<UploadSweep> logger)
    : RecurringWork("Removing forgotten uploads", TimeSpan.FromHours(1), clock, logger)
{
    protected override async Task TurnAsync(CancellationToken stopping) => await uploads.SweepAsync();
}
