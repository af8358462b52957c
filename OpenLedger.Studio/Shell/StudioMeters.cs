using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Store.Backups;

namespace OpenLedger.Studio.Shell;

/// <summary>The figures of the studio itself, read when somebody asks: runs by state, people, database, disk, age of the last backup.</summary>
internal sealed class StudioMeters : IDisposable
{
    public const string Name = "OpenLedger.Studio";

    private readonly Meter _meter;

    public StudioMeters(IMeterFactory meters, IDbContextFactory<StudioContext> contexts, DataFolder data, FreeSpace free, TimeProvider clock)
    {
        _meter = meters.Create(Name);
        _meter.CreateObservableGauge("openledger.runs", () => Runs(contexts), description: "Runs by state.");
        _meter.CreateObservableGauge("openledger.accounts", () => Ask(contexts, store => store.Users.Count(account => !account.IsClosed)), description: "Open accounts.");
        _meter.CreateObservableGauge("openledger.sessions", () => Ask(contexts, store => store.Sessions.Count(session => session.EndedAt == null)), description: "Browsers that are signed in.");
        _meter.CreateObservableGauge("openledger.database.size", () => FolderSize.Of(data.Database), unit: "By", description: "Size of the database file.");
        _meter.CreateObservableGauge("openledger.disk.free", () => free(data.Path), unit: "By", description: "Free space on the disk of the data folder.");
        _meter.CreateObservableGauge("openledger.backup.age", () => Ages(data, clock), unit: "s", description: "Age of the newest backup.");
    }

    public void Dispose() => _meter.Dispose();

    private static List<Measurement<int>> Runs(IDbContextFactory<StudioContext> contexts)
    {
        using var store = contexts.CreateDbContext();
        return [.. store.Runs.Where(run => run.DeletedAt == null).GroupBy(run => run.State).Select(group => new { group.Key, Count = group.Count() }).AsEnumerable()
            .Select(group => new Measurement<int>(group.Count, new KeyValuePair<string, object?>("state", group.Key)))];
    }

    private static List<Measurement<double>> Ages(DataFolder data, TimeProvider clock) =>
        BackupShelf.Newest(data) is { } newest ? [new Measurement<double>((clock.GetUtcNow() - newest.LastWriteTimeUtc).TotalSeconds)] : [];

    private static int Ask(IDbContextFactory<StudioContext> contexts, Func<StudioContext, int> ask)
    {
        using var store = contexts.CreateDbContext();
        return ask(store);
    }
}
