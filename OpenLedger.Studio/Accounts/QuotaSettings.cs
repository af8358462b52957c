using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Accounts;

/// <summary>What one person may take of a shared computer. Admins are not limited; zero means no limit.</summary>
internal static class QuotaSettings
{
    private const long Most = 1_000_000_000;

    public static NumberSetting Disk { get; } = new(
        "Studio:DiskMegabytesPerPerson",
        "Disk space of one person",
        "How much a person's runs, data, models and uploads may take together. Who is over it cannot add more until something is cleared; nothing is deleted by itself. 0: no limit.",
        standard: 0, lowest: 0, Most) { Unit = "megabytes" };

    public static NumberSetting Examples { get; } = new(
        "Studio:ExamplesPerPerson",
        "Examples of one person",
        "How many examples all sets of a person may hold together. 0: no limit.",
        standard: 0, lowest: 0, Most) { Unit = "examples" };

    public static IReadOnlyList<Setting> All { get; } = [Disk, Examples];
}
