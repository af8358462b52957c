using OpenLedger.Studio.Background;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs.Sharing;

/// <summary>Lays runs that nobody has touched for long into the archive, every hour. Nothing of them is deleted: one click brings each back.</summary>
internal sealed class RunArchiver(RunBook book, StudioSettings settings, TimeProvider clock, ILogger<RunArchiver> logger)
    : RecurringWork("Archiving old runs", TimeSpan.FromHours(1), clock, logger)
{
    /// <summary>Archives what is old enough; how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        if (settings.Get(RunSettings.ArchiveDays) is not (> 0 and var days))
        {
            return 0;
        }

        var (now, count) = (Clock.GetUtcNow(), 0);
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

    protected override async Task TurnAsync(CancellationToken stopping)
    {
        if (await SweepAsync(stopping) is > 0 and var count)
        {
            Logger.LogInformation("{Count} runs that nobody touched for long are in the archive", count);
        }
    }
}
