using OpenLedger.Studio.Background;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Evaluations;

namespace OpenLedger.Studio.Features.Datanets.Flow;

/// <summary>Sweeps the Datanets at the start and every minute.</summary>
internal sealed class EntrySweepWorker(EntrySweep sweep, EvaluationDesk evaluations, GateShelf gates, TimeProvider clock, ILogger<EntrySweepWorker> logger)
    : RecurringWork("Sweeping the Datanets", TimeSpan.FromMinutes(1), clock, logger)
{
    protected override async Task TurnAsync(CancellationToken stopping)
    {
        if (await sweep.SweepAsync(stopping) is { IsNothing: false } done)
        {
            Logger.LogInformation("Datanets were swept: {Done}", done);
        }

        await evaluations.RenewAsync(stopping);
        gates.Renew(stopping);
    }
}
