using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Features.Home;

/// <summary>What runs, what waits, what finished and how it went, and the next useful thing to do.</summary>
public sealed partial class HomePage : IDisposable
{
    private const int Shown = 3;
    private const int Rows = 8;
    private const double Percent = 100;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<RunCard> _runs = [];
    private IReadOnlyList<RunCard> _waiting = [];
    private IReadOnlyList<RunCard> _finished = [];
    private RunCard? _running;
    private RunCard? _last;
    private string? _verdict;
    private double _done;

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

    private string WaitOf(RunCard run) => Runs.PlaceOf(RunDesk.IdOf(run)) is { } place && place.Wait is { } wait
        ? T["starts in about {0}", DurationText.Of(wait)]
        : T["starts by itself"];

    private string Headline(RunCard run)
    {
        var points = Runs.MetricsOf(RunDesk.IdOf(run), 0).Metrics.Select(metric => new LossPoint(metric.Step, metric.Loss, metric.HeldOutLoss));
        return Runs.Judge(run, [.. points]).Kind switch
        {
            VerdictKind.Learning => "It learned.",
            VerdictKind.Overfitting => "It learned, then began to repeat.",
            VerdictKind.Diverging => "It broke instead of learning.",
            VerdictKind.Plateau => "It stopped getting better.",
            VerdictKind.NothingLearned => "It learned next to nothing.",
            VerdictKind.Forgetting => "It learned, and forgot too much.",
            _ => "Too short to say.",
        };
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);

    private async Task FollowAsync(CancellationToken leaving)
    {
        using var subscription = Runs.Subscribe(null);
        await subscription.FollowAsync(Presence, Clock, BetweenLooks, () => InvokeAsync(() =>
        {
            Look();
            StateHasChanged();
        }), DispatchExceptionAsync, leaving);
    }

    private void Look()
    {
        _runs = Runs.All(Me);
        var line = Runs.Line(Me);
        _running = line.FirstOrDefault(run => run.State == RunState.Running);
        _waiting = [.. line.Where(run => run.State == RunState.Waiting)];
        _finished = [.. _runs.Where(run => run.State == RunState.Finished && run.TuningId is null)];
        var last = _finished.OrderByDescending(run => run.EndedAt ?? run.CreatedAt).FirstOrDefault();
        if (last != _last)
        {
            _last = last;
            _verdict = last is null ? null : T[Headline(last)].Value;
        }

        _done = _running is { TotalSteps: > 0 } ? Percent * (Runs.ProgressOf(RunDesk.IdOf(_running))?.Step ?? _running.Step) / _running.TotalSteps : 0;
    }
}
