using Microsoft.JSInterop;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Datanets.Texts;
using OpenLedger.Studio.Features.Datanets.Entries;

namespace OpenLedger.Studio.Features.Datanets.Review;

/// <summary>What keys do, and what they open beside the entry.</summary>
public sealed partial class ReviewPage
{
    private readonly HashSet<string> _together = new(StringComparer.Ordinal);

    private EntryView? _other;
    private IReadOnlyList<EntryView>? _alike;
    private ReviewView _view;
    private int _match = -1;
    private bool _help;
    private bool _searches;

    /// <summary>How the text of the entry is shown.</summary>
    private enum ReviewView
    {
        /// <summary>What changed, for a revision; the text, for a first one.</summary>
        Usual,
        Text,
        Canonical,
    }

    /// <summary>A key was pressed outside of any field.</summary>
    [JSInvokable]
    public async Task OnKeyAsync(string key)
    {
        if (_busy || _datanet is null || ReviewKeys.Find(key) is not { } act)
        {
            return;
        }

        await (act switch
        {
            ReviewAct.Accept => ChooseAsync(Verdict.Accept),
            ReviewAct.NeedsChanges => ChooseAsync(Verdict.NeedsChanges),
            ReviewAct.Decline => ChooseAsync(Verdict.Decline),
            ReviewAct.Abuse => ChooseAsync(Verdict.Abuse),
            ReviewAct.Undo => UndoAsync(),
            ReviewAct.Send => SendAsync(),
            ReviewAct.Number => NumberAsync(key[0] - '1'),
            ReviewAct.More => TurnKeysAsync(),
            ReviewAct.Next => ForwardAsync(),
            ReviewAct.Back => BackAsync(),
            _ => Quietly(act),
        });
        StateHasChanged();
    }

    private Task NumberAsync(int place)
    {
        if (_skips)
        {
            return place < Skips.Length ? SkipAsync(Skips[place]) : Task.CompletedTask;
        }

        if (_item is { } item && _verdict is { } verdict && Offered(item, verdict).ElementAtOrDefault((_keyPage * ReviewKeys.Numbers) + place) is { } reason)
        {
            Toggle(reason.Code);
        }

        return Task.CompletedTask;
    }

    private Task TurnKeysAsync()
    {
        TurnKeys();
        return Task.CompletedTask;
    }

    /// <summary>The keys stand for the next nine reasons; after the last of them for the first again.</summary>
    private void TurnKeys()
    {
        if (_item is { } item && _verdict is { } verdict)
        {
            var next = _keyPage + 1;
            _keyPage = next * ReviewKeys.Numbers < Offered(item, verdict).Count ? next : 0;
        }
    }

    /// <summary>The reasons of a verdict; a questioned entry can be taken out for any of them.</summary>
    private static IReadOnlyList<ReasonText> Offered(ReviewItem item, Verdict verdict) => item.IsQuestioned
        ? [.. ReasonCatalogue.For(Verdict.Decline), .. ReasonCatalogue.For(Verdict.Abuse), .. ReasonCatalogue.For(Verdict.NeedsChanges)]
        : [.. ReasonCatalogue.For(verdict)];

    /// <summary>Something was selected in a field of the entry: the place that the next reason is about.</summary>
    [JSInvokable]
    public void OnMarked(string? field, int start, int end)
    {
        if (_item is { } item && ReviewMark.Of(item.Entry.Content, field, start, end) is { } mark)
        {
            _mark = mark;
            StateHasChanged();
        }
    }

    private Task Quietly(ReviewAct act)
    {
        switch (act)
        {
            case ReviewAct.Suggest:
                ToggleEdit();
                break;
            case ReviewAct.Compare:
                CompareNext();
                break;
            case ReviewAct.View:
                TurnView();
                break;
            case ReviewAct.Together:
                return ToggleTogetherAsync();
            case ReviewAct.Search:
                _searches = true;
                break;
            case ReviewAct.Skip when !_curating:
                ToggleSkip();
                break;
            case ReviewAct.Help:
                _help = !_help;
                break;
            case ReviewAct.Close:
                CloseAll();
                break;
        }

        return Task.CompletedTask;
    }

    /// <summary>The next entry that the checks found to be like this one; after the last of them none.</summary>
    private void CompareNext()
    {
        if (_item is not { } item)
        {
            return;
        }

        var matches = item.Findings.Select(finding => finding.Evidence.Match?.Id.Text).OfType<string>().Distinct().ToList();
        _match = _match + 1 < matches.Count ? _match + 1 : -1;
        _other = _match >= 0 ? Book.Beside(Me, matches[_match]) : null;
        _said = matches.Count == 0 ? T["The checks found no entry that is like this one."].Value : _said;
    }

    private void CompareWith(string entryId) => _other = Book.Beside(Me, entryId);

    private void TurnView()
    {
        var next = (ReviewView)(((int)_view + 1) % 3);
        _view = next == ReviewView.Text && _item?.Before is null ? ReviewView.Canonical : next;
    }

    private static string CanonicalOf(EntryPart part)
    {
        var canonical = CanonicalText.Of(part.Text);
        return canonical.Symbols.Length == 0 ? canonical.Words : $"{canonical.Words}\n{canonical.Symbols}";
    }

    private async Task ToggleTogetherAsync()
    {
        if (_alike is not null || _item is not { } item || _curating)
        {
            _alike = null;
            _together.Clear();
            return;
        }

        // What is on its way as the next entry is not another one to tick.
        await _fetching;
        _alike = item.KnownId is null ? Desk.Alike(Me, Id, item.Id, InHand()) : [];
    }

    private void Close()
    {
        (_verdict, _skips, _form, _note, _keyPage) = (null, false, null, null, 0);
        _chosen.Clear();
    }

    private void CloseAll()
    {
        Close();
        (_other, _alike, _view, _match, _searches, _mark) = (null, null, ReviewView.Usual, -1, false, null);
        _together.Clear();
    }
}
