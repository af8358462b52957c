using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store.Backups;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>A backup on the shelf.</summary>
internal sealed record BackupFact(string Name, DateTimeOffset MadeAt, long Bytes, bool IsWhole);

/// <summary>The one door to the backups, for admins: they hold everything that everybody has.</summary>
internal sealed class BackupDesk(BackupWorker worker, DataFolder data, AuditLog audit)
{
    public BackupState State => worker.State;

    /// <summary>All, newest first. What an upgrade or a restore put aside is the database alone.</summary>
    public IReadOnlyList<BackupFact> All(CurrentAccount me) => !me.IsAdmin ? [] :
    [
        .. BackupShelf.Files(data).Select(file => Fact(file, isWhole: true)),
        .. BackupShelf.Aside(data).Select(file => Fact(file, isWhole: false)),
    ];

    public Sentence? Make(CurrentAccount me, bool withFiles)
    {
        if (!me.IsAdmin)
        {
            return SettingsDesk.NotForYou;
        }

        worker.Wish(new BackupWish(me.Id, withFiles));
        return null;
    }

    /// <summary>Reads a backup again; null where it is whole, else what is wrong with it.</summary>
    public async Task<string?> CheckAsync(CurrentAccount me, string name, CancellationToken cancellation)
    {
        if (!me.IsAdmin || BackupShelf.Find(data, name) is not { } file)
        {
            return SettingsDesk.NotForYou.ToString();
        }

        try
        {
            var problems = await Task.Run(() => BackupCheck.ProblemsOf(file.FullName, data.Backups, cancellation), cancellation);
            return problems is [var first, ..] ? first : null;
        }
        catch (Exception exception) when (exception is BackupException or IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    public async Task<Sentence?> DeleteAsync(CurrentAccount me, string name)
    {
        if (!me.IsAdmin)
        {
            return SettingsDesk.NotForYou;
        }

        if (BackupShelf.Find(data, name) is { } file)
        {
            file.Delete();
            await audit.WriteAsync(me.Id, "backup.delete", name);
        }

        return null;
    }

    /// <summary>The file, to take it to a safer place; null where there is none of this name.</summary>
    public async Task<FileInfo?> TakeAsync(CurrentAccount me, string name)
    {
        if (!me.IsAdmin || BackupShelf.Find(data, name) is not { } file)
        {
            return null;
        }

        await audit.WriteAsync(me.Id, "backup.download", name);
        return file;
    }

    private static BackupFact Fact(FileInfo file, bool isWhole) => new(file.Name, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), file.Length, isWhole);
}
