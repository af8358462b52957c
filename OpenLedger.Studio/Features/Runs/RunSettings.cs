using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What an admin can choose about runs while the studio runs.</summary>
internal static class RunSettings
{
    private const long MostRuns = 1_000_000;
    private const long MostDays = 3_650;
    private const int LongestAddress = 500;

    public static NumberSetting WaitingPerPerson { get; } = new(
        "Studio:WaitingRunsPerPerson", "Waiting runs of one person", "How many runs one person may have in the queue at a time, where several share this studio. 0: any number.", 0, 0, MostRuns);

    public static NumberSetting PerPersonPerDay { get; } = new(
        "Studio:RunsPerPersonPerDay", "Runs of one person in a day", "How many runs one person may start within 24 hours. 0: any number.", 0, 0, MostRuns);

    public static NumberSetting ArchiveDays { get; } = new(
        "Studio:ArchiveRunsAfterDays", "Days until a run goes into the archive", "Runs that nobody has touched for so long leave the list of runs and lie in its archive; nothing of them is deleted, and one click brings each back. 0: never.", 90, 0, MostDays) { Unit = "days" };

    public static TextSetting Webhook { get; } = new(
        "Studio:Webhook", "Tell another program when a run has ended", "An address that gets a message (POST, JSON) when a run has ended: https, or plain http on this computer. Empty: nobody is told.", "", LongestAddress, WebhookAddress.Problem) { IsSecret = true };

    public static TickSetting WebhookMayBePrivate { get; } = new(
        "Studio:WebhookMayBePrivate", "That program may be in a private network", "Without this only public addresses and this computer are called, so that nobody is reached by mistake.", false);

    public static IReadOnlyList<Setting> All { get; } = [WaitingPerPerson, PerPersonPerDay, ArchiveDays, Webhook, WebhookMayBePrivate];
}
