using System.Globalization;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The words that pages share about a run.</summary>
internal static class RunWords
{
    public static string State(RunState state) => state switch
    {
        RunState.Waiting => "waiting",
        RunState.Running => "training",
        RunState.Paused => "paused",
        RunState.Stopped => "stopped",
        RunState.Failed => "broke off",
        _ => "finished",
    };

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

    public static string Phase(RunPhase phase) => phase switch
    {
        RunPhase.Loading => "Loads",
        RunPhase.ScoringBefore => "Asks first",
        RunPhase.Training => "Learns",
        RunPhase.ScoringAfter => "Asks again",
        _ => "Done",
    };

    /// <summary>The time on the wall of this computer, which is the reader's: the studio answers only here.</summary>
    public static string Moment(DateTimeOffset moment, TimeProvider clock)
    {
        var local = TimeZoneInfo.ConvertTime(moment, clock.LocalTimeZone);
        return local.ToString(local.Date == clock.GetLocalNow().Date ? "HH:mm" : "d MMM, HH:mm", CultureInfo.InvariantCulture);
    }
}
