using OpenLedger.Studio.Background;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>Removes what has rested in the trash long enough, every hour.</summary>
internal sealed class TrashSweeper(TrashDesk desk, TimeProvider clock, ILogger<TrashSweeper> logger)
    : RecurringWork("Emptying the trash", TimeSpan.FromHours(1), clock, logger)
{
    protected override bool BeginsAtOnce => false;

    protected override async Task TurnAsync(CancellationToken stopping)
    {
        if (await desk.SweepAsync(Clock.GetUtcNow(), stopping) is > 0 and var count)
        {
            Logger.LogInformation("{Count} things left the trash for good", count);
        }
    }
}
