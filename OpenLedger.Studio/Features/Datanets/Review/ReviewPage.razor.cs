using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Review;

/// <summary>One entry after another: a vote waits ten seconds, so that it can be taken back, while the next entry is there already.</summary>
public sealed partial class ReviewPage
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly string[] Skips =
        ["I know too little about it", "I know who wrote it", "I do not read this language well", "I come back to it later"];

    private readonly List<ReviewItem> _ahead = [];
    private readonly HashSet<string> _aside = new(StringComparer.Ordinal);
    private readonly List<string> _chosen = [];

    private Datanet? _datanet;
    private ReviewCounts _counts = new(0, 0);
    private ReviewItem? _item;
    private Pending? _pending;
    private CancellationTokenSource? _waiting;
    private Task _fetching = Task.CompletedTask;
    private DotNetObjectReference<ReviewPage>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _keys;
    private Verdict? _verdict;
    private string? _note;
    private string? _edit;
    private string? _said;
    private Sentence? _problem;
    private Sentence? _nextStep;
    private bool _busy;
    private bool _curating;
    private bool _edits;
    private bool _help;
    private bool _skips;

    [Parameter]
    public required string Id { get; set; }

    /// <summary>A key was pressed outside of any field.</summary>
    [JSInvokable]
    public async Task OnKeyAsync(string key)
    {
        if (_busy || _datanet is null)
        {
            return;
        }

        await (key switch
        {
            "a" => ChooseAsync(Verdict.Accept),
            "r" => ChooseAsync(Verdict.NeedsChanges),
            "x" => ChooseAsync(Verdict.Decline),
            "!" => ChooseAsync(Verdict.Abuse),
            "u" => UndoAsync(),
            "enter" => SendAsync(),
            _ when key.Length == 1 && char.IsAsciiDigit(key[0]) => NumberAsync(key[0] - '1'),
            _ => Quietly(key),
        });
        StateHasChanged();
    }

    /// <summary>Whoever leaves has said what they said.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting?.Cancel();
        if (_pending is { } pending)
        {
            _pending = null;
            await Desk.VoteAsync(Me, pending.Ballot);
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
        _datanet = Datanets.Find(Me, Id);
        _counts = Desk.Counts(Me, Id);
        await GoOnAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && _datanet is not null)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await Scripts.InvokeAsync<IJSObjectReference>("import", "./Features/Datanets/Review/ReviewPage.razor.js");
            _keys = await _module.InvokeAsync<IJSObjectReference>("listen", _self);
        }
    }

    private (string Key, string What)[] Keys() =>
    [
        ("A", T["Accept"]), ("R", T["Needs changes"]), ("X", T["Decline"]), ("!", T["Abuse"]), ("1–9", T["Choose a reason"]), ("Enter", T["Say it"]),
        ("E", T["Suggest another wording"]), ("S", T["Skip"]), ("U", T["Undo"]), ("Esc", T["Close what is open"]), ("?", T["Show or hide the keys"]),
    ];

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
            await CastAsync(verdict, []);
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
        var answer = AnswerOf(item);
        var reasons = _chosen.Select((code, place) => new ReasonGiven(code, Note: place == 0 ? note : null)).ToList();
        if (_edits && !string.IsNullOrWhiteSpace(_edit) && _edit != answer.Text)
        {
            reasons[0] = reasons[0] with { Field = answer.Field, Note = note is null ? _edit : $"{note}\n\n{_edit}" };
        }

        return CastAsync(verdict, reasons);
    }

    private async Task CastAsync(Verdict verdict, IReadOnlyList<ReasonGiven> reasons)
    {
        var item = _item!;
        await SettleAsync();
        _pending = new Pending(item, new Ballot(Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture), item.Id, verdict, reasons, _curating));
        _item = null;
        _waiting = new CancellationTokenSource();
        _ = SettleLaterAsync(_waiting.Token);
        Close();
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

            Close();
            (_item, _pending, _said) = (pending.Item, null, T["Taken back."]);
        }

        return Task.CompletedTask;
    }

    private async Task SkipAsync(string why)
    {
        if (_item is not { } item)
        {
            return;
        }

        _aside.Add(item.Id);
        _item = null;
        Close();
        await Desk.SkipAsync(Me, item.Id, why);
        await GoOnAsync();
    }

    private Task NumberAsync(int place)
    {
        if (_skips)
        {
            return place >= 0 && place < Skips.Length ? SkipAsync(Skips[place]) : Task.CompletedTask;
        }

        if (_verdict is { } verdict && ReasonCatalogue.For(verdict).ElementAtOrDefault(Math.Max(0, place)) is { } reason)
        {
            Toggle(reason.Code);
        }

        return Task.CompletedTask;
    }

    private Task Quietly(string key)
    {
        switch (key)
        {
            case "e":
                ToggleEdit();
                break;
            case "s" when !_curating:
                ToggleSkip();
                break;
            case "?":
                _help = !_help;
                break;
            default:
                Close();
                break;
        }

        return Task.CompletedTask;
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

    private void ToggleEdit()
    {
        if (_item is { } item)
        {
            _verdict ??= Verdict.NeedsChanges;
            (_edits, _edit) = (!_edits, _edit ?? AnswerOf(item).Text);
        }
    }

    private void Close()
    {
        (_verdict, _skips, _edits, _note, _edit) = (null, false, false, null, null);
        _chosen.Clear();
    }

    private static EntryPart AnswerOf(ReviewItem item) => item.Entry.Content.Parts.LastOrDefault(part => part.Role == PartRole.Response) ?? item.Entry.Content.Parts[^1];

    private sealed record Pending(ReviewItem Item, Ballot Ballot);
}
