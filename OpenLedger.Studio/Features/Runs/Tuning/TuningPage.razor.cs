using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Tuning;

namespace OpenLedger.Studio.Features.Runs.Tuning;

/// <summary>A search: its trials, how far it is, and what it found. A view only: it goes on whether anybody looks or not.</summary>
public sealed partial class TuningPage
{
    private const double Width = 100;
    private const double Height = 28;
    private const double Edge = 2;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private readonly Dictionary<string, (int Step, IReadOnlyList<double> Losses)> _curves = [];
    private IReadOnlyDictionary<int, RunCard> _runs = new Dictionary<int, RunCard>();
    private IReadOnlyList<Sentence> _story = [];
    private TuningCard? _card;
    private bool _mine;

    [Parameter]
    public string Id { get; set; } = string.Empty;

    private double Spent => _card!.Search.Spent;

    private string Tone => _card!.State switch { TuningState.Finished => "good", TuningState.Failed => "bad", TuningState.Running => "acc", _ => "warn" };

    private string Pill => $"pill {Tone}";

    private string StateText => _card!.State switch
    {
        TuningState.Running => SearchingText,
        TuningState.Paused => PausedText,
        TuningState.Stopped => StoppedText,
        TuningState.Failed => FailedText,
        _ => FinishedText,
    };

    private string Headline => _card! switch
    {
        { State: TuningState.Finished } => T["Found."],
        { State: TuningState.Failed } => T["No trial came to a measurement: {0}", LibraryTexts.Said(_card!.Problem ?? "?").In(T)],
        { State: TuningState.Stopped } => T["Stopped before anything was measured."],
        { State: TuningState.Paused } => T["Set aside. It goes on whenever you want."],
        { Ending: not null } => T["The best is found; now it is asked the questions."],
        { Current: { } step } => T["Trial {0} is next or trains, round {1} of {2}.", step.Number, step.Rung + 1, Halving.Shares.Count],
        _ => T["It begins in a moment."],
    };

    private IEnumerable<HalvingTrial> Ordered
    {
        get
        {
            var ranked = _card!.Search.Ranked.ToList();
            return ranked.Concat(_card.Trials.Except(ranked).OrderBy(trial => trial.IsDropped).ThenBy(trial => trial.Number));
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnParametersSet() => Read();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync(_leaving.Token);
        }
    }

    private async Task FollowAsync(CancellationToken leaving)
    {
        using var subscription = Desk.Subscribe();
        await subscription.FollowAsync(Presence, Clock, BetweenLooks, () => InvokeAsync(Look), DispatchExceptionAsync, leaving);
    }

    private void Read()
    {
        _card = Desk.Find(Id, Me);
        if (_card is null)
        {
            return;
        }

        _mine = TuningDesk.MayChange(_card, Me);
        _runs = Desk.RunsOf(_card);
        _story = _card.State == TuningState.Finished ? TuningStory.Of(_card) : [];
        foreach (var run in _runs.Values)
        {
            var id = RunDesk.IdOf(run);
            var step = Runs.ProgressOf(id)?.Step ?? run.Step;
            if (!_curves.TryGetValue(run.Id, out var known) || known.Step != step)
            {
                _curves[run.Id] = (step, [.. Runs.MetricsOf(id, 0).Metrics.Select(metric => metric.HeldOutLoss).OfType<double>().Where(double.IsFinite)]);
            }
        }
    }

    private void Look()
    {
        Read();
        StateHasChanged();
    }

    /// <summary>The course of a trial's held-out loss, all trials on one scale.</summary>
    private string? PointsOf(int number)
    {
        if (!_runs.TryGetValue(number, out var run) || !_curves.TryGetValue(run.Id, out var curve) || curve.Losses.Count < 2)
        {
            return null;
        }

        var all = _curves.Values.SelectMany(one => one.Losses).ToList();
        var (low, high, most) = (all.Min(), all.Max(), Math.Max(2, _curves.Values.Max(one => one.Losses.Count)));
        return string.Join(' ', curve.Losses.Select((loss, index) => string.Create(
            CultureInfo.InvariantCulture, $"{Edge + ((Width - (2 * Edge)) * index / (most - 1)):0.#},{Height - Edge - ((Height - (2 * Edge)) * (loss - low) / Math.Max(1e-9, high - low)):0.#}")));
    }

    private int RoundOf(HalvingTrial trial) =>
        Math.Min(Halving.Shares.Count, _card!.Current?.Number == trial.Number ? _card.Current.Rung + 1 : trial.Losses.Count);

    private string TrialState(HalvingTrial trial, RunCard? run) =>
        trial.IsDropped ? TrialDroppedText
        : IsKept(trial) ? TrialKeptText
        : run is { State: RunState.Running } ? TrialTrainsText
        : run is { State: RunState.Waiting } ? TrialWaitsText
        : trial.Losses.Count == Halving.Shares.Count ? TrialEndedText
        : trial.Starts == 0 ? (_card!.IsActive || _card.IsStopAsked ? TrialNotBegunText : TrialNoTimeText)
        : _card!.IsActive ? TrialRestsText : TrialGivenUpText;

    private bool IsKept(HalvingTrial trial) => _card is { IsActive: false, BestRun: not null } && trial.Number == _card.Search.Best?.Number;

    private string TrialPill(HalvingTrial trial, RunCard? run) =>
        trial.IsDropped ? "pill bad" : run is { IsActive: true } ? "pill acc" : IsKept(trial) || trial.Losses.Count == Halving.Shares.Count ? "pill good" : "pill";

    private async Task PauseAsync()
    {
        await Desk.PauseAsync(Id, Me);
        Look();
    }

    private async Task GoOnAsync()
    {
        await Desk.GoOnAsync(Id, Me);
        Look();
    }

    private async Task StopAsync()
    {
        await Desk.StopAsync(Id, Me);
        Look();
    }

    private async Task DeleteAsync()
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            T["Delete this search?"], T["\"{0}\" and its trials go into the trash. There they rest for a while and can be taken back. The best run stays.", _card!.Title], yesText: T["Delete"], cancelText: T["Keep"]);
        if (sure == true && await Desk.DeleteAsync(Id, Me))
        {
            Navigation.NavigateTo("/runs");
        }
    }
}
