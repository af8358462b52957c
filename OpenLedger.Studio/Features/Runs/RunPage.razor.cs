using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Shows one run as it is in its folder and follows it while it trains. The run does not know that anybody looks.</summary>
public sealed partial class RunPage : IDisposable
{
    private const int SuggestedQuestions = 3;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _leaving = new();
    private RunId _id;
    private RunCard? _card;
    private RunProgress? _progress;
    private RunVerdict _verdict = RunVerdict.OfLoss(new LossTrend());
    private LossTrend _trend = new();
    private IReadOnlyList<QuestionAnswers> _answers = [];
    private LossChart? _chart;
    private double? _tokensPerSecond;
    private string? _adapter;
    private long _offset;
    private bool _stopping;
    private IReadOnlyList<string> _questions = [];

    [Parameter]
    public string Id { get; set; } = string.Empty;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (RunId.TryParse(Id, out _id))
        {
            _questions = [.. Data.Read().Questions.Take(SuggestedQuestions).Select(question => question.Question)];
            Look();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && _card is not null)
        {
            _ = FollowAsync(_leaving.Token);
        }
    }

    private async Task FollowAsync(CancellationToken leaving)
    {
        using var subscription = Desk.Subscribe(_id);
        try
        {
            do
            {
                await Presence.WhenConnected.WaitAsync(leaving);
                await InvokeAsync(ShowAsync);
                await Task.Delay(BetweenLooks, Clock, leaving);
            }
            while (await subscription.ChangedAsync(leaving));
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task ShowAsync()
    {
        Look();
        while (_chart is not null)
        {
            var (metrics, next, restarted) = Desk.MetricsOf(_id, _offset);
            if (restarted)
            {
                _trend = new LossTrend();
                await _chart.ClearAsync();
            }

            _offset = next;
            if (metrics.Count == 0)
            {
                break;
            }

            Take(metrics);
            await _chart.AppendAsync([.. metrics.Select(Point)]);
        }

        Judge();
        StateHasChanged();
    }

    private void Look()
    {
        _card = Desk.Find(_id, Me);
        _progress = Desk.ProgressOf(_id);
        _stopping &= _card is { IsActive: true };
        _adapter = Desk.AdapterOf(_id);
        if (_card is not null)
        {
            if (_progress is not null)
            {
                _card = _card with { Step = _progress.Step, TotalSteps = _progress.TotalSteps };
            }

            // They are written once, at the end.
            _answers = _answers.Count == 0 && _card.State == RunState.Finished ? Desk.AnswersOf(_id) : _answers;
            Judge();
        }
    }

    private void Take(IReadOnlyList<RunMetric> metrics)
    {
        foreach (var metric in metrics)
        {
            _trend = _trend.With(metric);
            _tokensPerSecond = metric.TokensPerSecond ?? _tokensPerSecond;
        }
    }

    private void Judge()
    {
        if (_card is not null)
        {
            _verdict = RunVerdict.Of(_card, _progress, _trend, Desk.PlaceOf(_id)?.Ahead ?? 0);
        }
    }

    private static CurvePoint Point(RunMetric metric) =>
        new(metric.Step, (float)(metric.Loss ?? double.NaN), (float)(metric.HeldOutLoss ?? double.NaN));

    private async Task StopAsync()
    {
        _stopping = true;
        await Desk.StopAsync(_id, Me);
    }

    private async Task GoOnAsync()
    {
        await Desk.GoOnAsync(_id, Me);
        Look();
    }

    private async Task DeleteAsync()
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            "Delete this run?",
            $"\"{_card?.Title}\" and what it learned go into the trash.",
            yesText: "Delete",
            cancelText: "Keep");
        if (sure == true && await Desk.DeleteAsync(_id, Me))
        {
            Navigation.NavigateTo("/runs");
        }
    }
}
