using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Known;

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

            if (_item is null && (_ahead.Count > 0 || _behind.Count > 0))
            {
                Show(Take(_ahead, first: true) ?? Take(_behind, first: false));
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

    private static ReviewItem? Take(List<ReviewItem> items, bool first)
    {
        if (items.Count == 0)
        {
            return null;
        }

        var place = first ? 0 : items.Count - 1;
        var item = items[place];
        items.RemoveAt(place);
        return item;
    }

    private void Show(ReviewItem? item) => (_item, _shownAt) = (item, Clock.GetTimestamp());

    /// <summary>What the desk need not bring again.</summary>
    private string[] InHand() =>
        [.. _aside, .. _ahead.Concat(_behind).Append(_item).OfType<ReviewItem>().Select(item => item.Key), .. _pending is { } pending ? pending.Ballots.Select(ballot => ballot.EntryId) : []];

    private async Task FetchAsync()
    {
        var curating = _curating;
        var turn = await (curating ? Desk.NextEscalatedAsync(Me, Id, InHand()) : Desk.NextAsync(Me, Id, InHand()));
        if (turn.Item is { } item && curating == _curating)
        {
            _ahead.Add(item);
        }
        else if (_item is null && _behind.Count == 0 && turn.Problem is not null)
        {
            (_problem, _nextStep) = (turn.Problem, turn.NextStep);
        }
    }

    /// <summary>Puts the entry behind and shows the next; it stays taken until its time is over.</summary>
    private async Task ForwardAsync()
    {
        if (_item is not { } item)
        {
            return;
        }

        await _fetching;
        if (_ahead.Count == 0)
        {
            await FetchAsync();
        }

        if (_ahead.Count == 0)
        {
            _said = T["There is no other to look at now: decide about those before you first."];
            return;
        }

        _behind.Add(item);
        _item = null;
        CloseAll();
        await GoOnAsync();
    }

    private Task BackAsync()
    {
        if (_item is not { } item || Take(_behind, first: false) is not { } before)
        {
            _said = T["There is none before it."];
            return Task.CompletedTask;
        }

        _ahead.Insert(0, item);
        CloseAll();
        Show(before);
        return Task.CompletedTask;
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
        var answer = await SendAsync(pending);
        (_problem, _nextStep) = (answer.Problem, answer.NextStep);
        _said = answer.IsDone ? T["Your vote counts. Thank you."].Value : null;
    }

    /// <summary>Sends a vote and those that were cast together with it, each by itself; the first refusal, if there is one.</summary>
    private async Task<EntryAnswer> SendAsync(Pending pending)
    {
        var answer = await Desk.VoteAsync(Me, pending.Ballots[0]);
        foreach (var ballot in pending.Ballots.Skip(1))
        {
            var also = await Desk.TakeAndVoteAsync(Me, ballot);
            answer = answer.IsDone ? also : answer;
        }

        return answer;
    }

    /// <summary>A known item cannot be taken back: what curators said of it stands on the page at once.</summary>
    private async Task JudgeAsync(ReviewItem item, Verdict verdict)
    {
        await SettleAsync();
        _feedback = await Known.JudgeAsync(Me, Id, new KnownBallot(NewKey(), item.KnownId!, verdict) { Taken = Clock.GetElapsedTime(_shownAt) });
        _said = null;
        _item = null;
        CloseAll();
        Look();
        await GoOnAsync();
    }

    private async Task ContestAsync()
    {
        if (_feedback is { } feedback && await Known.ContestAsync(Me, Id, feedback.EntryId))
        {
            (_feedback, _said) = (null, T["A curator looks at it again; until then it counts for nobody."]);
        }
    }
}
