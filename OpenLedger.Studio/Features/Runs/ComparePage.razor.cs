using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Two to six runs side by side; kept up to date while one of them trains.</summary>
public sealed partial class ComparePage : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<string> _chosen = [];
    private IReadOnlyList<RunCard> _all = [];
    private IReadOnlyList<RunCard> _runs = [];
    private IReadOnlyList<CurveView> _views = [];
    private IReadOnlyList<SettingDifference> _differences = [];
    private IReadOnlyList<QuestionAcross> _questions = [];
    private RunCard? _best;
    private CurveChart? _chart;
    private CurveChart? _filled;
    private int _lastStep;
    private bool _choosing;

    [SupplyParameterFromQuery(Name = "ids")]
    private string? Ids { get; set; }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnParametersSet()
    {
        _choosing = false;
        _all = Desk.All(Me);
        _chosen.Clear();
        _chosen.AddRange((Ids ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()
            .Where(id => _all.Any(run => run.Id == id)).Take(RunComparison.Most));
        Look();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_chart is not null && _chart != _filled)
        {
            _filled = _chart;
            await FillAsync();
        }

        if (firstRender)
        {
            _ = FollowAsync(_leaving.Token);
        }
    }

    private async Task FollowAsync(CancellationToken leaving)
    {
        using var subscription = Desk.Subscribe(null);
        await subscription.FollowAsync(Presence, Clock, BetweenLooks, () => _runs.Any(run => run.IsActive) ? InvokeAsync(RefreshAsync) : Task.CompletedTask, DispatchExceptionAsync, leaving);
    }

    private async Task RefreshAsync()
    {
        Look();
        StateHasChanged();
        if (_chart is not null)
        {
            await FillAsync();
        }
    }

    private void Look()
    {
        _runs = [.. _chosen.Select(id => RunId.TryParse(id, out var run) ? Desk.Find(run, Me) : null).OfType<RunCard>()];
        var ids = _runs.Select(RunDesk.IdOf).ToList();
        _differences = RunComparison.Differences([.. ids.Select(Desk.RecipeOf)]);
        _questions = RunComparison.Questions([.. ids.Select(Desk.SamplesOf)]);
        _best = _runs.Where(run => (run.BestHeldOutLoss ?? run.After?.HeldOutLoss) is not null).MinBy(run => run.BestHeldOutLoss ?? run.After?.HeldOutLoss);
        _lastStep = _runs.Count > 0 ? _runs.Max(run => run.TotalSteps) : 0;
        _views = _runs.Count == 0 ? [] : Views();
    }

    // What was measured comes first: a short run may have ended before anything was held out.
    private CurveView[] Views()
    {
        CurveView[] views = [View("held", T["Held-out loss"], 1, hasDots: true), View("loss", T["Training loss"], 0, hasDots: false)];
        return _best is null && _runs.All(run => !run.IsActive) ? [views[1], views[0]] : views;
    }

    private CurveView View(string key, string title, int column, bool hasDots) => new(key, title, [.. _runs.Select((run, index) =>
        new CurveLine((2 * index) + column, run.Title, RunComparison.StrokeOf(index).Colour, IsJittery: !hasDots, hasDots) { IsDashed = RunComparison.StrokeOf(index).IsDashed })]);

    private async Task FillAsync()
    {
        var rows = RunComparison.Rows([.. _runs.Select(run => All(RunDesk.IdOf(run)))]);
        await _chart!.ClearAsync();
        await _chart.AppendAsync(rows);
    }

    private List<RunMetric> All(RunId id)
    {
        var all = new List<RunMetric>();
        if (Desk.HeldOutBefore(id) is { } before)
        {
            all.Add(new RunMetric(0, null, before, null));
        }

        for (long offset = 0; Desk.MetricsOf(id, offset) is { Metrics.Count: > 0, Restarted: false } bite; offset = bite.Next)
        {
            all.AddRange(bite.Metrics);
        }

        return all;
    }

    private void Tick(string id)
    {
        if (!_chosen.Remove(id) && _chosen.Count < RunComparison.Most)
        {
            _chosen.Add(id);
        }
    }

    private void Choose() => Navigation.NavigateTo($"/runs/compare?ids={string.Join(',', _chosen)}");
}
