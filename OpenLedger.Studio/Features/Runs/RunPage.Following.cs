namespace OpenLedger.Studio.Features.Runs;

/// <content>Follows the run while it trains.</content>
public sealed partial class RunPage
{
    private async Task FollowAsync(CancellationToken leaving)
    {
        using var subscription = Desk.Subscribe(_id);

        // What happened before the page listened is shown at once.
        subscription.Signal();
        await subscription.FollowAsync(Presence, Clock, BetweenLooks, () => InvokeAsync(ShowAsync), DispatchExceptionAsync, leaving);
    }

    // While a run trains, most looks find a step more and nothing else: then the curve and the figures are drawn, and the page is not.
    private async Task ShowAsync()
    {
        var progress = Desk.ProgressOf(_id);
        if (progress is null || progress.Phase != _progress?.Phase || Clock.GetElapsedTime(_lookedAt) > BetweenWholeLooks)
        {
            Look();
        }
        else
        {
            Take(progress);
        }

        await DrawCurveAsync();
        Judge();
        var now = Fingerprint();
        if (now != _drawn)
        {
            (_drawn, _figuresAt) = (now, Clock.GetTimestamp());
            StateHasChanged();
        }
        else if (Clock.GetElapsedTime(_figuresAt) > BetweenFigures)
        {
            _figuresAt = Clock.GetTimestamp();
            _figures?.Refresh();
        }
    }

    private async Task DrawCurveAsync()
    {
        while (_chart is not null && _card is not null)
        {
            var (metrics, next, restarted) = Desk.MetricsOf(_id, _offset);
            if (restarted || (_offset == 0 && _points.Count > 0))
            {
                _points.Clear();
                _heldOut.Clear();
                await _chart.ClearAsync();
            }

            if (_points.Count == 0 && Desk.HeldOutBefore(_id) is { } before)
            {
                Take(new RunMetric(0, null, before, null));
                await _chart.AppendAsync([RunCurves.Row(new RunMetric(0, null, before, null))]);
            }

            _offset = next;
            if (metrics.Count == 0)
            {
                break;
            }

            foreach (var metric in metrics)
            {
                Take(metric);
            }

            await _chart.AppendAsync(RunCurves.Rows(metrics));
        }
    }

    /// <summary>Everything that stands outside of the curve and the figures.</summary>
    private string Fingerprint() => string.Join(
        '\n',
        [
            $"{_card?.State} {_card?.Title} {_card?.IsShared} {_card?.Sharing} {_card?.ArchivedAt} {_card?.TotalSteps} {_ending} {_adapter} {_place}",
            $"{_samples.Count} {_answers.Count} {_events.Count} {_checkpoints.Count} {_heldOut.Count} {_kept} {_problem}",
            _verdict.Headline.In(T),
            .. _verdict.Reasons.Select(reason => reason.In(T)),
            .. _steps.Select(step => $"{step.Label} {step.Link}"),
        ]);
}
