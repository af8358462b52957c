using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Settings;

/// <summary>How long things are kept, and when they are copied.</summary>
internal static class KeepSettings
{
    private const long MostBackups = 1_000;
    private const long LastHour = 23;

    public static NumberSetting TrashDays => TrashRest.Days;

    public static NumberSetting BackupHour { get; } = new(
        "Studio:BackupHour",
        "Hour of the nightly backup",
        "On the clock of this computer. If the computer is off at that hour, the backup is made when the studio runs again.",
        standard: 3, lowest: 0, LastHour) { Unit = "o'clock" };

    public static NumberSetting BackupsKept { get; } = new(
        "Studio:BackupsKept",
        "Backups kept",
        "How many backups stay; older ones are deleted when a new one was made and found whole. 0: none is made at night, and none is deleted.",
        standard: 14, lowest: 0, MostBackups);

    public static TickSetting BackupFiles { get; } = new(
        "Studio:BackupFiles",
        "Nightly backups hold files too",
        "With the files of runs, adapters, models and sets inside, a backup can be restored on another computer, and is as big as all of them. Without, it holds accounts, sets of examples and all else in the database, and a list of the files with their hashes.",
        standard: false);

    public static IReadOnlyList<Setting> All { get; } = [TrashDays, BackupHour, BackupsKept, BackupFiles];
}
