using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Accounts;

/// <summary>What one person may take of a shared computer. Admins are not limited; zero means no limit.</summary>
internal static class QuotaSettings
{
    private const long Most = 1_000_000_000;

    public static NumberSetting Disk { get; } = new(
        "Studio:QuotaDiskMegabytes",
        "Disk space a person",
        "How much a person's runs, data, models and uploads may take together. Who is over it cannot add more until something is cleared; nothing is deleted by itself. 0: no limit.",
        standard: 50_000, lowest: 0, Most) { Unit = "megabytes" };

    public static NumberSetting Examples { get; } = new(
        "Studio:QuotaExamples",
        "Examples a person",
        "How many examples all sets of a person may hold together. 0: no limit.",
        standard: 1_000_000, lowest: 0, Most) { Unit = "examples" };

    public static NumberSetting WaitingRuns { get; } = new(
        "Studio:QuotaWaitingRuns",
        "Waiting runs a person",
        "How many runs of a person may wait in the queue at once, so that others get their turn. 0: no limit.",
        standard: 20, lowest: 0, Most) { Unit = "runs" };

    public static NumberSetting RunsADay { get; } = new(
        "Studio:QuotaRunsADay",
        "Runs a person and day",
        "How many runs a person may start in 24 hours. 0: no limit.",
        standard: 100, lowest: 0, Most) { Unit = "runs" };

    public static IReadOnlyList<Setting> All { get; } = [Disk, Examples, WaitingRuns, RunsADay];
}
