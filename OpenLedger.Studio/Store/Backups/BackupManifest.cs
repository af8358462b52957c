using System.Text.Json;
using OpenLedger.Studio.Archives;

namespace OpenLedger.Studio.Store.Backups;

/// <summary>A file of the data folder as it was when the backup was made; its path has "/" between parts.</summary>
internal sealed record BackedUpFile(string Path, long Bytes, string Sha256, bool IsInside, DateTimeOffset ChangedAt);

/// <summary>
/// What a backup says of itself (<c>manifest.json</c> in it): the database with its hash and the number of rows of each table,
/// and every file of runs, models, adapters and sets with its hash, whether or not the file is inside.
/// </summary>
internal sealed record BackupManifest(int Version, DateTimeOffset MadeAt, long DatabaseBytes, string DatabaseSha256, IReadOnlyDictionary<string, long> Rows, IReadOnlyList<BackedUpFile> Files)
{
    public const string Name = "manifest.json";
    public const string DatabaseName = "studio.db";
    public const int NewestVersion = 1;

    private const int Longest = 512 * ArchiveLimits.Megabyte;

    /// <summary>A backup is the studio's own file, and may be as big as the disk; its paths are judged as those of any other.</summary>
    public static ArchiveLimits Limits { get; } = new()
    {
        MostEntries = 2_000_000,
        MostBytes = long.MaxValue / 2,
        MostBytesAnEntry = long.MaxValue / 2,
        MostRatio = 5_000,
        MostListBytes = Longest,
    };

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Form);

    /// <exception cref="BackupException">It has no manifest, or one that cannot be read.</exception>
    public static BackupManifest Read(SafeArchive archive, string file, CancellationToken cancellation)
    {
        var entry = archive.Entries.FirstOrDefault(one => one.Path == Name) ?? throw new BackupException($"{file} is a zip file, but not a backup of the studio: there is no {Name} in it.");
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(archive.Read(entry, Longest, cancellation), Form);
            return manifest switch
            {
                { Version: > NewestVersion } => throw new BackupException($"{file} was made by a newer studio. Restore it with that one."),
                { Version: > 0, DatabaseSha256: not null, Rows: not null, Files: not null } when manifest.Files.All(one => one is { Path: not null, Sha256: not null }) => manifest,
                _ => throw new JsonException(),
            };
        }
        catch (JsonException)
        {
            throw new BackupException($"The {Name} of {file} cannot be read: it was cut, or changed. Take another backup.");
        }
    }
}
