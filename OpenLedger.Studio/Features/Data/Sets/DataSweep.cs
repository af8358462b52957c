using OpenLedger.Studio.Background;

namespace OpenLedger.Studio.Features.Data.Sets;

/// <summary>
/// Removes what imports left that the end of the studio cut short; and once a day what was deleted or changed in sets so long ago that
/// nobody takes it back any more.
/// </summary>
internal sealed class DataSweep(DatasetRemoval removal, ImportDesk imports, TimeProvider clock, ILogger<DataSweep> logger)
    : RecurringWork("Removing what sets of examples no longer need", TimeSpan.FromDays(1), clock, logger)
{
    // As long as the trash keeps things.
    public static readonly TimeSpan Rest = TimeSpan.FromDays(30);

    protected override async Task TurnAsync(CancellationToken stopping)
    {
        await removal.SweepAsync(imports.IsAtWork);
        await removal.ForgetAsync(Clock.GetUtcNow() - Rest);
    }
}
