using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs.Sharing;

/// <summary>Lays runs that nobody has touched for long into the archive, every hour. Nothing of them is deleted: one click brings each back.</summary>
internal sealed class RunArchiver(RunBook book, StudioSettings settings, TimeProvider clock, ILogger<RunArchiver> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    /// <summary>Archives what is old enough; how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        if (settings.Get(RunSettings.ArchiveDays) is not (> 0 and var days))
        {
            return 0;
        }

        var (now, count) = (clock.GetUtcNow(), 0);
        foreach (var old in book.All().Where(run => IsStale(run, now.AddDays(-days))))
        {
            cancellation.ThrowIfCancellationRequested();
            var after = await book.UpdateAsync(RunDesk.IdOf(old), run => IsStale(run, now.AddDays(-days)) ? run with { ArchivedAt = now } : run);
            count += after?.ArchivedAt == now ? 1 : 0;
        }

        return count;
    }

    /// <summary>What trains or waits, what the team uses, and trials, which stand folded under their search, stay where they are.</summary>
    internal static bool IsStale(RunCard run, DateTimeOffset before) =>
        run is { IsActive: false, IsShared: false, TuningId: null, ArchivedAt: null, DeletedAt: null } && run.Sharing is not { Stage: SharingStage.Asked } && run.LastTouched < before;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        try
        {
            do
            {
                await SweepQuietlyAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The studio stops.
        }
    }

    private async Task SweepQuietlyAsync(CancellationToken stopping)
    {
        try
        {
            if (await SweepAsync(stopping) is > 0 and var count)
            {
                logger.LogInformation("{Count} runs that nobody touched for long are in the archive", count);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A list that is longer than it need be harms nobody.
            logger.LogWarning(exception, "Old runs could not be archived; it is tried again within the hour");
        }
    }
}
