namespace OpenLedger.Studio.Shell;

/// <summary>Something that takes space, and what it is. What rests in the trash takes space too.</summary>
internal sealed record StorageEntry(string Kind, StoredThing Thing, bool IsInTrash);

/// <summary>What took space at a moment.</summary>
internal sealed record StorageReport(DateTimeOffset At, IReadOnlyList<StorageEntry> Entries)
{
    public long BytesOf(string accountId) => Entries.Where(entry => entry.Thing.OwnerId == accountId).Sum(entry => entry.Thing.Bytes);
}

/// <summary>Measures what takes space. A measuring reads many folders, so it is kept for a minute and made by one at a time.</summary>
internal sealed class StorageMeter(IServiceProvider services, TimeProvider clock)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private readonly Lock _measuring = new();
    private StorageReport? _last;

    /// <summary>What takes space, measured within the last minute.</summary>
    public StorageReport Measure(CancellationToken cancellation = default)
    {
        lock (_measuring)
        {
            return _last is not null && clock.GetUtcNow() - _last.At < Freshness ? _last : _last = MeasureNow(cancellation);
        }
    }

    /// <summary>The next one to ask gets a new measuring.</summary>
    public void Forget()
    {
        lock (_measuring)
        {
            _last = null;
        }
    }

    // Asked for when needed: desks that a tenant stands on may themselves ask about quotas.
    private StorageReport MeasureNow(CancellationToken cancellation)
    {
        var entries = new List<StorageEntry>();
        foreach (var tenant in services.GetServices<IStorageTenant>())
        {
            cancellation.ThrowIfCancellationRequested();
            entries.AddRange(tenant.All(cancellation).Select(thing => new StorageEntry(tenant.Kind, thing, IsInTrash: false)));
        }

        foreach (var keeper in services.GetServices<ITrashKeeper>())
        {
            cancellation.ThrowIfCancellationRequested();
            entries.AddRange(keeper.All().Select(thing => new StorageEntry(keeper.Kind, new StoredThing(thing.Id, thing.Name, thing.OwnerId, thing.Bytes), IsInTrash: true)));
        }

        return new StorageReport(clock.GetUtcNow(), entries);
    }
}
