using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>What takes space, for the eyes of one person; the biggest things first.</summary>
internal sealed record StorageView(IReadOnlyList<StorageEntry> Entries, IReadOnlyList<(string Owner, long Bytes)> People, long DiskFree, long DiskTotal)
{
    public long Bytes => Entries.Sum(entry => entry.Thing.Bytes);
}

/// <summary>The one door to what takes space: everybody sees their own, an admin all; and what can go, goes through here.</summary>
internal sealed class StorageDesk(StorageMeter meter, IEnumerable<IStorageTenant> tenants, AccountDirectory accounts, AuditLog audit, DataFolder data)
{
    private static Sentence Gone { get; } = new Sentence("This is not here any more.");

    /// <summary>Measures; ask on a thread that may wait.</summary>
    public StorageView Measure(CurrentAccount me, CancellationToken cancellation)
    {
        var entries = meter.Measure(cancellation).Entries.Where(entry => MaySee(me, entry.Thing.OwnerId)).OrderByDescending(entry => entry.Thing.Bytes).ToList();
        var people = entries.Where(entry => entry.Thing.OwnerId is not null).GroupBy(entry => entry.Thing.OwnerId!)
            .Select(group => (accounts.NameOf(group.Key) ?? group.Key, group.Sum(entry => entry.Thing.Bytes)))
            .OrderByDescending(person => person.Item2).ToList();
        var drive = new DriveInfo(data.Path);
        return new StorageView(entries, people, drive.AvailableFreeSpace, drive.TotalSize);
    }

    /// <summary>What clearing a thing of this kind means.</summary>
    public Sentence? Clearing(string kind) => tenants.FirstOrDefault(tenant => tenant.Kind == kind)?.Clearing;

    /// <summary>Clears a thing; the reason where that cannot be. What another person owns does not exist for who is no admin.</summary>
    public async Task<Sentence?> ClearAsync(CurrentAccount me, string kind, string id, CancellationToken cancellation)
    {
        var tenant = tenants.FirstOrDefault(one => one.Kind == kind);
        var thing = tenant is null ? null : await Task.Run(() => tenant.All(cancellation).FirstOrDefault(one => one.Id == id), cancellation);
        if (tenant is null || thing is null || !MayClear(me, thing.OwnerId))
        {
            return Gone;
        }

        if ((thing.Stays ?? await tenant.ClearAsync(id, cancellation)) is { } problem)
        {
            return problem;
        }

        meter.Forget();
        await audit.WriteAsync(me.Id, "storage.clear", id, kind);
        return null;
    }

    private static bool MaySee(CurrentAccount me, string? owner) => me.IsAdmin || (me.Role.Length > 0 && owner == me.Id);

    private static bool MayClear(CurrentAccount me, string? owner) => me.IsAdmin || (owner is not null && me.MayChange(owner));
}
