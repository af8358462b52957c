using OpenLedger.Studio.Background;

namespace OpenLedger.Studio.Accounts;

/// <summary>Ends every hour the sessions of browsers that nobody has used for as long as their cookie lives.</summary>
internal sealed class SessionSweep(SessionBook sessions, TimeProvider clock, ILogger<SessionSweep> logger)
    : RecurringWork("Ending old sessions", TimeSpan.FromHours(1), clock, logger)
{
    protected override async Task TurnAsync(CancellationToken stopping)
    {
        if (await sessions.EndIdleAsync() is > 0 and var count)
        {
            Logger.LogInformation("{Count} sessions that nobody used for long are over", count);
        }
    }
}
