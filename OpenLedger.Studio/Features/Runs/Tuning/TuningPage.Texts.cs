using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <content>Words of states, keys of this feature's words.</content>
public sealed partial class TuningPage
{
    internal static string SearchingText { get; } = new Sentence("searching").Text;

    internal static string PausedText { get; } = new Sentence("set aside").Text;

    internal static string StoppedText { get; } = new Sentence("stopped").Text;

    internal static string FailedText { get; } = new Sentence("broke off").Text;

    internal static string FinishedText { get; } = new Sentence("finished").Text;

    private static string TrialDroppedText { get; } = new Sentence("broke off or taken out").Text;

    private static string TrialTrainsText { get; } = new Sentence("training").Text;

    private static string TrialWaitsText { get; } = new Sentence("waiting").Text;

    private static string TrialEndedText { get; } = new Sentence("trained to its end").Text;

    private static string TrialNotBegunText { get; } = new Sentence("not begun").Text;

    private static string TrialNoTimeText { get; } = new Sentence("no time for it").Text;

    private static string TrialKeptText { get; } = new Sentence("kept as a run").Text;

    private static string TrialRestsText { get; } = new Sentence("resting").Text;

    private static string TrialGivenUpText { get; } = new Sentence("given up").Text;
}
