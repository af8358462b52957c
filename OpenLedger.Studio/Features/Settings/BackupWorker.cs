using System.Threading.Channels;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store.Backups;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>Where the making of backups stands, and what came of the last one. The problem is the program's, in English.</summary>
internal sealed record BackupState(bool IsWorking = false, DateTimeOffset? MadeAt = null, string? Problem = null);

/// <summary>A wish for a backup; at night it is nobody's.</summary>
internal sealed record BackupWish(string? AccountId, bool WithFiles);

/// <summary>Makes backups, one at a time: at night, and when an admin wishes. Old ones go only after a new one was found whole.</summary>
internal sealed class BackupWorker(DataFolder data, StudioSettings settings, AuditLog audit, TimeProvider clock, ILogger<BackupWorker> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(10);

    private readonly Channel<BackupWish> _wishes = Channel.CreateBounded<BackupWish>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public BackupState State { get; private set; } = new();

    /// <summary>Wishes for a backup; one that waits already is enough.</summary>
    public void Wish(BackupWish wish)
    {
        State = State with { IsWorking = true, Problem = null };
        _wishes.Writer.TryWrite(wish);
    }

    /// <summary>Whether the night's backup is due: the last one is older than the hour that has come last.</summary>
    public static bool IsDue(DateTimeOffset localNow, int hour, DateTimeOffset? last)
    {
        var today = new DateTimeOffset(localNow.Year, localNow.Month, localNow.Day, hour, 0, 0, localNow.Offset);
        var since = today <= localNow ? today : today.AddDays(-1);
        return last is null || last < since;
    }

    /// <summary>Makes one now.</summary>
    public async Task MakeAsync(BackupWish wish, CancellationToken cancellation)
    {
        State = State with { IsWorking = true, Problem = null };
        var now = clock.GetUtcNow();
        try
        {
            var name = BackupWriting.NameAt(now);
            await Task.Run(() => BackupWriting.Make(data, Path.Combine(data.Backups, name), wish.WithFiles, clock, cancellation), cancellation);
            if (settings.Get(KeepSettings.BackupsKept) is > 0 and var kept)
            {
                BackupShelf.Keep(data, (int)kept);
            }

            State = new BackupState(IsWorking: false, MadeAt: now);
            await NoteAsync(wish, name);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            logger.LogError(exception, "The backup could not be made");
            State = State with { IsWorking = false, Problem = exception.Message };
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TryAsync(() => Task.Run(() => BackupWriting.Sweep(data.Backups), stoppingToken), stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await TryAsync(() => TurnAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The studio stops.
        }
    }

    private async Task TurnAsync(CancellationToken stopping)
    {
        if (await NextAsync(stopping) is { } wish)
        {
            await MakeAsync(wish, stopping);
        }
    }

    /// <summary>Whatever one turn meets (a folder or a store that does not answer), there is a next one, after the same pause.</summary>
    private async Task TryAsync(Func<Task> turn, CancellationToken stopping)
    {
        try
        {
            await turn();
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            logger.LogError(exception, "It could not be looked whether a backup is due; it is tried again");
        }
    }

    /// <summary>The backup has perhaps filled the disk: then it is there all the same, and only the line about it is not.</summary>
    private async Task NoteAsync(BackupWish wish, string name)
    {
        try
        {
            await audit.WriteAsync(wish.AccountId, "backup.make", name);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "The backup {Name} was made, and could not be noted in the audit log", name);
        }
    }

    /// <summary>A person's wish, or after a while the night's; null: nothing to do now.</summary>
    private async Task<BackupWish?> NextAsync(CancellationToken stopping)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var pause = Task.Delay(BetweenLooks, clock, look.Token);
        var wish = _wishes.Reader.WaitToReadAsync(look.Token).AsTask();
        var isWish = await Task.WhenAny(pause, wish) == wish;
        await look.CancelAsync();
        stopping.ThrowIfCancellationRequested();
        if (isWish && _wishes.Reader.TryRead(out var wished))
        {
            return wished;
        }

        var last = BackupShelf.Newest(data) is { } file ? new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero) : (DateTimeOffset?)null;
        return settings.Get(KeepSettings.BackupsKept) > 0 && IsDue(clock.GetLocalNow(), (int)settings.Get(KeepSettings.BackupHour), last)
            ? new BackupWish(AccountId: null, settings.Get(KeepSettings.BackupFiles))
            : null;
    }
}
