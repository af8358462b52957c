using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store.Backups;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>Backups, and copies of the database that an upgrade or a restore put aside.</summary>
internal sealed class BackupTenant(DataFolder data) : IStorageTenant
{
    public string Kind => StorageKinds.Backups;

    public Sentence Clearing { get; } = new Sentence("The backup is removed for good.");

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation) =>
        [.. BackupShelf.Files(data).Concat(BackupShelf.Aside(data)).Select(file => new StoredThing(file.Name, file.Name, OwnerId: null, file.Length) { Link = "/settings#backups" })];

    public Task<Sentence?> ClearAsync(string id, CancellationToken cancellation)
    {
        BackupShelf.Find(data, id)?.Delete();
        return Task.FromResult<Sentence?>(null);
    }
}

/// <summary>The one store.</summary>
internal sealed class DatabaseTenant(DataFolder data) : IStorageTenant
{
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    public string Kind => StorageKinds.Database;

    public Sentence Clearing { get; } = new Sentence("The database stays.");

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation) =>
    [
        new(Path.GetFileName(data.Database), Path.GetFileName(data.Database), OwnerId: null, Parts.Sum(part => FolderSize.Of(data.Database + part, cancellation)))
        {
            Stays = new Sentence("Accounts, examples and chats lie in it. It gets smaller by deleting those."),
        },
    ];

    public Task<Sentence?> ClearAsync(string id, CancellationToken cancellation) => Task.FromResult<Sentence?>(Clearing);
}

/// <summary>The logs. The newest is being written.</summary>
internal sealed class LogTenant(DataFolder data) : IStorageTenant
{
    public string Kind => StorageKinds.Logs;

    public Sentence Clearing { get; } = new Sentence("The log is removed for good.");

    public IReadOnlyList<StoredThing> All(CancellationToken cancellation)
    {
        var files = Files();
        return [.. files.Select((file, i) => new StoredThing(file.Name, file.Name, OwnerId: null, file.Length) { Stays = i == 0 ? new Sentence("It is being written.") : null })];
    }

    public Task<Sentence?> ClearAsync(string id, CancellationToken cancellation)
    {
        Files().Skip(1).FirstOrDefault(file => file.Name == id)?.Delete();
        return Task.FromResult<Sentence?>(null);
    }

    private List<FileInfo> Files() => [.. new DirectoryInfo(data.Logs).EnumerateFiles("*.json").OrderByDescending(file => file.LastWriteTimeUtc)];
}
