using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Store.Backups;

/// <summary>The backups that lie in the data folder.</summary>
internal static class BackupShelf
{
    private const string Pattern = "studio-*.zip";
    private const string UpgradePattern = "before-*.db";

    /// <summary>Backups, newest first.</summary>
    public static IReadOnlyList<FileInfo> Files(DataFolder data) =>
        [.. new DirectoryInfo(data.Backups).EnumerateFiles(Pattern).OrderByDescending(file => file.Name, StringComparer.Ordinal)];

    /// <summary>The newest backup; null where there is none.</summary>
    public static FileInfo? Newest(DataFolder data) => Files(data) is [var newest, ..] ? newest : null;

    /// <summary>Copies of the database that an upgrade or a restore put aside, newest first.</summary>
    public static IReadOnlyList<FileInfo> Aside(DataFolder data) =>
        [.. new DirectoryInfo(data.Backups).EnumerateFiles(UpgradePattern).OrderByDescending(file => file.LastWriteTimeUtc)];

    /// <summary>The one of this name; null where there is none.</summary>
    public static FileInfo? Find(DataFolder data, string name) => Files(data).Concat(Aside(data)).FirstOrDefault(file => file.Name == name);

    /// <summary>Deletes all backups but the newest.</summary>
    public static void Keep(DataFolder data, int count)
    {
        foreach (var old in Files(data).Skip(count))
        {
            old.Delete();
        }
    }
}
