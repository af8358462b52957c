using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Known;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Review;

/// <summary>One entry after another: a vote waits ten seconds, so that it can be taken back, while the next entry is there already.</summary>
public sealed partial class ReviewPage
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly string[] Skips =
        ["I know too little about it", "I know who wrote it", "I do not read this language well", "I come back to it later"];

    private readonly List<ReviewItem> _ahead = [];
    private readonly List<ReviewItem> _behind = [];
    private readonly HashSet<string> _aside = new(StringComparer.Ordinal);
    private readonly List<string> _chosen = [];

    private Datanet? _datanet;
    private ReviewCounts _counts = new(0, 0);
    private KnownState? _state;
    private KnownFeedback? _feedback;
    private ReviewItem? _item;
    private Pending? _pending;
    private CancellationTokenSource? _waiting;
    private Task _fetching = Task.CompletedTask;
    private DotNetObjectReference<ReviewPage>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _keys;
    private Verdict? _verdict;
    private EntryForm? _form;
    private ReviewMark? _mark;
    private string? _note;
    private string? _said;
    private Sentence? _problem;
    private Sentence? _nextStep;
    private long _shownAt;
    private bool _busy;
    private bool _curating;
    private bool _skips;
    private int _keyPage;

    [Parameter]
    public required string Id { get; set; }

    /// <summary>Whoever leaves has said what they said.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting?.Cancel();
        if (_pending is { } pending)
        {
            _pending = null;
            await SendAsync(pending);
        }

        _waiting?.Dispose();
        try
        {
            if (_keys is not null)
            {
                await _keys.InvokeVoidAsync("stop");
                await _keys.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its keys with it.
        }

        _self?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _counts = Desk.Counts(Me, Id);
        Look();
        await GoOnAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && _datanet is not null)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Scripts.InvokeAsync<IJSObjectReference>("import", "./Features/Datanets/Review/ReviewPage.razor.js");
            _keys = await _module.InvokeAsync<IJSObjectReference>("listen", _self, ReviewKeys.Pressed);
            StateHasChanged();
        }
    }

    /// <summary>A test that was passed opens what follows it.</summary>
    private void Look()
    {
        _datanet = Datanets.Find(Me, Id);
        _state = _datanet is { Curates: false } datanet && (datanet.MayReview || datanet.MayQualify) ? Known.StateOf(Me, datanet) : null;
    }

    private string VerdictText(Verdict verdict) => verdict switch
    {
        Verdict.Accept => T["Accept"],
        Verdict.NeedsChanges => T["Needs changes"],
        Verdict.Decline => T["Decline"],
        _ => T["Abuse"],
    };

    private async Task ShowAsync(bool curating)
    {
        await SettleAsync();
        (_curating, _item) = (curating, null);
        _ahead.Clear();
        _behind.Clear();
        CloseAll();
        await GoOnAsync();
    }

    private async Task ChooseAsync(Verdict verdict)
    {
        if (_item is null || _busy)
        {
            return;
        }

        if (verdict == Verdict.Accept)
        {
            await CastAsync(verdict, [], null);
        }
        else if (_item.IsQuestioned && verdict != Verdict.Decline)
        {
            _said = T["A questioned entry stays accepted, or is taken out."];
        }
        else if (_verdict != verdict)
        {
            Close();
            _verdict = verdict;
        }
    }

    private Task SendAsync()
    {
        if (_item is not { } item || _verdict is not { } verdict || _chosen.Count == 0)
        {
            return Task.CompletedTask;
        }

        var note = string.IsNullOrWhiteSpace(_note) ? null : _note.Trim();
        var reasons = _chosen.Select((code, place) => new ReasonGiven(code, _mark?.Field, _mark?.Start, _mark?.End, place == 0 ? note : null)).ToList();
        var edit = _form?.Content();
        return CastAsync(verdict, reasons, edit is not null && edit.ToJson().ToJsonString() != item.Entry.Content.ToJson().ToJsonString() ? edit : null);
    }

    private async Task CastAsync(Verdict verdict, IReadOnlyList<ReasonGiven> reasons, EntryContent? suggestion)
    {
        var item = _item!;
        _feedback = null;
        if (item.KnownId is not null)
        {
            await JudgeAsync(item, verdict);
            return;
        }

        await SettleAsync();
        var first = new Ballot(NewKey(), item.Id, verdict, reasons, _curating) { Suggestion = suggestion, Taken = Clock.GetElapsedTime(_shownAt), Settles = _curating && item.IsQuestioned };

        // What is marked stands in this one alone.
        IReadOnlyList<ReasonGiven> unmarked = [.. reasons.Select(reason => new ReasonGiven(reason.Code, Note: reason.Note))];
        _pending = new Pending(item, [first, .. _together.Select(entry => new Ballot(NewKey(), entry, verdict, unmarked))]);
        _item = null;
        _waiting = new CancellationTokenSource();
        _ = SettleLaterAsync(_waiting.Token);
        CloseAll();
        await GoOnAsync();
    }

    /// <summary>Takes the last vote back: nobody has seen it.</summary>
    private Task UndoAsync()
    {
        if (_pending is { } pending)
        {
            _waiting?.Cancel();
            if (_item is { } item)
            {
                _ahead.Insert(0, item);
            }

            CloseAll();
            Show(pending.Item);
            (_pending, _said) = (null, T["Taken back."]);
        }

        return Task.CompletedTask;
    }

    private async Task SkipAsync(string why)
    {
        if (_item is not { } item)
        {
            return;
        }

        _aside.Add(item.Key);
        _item = null;
        CloseAll();
        if (item.KnownId is null)
        {
            await Desk.SkipAsync(Me, item.Id, why);
        }

        await GoOnAsync();
    }

    /// <summary>Leaves the entry to the curators.</summary>
    private async Task PassOnAsync(string note)
    {
        if (_item is not { } item)
        {
            return;
        }

        _aside.Add(item.Key);
        _item = null;
        CloseAll();
        if (item.KnownId is null)
        {
            var answer = await Desk.EscalateAsync(Me, item.Id, note);
            (_problem, _nextStep, _said) = (answer.Problem, answer.NextStep, answer.IsDone ? T["A curator decides about it now."].Value : null);
        }

        await GoOnAsync();
    }

    private void Toggle(string code)
    {
        if (!_chosen.Remove(code))
        {
            _chosen.Add(code);
        }
    }

    private void ToggleSkip()
    {
        var open = !_skips && _item is not null;
        Close();
        _skips = open;
    }

    /// <summary>Opens the entry to be worded otherwise; what comes of it goes with <em>needs changes</em>.</summary>
    private void ToggleEdit()
    {
        if (_item is { } item && (_verdict ?? Verdict.NeedsChanges) == Verdict.NeedsChanges && IsEditable(item))
        {
            _verdict = Verdict.NeedsChanges;
            _form = _form is null ? EntryForm.Of(item.Entry.Content, item.Entry.Row.Category, "") : null;
        }
    }

    /// <summary>A longer text than a form takes would come back cut.</summary>
    private static bool IsEditable(ReviewItem item) => item.Entry.Content.Parts.All(part => part.Text.Length <= EntryForm.LongestText);

    private static string NewKey() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private sealed record Pending(ReviewItem Item, IReadOnlyList<Ballot> Ballots);
}
