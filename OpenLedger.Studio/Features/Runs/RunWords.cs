using System.Globalization;
using Microsoft.Extensions.Localization;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The words that pages share about a run.</summary>
internal static class RunWords
{
    public static string State(IStringLocalizer words, RunState state) => Name(state).In(words);

    public static string Pill(RunState state) => state switch
    {
        RunState.Waiting or RunState.Running => "pill acc",
        RunState.Failed => "pill bad",
        RunState.Stopped or RunState.Paused => "pill warn",
        _ => "pill good",
    };

    /// <summary>What ended a run, in English, for the log.</summary>
    public static string Plain(RunCard card) =>
        card.Problem is null ? string.Empty : card.ProblemParts.Count == 0 ? card.Problem : string.Format(CultureInfo.InvariantCulture, card.Problem, [.. card.ProblemParts]);

    public static string Tone(VerdictTone tone) => tone switch
    {
        VerdictTone.Good => "note good",
        VerdictTone.Warning => "note warn",
        VerdictTone.Bad => "note bad",
        VerdictTone.Underway => "note acc",
        _ => "note",
    };

    public static string TonePill(VerdictTone tone) => tone switch
    {
        VerdictTone.Good => "pill good",
        VerdictTone.Warning => "pill warn",
        VerdictTone.Bad => "pill bad",
        VerdictTone.Underway => "pill acc",
        _ => "pill",
    };

    public static string Phase(IStringLocalizer words, RunPhase phase) => (phase switch
    {
        RunPhase.Loading => new Sentence("Loads"),
        RunPhase.ScoringBefore => new Sentence("Asks first"),
        RunPhase.Training => new Sentence("Learns"),
        RunPhase.ScoringAfter => new Sentence("Asks again"),
        _ => new Sentence("Done"),
    }).In(words);

    /// <summary>A line of a run's log.</summary>
    public static string Event(IStringLocalizer words, RunEvent line, string? who)
    {
        var text = (line.Kind switch
        {
            RunEventKind.Queued => new Sentence("Put into the queue."),
            RunEventKind.Started => new Sentence("Began."),
            RunEventKind.WentOn => new Sentence("Went on; step {0} was the last one written down.", line.Step ?? 0),
            RunEventKind.Paused => new Sentence("Set aside."),
            RunEventKind.Stopped => new Sentence("Stopped."),
            RunEventKind.Failed => new Sentence("Broke off: {0}", LibraryTexts.Said(line.Detail ?? string.Empty)),
            RunEventKind.Finished => new Sentence("Finished."),
            RunEventKind.Interrupted => new Sentence("The studio was stopped; it goes on by itself."),
            RunEventKind.Renamed => new Sentence("Got the name \"{0}\".", line.Detail ?? string.Empty),
            RunEventKind.Shared => line.Detail == "on" ? new Sentence("Shared with the team.") : new Sentence("Shared with nobody any more."),
            RunEventKind.ShareAsked => new Sentence("Asked to be shared with the team."),
            RunEventKind.SentBack => new Sentence("The wish to share it came back, with a reason."),
            RunEventKind.BroughtBack => new Sentence("Taken out of the archive."),
            RunEventKind.Found => new Sentence("Its folder was found at a start without a row in the list, and is in the list again."),
            RunEventKind.BegunAgain => new Sentence("Begins again from the first step."),
            RunEventKind.Kept => new Sentence("The state of step {0} was kept as an adapter of its own.", line.Step ?? 0),
            RunEventKind.Told => new Sentence("The other program was told."),
            _ => new Sentence("The other program could not be told: {0}", line.Detail ?? string.Empty),
        }).In(words);
        var step = line.Step is { } at && line.Kind is RunEventKind.Paused or RunEventKind.Stopped or RunEventKind.Failed or RunEventKind.Interrupted ? $" {words["step {0}", line.Step ?? 0].Value}." : string.Empty;
        return who is null ? $"{text}{step}" : $"{text}{step} ({who})";
    }

    private static Sentence Name(RunState state) => state switch
    {
        RunState.Waiting => new Sentence("waiting"),
        RunState.Running => new Sentence("training"),
        RunState.Paused => new Sentence("set aside"),
        RunState.Stopped => new Sentence("stopped"),
        RunState.Failed => new Sentence("broke off"),
        _ => new Sentence("finished"),
    };
}
