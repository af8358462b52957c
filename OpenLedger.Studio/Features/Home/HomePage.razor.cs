using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Home;

/// <summary>What runs, what waits, what ended last and how it went, and the next useful thing to do.</summary>
public sealed partial class HomePage : IDisposable
{
    private const int Shown = 3;
    private const int Rows = 8;
    private const double Percent = 100;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // How long the others wait changes slowly.
    private static readonly TimeSpan BetweenWaits = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<RunCard> _runs = [];
    private IReadOnlyList<RunCard> _waiting = [];
    private IReadOnlyList<RunCard> _finished = [];
    private IReadOnlyDictionary<string, RunPlace> _places = new Dictionary<string, RunPlace>();
    private RunCard? _running;
    private RunCard? _last;
    private RunEnding? _ending;
    private Sentence? _problem;
    private long _lookedAt;

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private RunDesk Runs { get; set; } = default!;

    [Inject]
    private ComputerCheck Check { get; set; } = default!;

    [Inject]
    private CircuitPresence Presence { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string Computer => Check.Report is not { } found
        ? T["Looking at what this computer can train …"]
        : T[
            "{0} cores · {1} memory · {2}: can train models of up to about {3} parameters",
            found.Cores,
            NumberText.Bytes(found.Memory),
            found.Gpu ? T["a GPU"] : T["no GPU"],
            NumberText.Brief(Rounded(found.LargestModel))];

    private string Progress => _running is not null && Runs.ProgressOf(RunDesk.IdOf(_running)) is { TotalSteps: > 0 } progress
        ? progress.Remaining is { } left ? T["step {0} of {1} · {2} left", progress.Step, progress.TotalSteps, DurationText.Of(left)] : T["step {0} of {1}", progress.Step, progress.TotalSteps]
        : T["getting ready"];

    private double Done => _running is null ? 0
        : Runs.ProgressOf(RunDesk.IdOf(_running)) is { TotalSteps: > 0 } progress ? Percent * progress.Step / progress.TotalSteps
        : _running.TotalSteps > 0 ? Percent * _running.Step / _running.TotalSteps
        : 0;

    public void Dispose()
    {
        Check.Changed -= Redraw;
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            Check.Begin();
        }

        Check.Changed += Redraw;
        Look();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync(_leaving.Token);
        }
    }

    // Two figures: the rest would claim to know more than a check of some seconds can.
    private static double Rounded(double parameters)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, parameters))) - 1);
        return Math.Round(parameters / unit) * unit;
    }

    // One that was cancelled before it began has come to no end.
    private static bool HasEnded(RunCard run) =>
        run.TuningId is null && (run.State is RunState.Finished or RunState.Failed || run is { State: RunState.Stopped, Step: > 0 });

    private string WaitOf(RunCard run) => _places.TryGetValue(run.Id, out var place) && place.Wait is { } wait
        ? T["starts in about {0}", DurationText.Of(wait)]
        : T["starts by itself"];

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    // A list changes when a state does; how far the one is that trains needs no list.
    private async Task FollowAsync(CancellationToken leaving)
    {
        using var states = Runs.SubscribeToStates();
        using var progress = Runs.Subscribe(null);
        await Task.WhenAll(
            states.FollowAsync(Presence, Clock, BetweenLooks, () => InvokeAsync(LookAnew), DispatchExceptionAsync, leaving),
            progress.FollowAsync(Presence, Clock, BetweenLooks, () => InvokeAsync(Advance), DispatchExceptionAsync, leaving));
    }

    private void Advance()
    {
        if (Clock.GetElapsedTime(_lookedAt) > BetweenWaits)
        {
            Look();
        }

        StateHasChanged();
    }

    private void LookAnew()
    {
        Look();
        StateHasChanged();
    }

    private void Look()
    {
        _lookedAt = Clock.GetTimestamp();
        _runs = Runs.All(Me);
        _places = Runs.Places();
        var line = Runs.Line(Me);
        _running = line.FirstOrDefault(run => run.State == RunState.Running);
        _waiting = [.. line.Where(run => run.State == RunState.Waiting)];
        _finished = [.. _runs.Where(run => run.State == RunState.Finished && run.TuningId is null)];
        _last = _runs.Where(HasEnded).MaxBy(run => run.EndedAt ?? run.QueuedAt);
        _ending = _last is null ? null : Runs.EndingOf(_last, RunDesk.MayChange(_last, Me));
    }

    private async Task GoOnAsync()
    {
        if (_last is not null)
        {
            _problem = (await Runs.GoOnAsync(RunDesk.IdOf(_last), Me)).Problem;
            Look();
        }
    }
}
