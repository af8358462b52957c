namespace OpenLedger.Studio.Shell;

/// <summary>Something that takes space on the disk. Without an owner it is everybody's.</summary>
internal sealed record StoredThing(string Id, string Name, string? OwnerId, long Bytes)
{
    /// <summary>The page that shows it.</summary>
    public string? Link { get; init; }

    /// <summary>Why it cannot go now; null: it can.</summary>
    public Sentence? Stays { get; init; }
}

/// <summary>
/// What a feature keeps in the data folder; register it with <c>AddSingleton&lt;IStorageTenant, ...&gt;()</c>. The storage page
/// shows what takes space, per thing and per person, and the quotas count it. Who may clear something is checked before.
/// What rests in the trash is not listed here: its keeper lists it.
/// </summary>
internal interface IStorageTenant
{
    /// <summary>What these things are, in the plural, as <see cref="StorageKinds"/> names them.</summary>
    string Kind { get; }

    /// <summary>What clearing one of them means, for the question before it.</summary>
    Sentence Clearing { get; }

    /// <summary>Everything, measured now. It is asked on a thread that may wait.</summary>
    IReadOnlyList<StoredThing> All(CancellationToken cancellation);

    /// <summary>Clears it (into the trash, or for good); the reason where that cannot be.</summary>
    Task<Sentence?> ClearAsync(string id, CancellationToken cancellation);
}

/// <summary>The kinds of things that the pages Storage and Trash speak of; their German lies in Features/Settings/Words.de.resx.</summary>
internal static class StorageKinds
{
    public const string Runs = "Runs";
    public const string Checkpoints = "Checkpoints of finished runs";
    public const string Searches = "Searches";
    public const string Models = "Models";
    public const string Adapters = "Adapters";
    public const string Datasets = "Datasets";
    public const string Chats = "Chats";
    public const string Uploads = "Unfinished uploads";
    public const string Backups = "Backups";
    public const string Database = "Database";
    public const string Logs = "Logs";

    public static IReadOnlyList<string> All { get; } = [Runs, Checkpoints, Searches, Models, Adapters, Datasets, Chats, Uploads, Backups, Database, Logs];
}
