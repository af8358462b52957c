using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What an admin can choose about runs while the studio runs.</summary>
internal static class RunSettings
{
    private const long MostRuns = 1_000_000;
    private const int LongestAddress = 500;

    public static NumberSetting WaitingPerPerson { get; } = new(
        "Studio:WaitingRunsPerPerson", "Waiting runs of one person", "How many runs one person may have in the queue at a time, where several share this studio. 0: any number.", 0, 0, MostRuns);

    public static NumberSetting PerPersonPerDay { get; } = new(
        "Studio:RunsPerPersonPerDay", "Runs of one person in a day", "How many runs one person may start within 24 hours. 0: any number.", 0, 0, MostRuns);

    public static TextSetting Webhook { get; } = new(
        "Studio:Webhook", "Tell another program when a run has ended", "An address that gets a message (POST, JSON) when a run has ended: https, or plain http on this computer. Empty: nobody is told.", "", LongestAddress, WebhookAddress.Problem) { IsSecret = true };

    public static TickSetting WebhookMayBePrivate { get; } = new(
        "Studio:WebhookMayBePrivate", "That program may be in a private network", "Without this only public addresses and this computer are called, so that nobody is reached by mistake.", false);

    public static IReadOnlyList<Setting> All { get; } = [WaitingPerPerson, PerPersonPerDay, Webhook, WebhookMayBePrivate];
}
