namespace OpenLedger.Studio.Features.Datanets.Review;

/// <summary>How entries come before the reviewer, and how votes leave.</summary>
public sealed partial class ReviewPage
{
    /// <summary>Shows the next entry, and has the one after it fetched meanwhile.</summary>
    private async Task GoOnAsync()
    {
        if (_datanet is null)
        {
            return;
        }

        _busy = true;
        try
        {
            // Two fetches at once would bring the same entry.
            await _fetching;
            if (_item is null && _ahead.Count == 0)
            {
                await FetchAsync();
            }

            if (_item is null && _ahead.Count > 0)
            {
                _item = _ahead[0];
                _ahead.RemoveAt(0);
            }

            _counts = Desk.Counts(Me, Id);
        }
        finally
        {
            _busy = false;
        }

        if (_item is not null && _ahead.Count == 0)
        {
            _fetching = FetchAsync();
        }
    }

    private async Task FetchAsync()
    {
        var curating = _curating;
        string[] without = [.. _aside, .. _ahead.Select(item => item.Id), .. new[] { _item?.Id, _pending?.Item.Id }.OfType<string>()];
        var turn = await (curating ? Desk.NextEscalatedAsync(Me, Id, without) : Desk.NextAsync(Me, Id, without));
        if (turn.Item is { } item && curating == _curating)
        {
            _ahead.Add(item);
        }
        else if (_item is null && turn.Problem is not null)
        {
            (_problem, _nextStep) = (turn.Problem, turn.NextStep);
        }
    }

    private async Task SettleLaterAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Grace, Clock, cancellation);
            await InvokeAsync(async () =>
            {
                if (!cancellation.IsCancellationRequested)
                {
                    await SettleAsync();
                    _counts = Desk.Counts(Me, Id);
                    StateHasChanged();
                }
            });
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // It was sent with the next vote, taken back, or the page has gone and has sent it.
        }
    }

    /// <summary>Sends the vote that waits.</summary>
    private async Task SettleAsync()
    {
        if (_pending is not { } pending)
        {
            return;
        }

        _pending = null;
        _waiting?.Cancel();
        var answer = await Desk.VoteAsync(Me, pending.Ballot);
        (_problem, _nextStep) = (answer.Problem, answer.NextStep);
        _said = answer.IsDone ? T["Your vote counts. Thank you."].Value : null;
    }
}
