using Microsoft.AspNetCore.Components;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Reviews;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets.Members;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets.Entries;

/// <summary>Writing an entry, with what the checks think of it beside; also for a draft, or for one that came back.</summary>
public sealed partial class ContributePage : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(350);

    private readonly CancellationTokenSource _leaving = new();
    private Datanet? _datanet;
    private AllowanceView? _allowance;
    private EntryForm _form = new();
    private EntryContent? _checked;
    private EntryContent? _came;
    private EntryContent? _other;
    private IReadOnlyList<Finding>? _findings;
    private IReadOnlyList<ReasonGiven> _reasons = [];
    private EntryAnswer? _answer;
    private string? _kept;
    private string? _entryId;
    private string? _shown;
    private int _typed;
    private bool _isRevision;

    [Parameter]
    public required string Id { get; set; }

    /// <summary>A draft of one's own, or an entry that came back.</summary>
    [SupplyParameterFromQuery(Name = "entry")]
    public string? Entry { get; set; }

    /// <summary>An entry of one's own that ended, from which a new one begins.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    /// <summary>The category that somebody came to write for.</summary>
    [SupplyParameterFromQuery(Name = "category")]
    public string? Category { get; set; }

    [Inject]
    private CurrentAccount Me { get; set; } = default!;

    [Inject]
    private DatanetDesk Datanets { get; set; } = default!;

    [Inject]
    private EntryDesk Desk { get; set; } = default!;

    [Inject]
    private EntryBook Book { get; set; } = default!;

    [Inject]
    private EntryDrafts Drafts { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string Heading => _reasons.Count > 0 ? T["Change it and hand it in again"] : _entryId is not null ? T["Your draft"] : T["Contribute an entry"];

    private string? WhyNot => _datanet switch
    {
        null or { MayContribute: false } => T["You are no contributor of this Datanet yet."].Value,
        _ when _form.IsEmpty => T["Write something first."].Value,
        { Card.Categories.Count: > 0 } when _form.Category.Length == 0 => T["Choose a category first."].Value,
        _ when !_form.HasConsent => T["Tick first that the text is yours to give."].Value,
        _ when !_isRevision && _allowance is { Left: 0 } => T["Today's allowance is used. What you write is kept for tomorrow."].Value,
        _ => null,
    };

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnParametersSet()
    {
        _datanet = Datanets.Find(Me, Id);
        var asked = $"{Id}?{Entry}&{From}&{Category}";
        if (_datanet is not { } datanet || asked == _shown)
        {
            return;
        }

        _shown = asked;
        _allowance = Book.Allowance(Me, datanet);
        if (Entry is { } entry && Book.Find(Me, entry) is { State: EntryState.Draft or EntryState.NeedsChanges } view && view.Row.AuthorId == Me.Id && view.Row.DatanetId == Id)
        {
            (_entryId, _came, _form) = (entry, view.Content, EntryForm.Of(view.Content, view.Row.Category, view.Card.Licence));
            (_form.Improves, _form.Note) = (view.Card.Improves, view.Card.Note ?? "");
            _isRevision = view.State == EntryState.NeedsChanges;
            _reasons = _isRevision || view.IsExpired ? Book.Reasons(entry) : [];
            _form.HasConsent = view.Card.ConsentAt is not null;
            BeginWith(view);
        }
        else if (From is { } from && Book.Find(Me, from) is { } ended && ended.Row.AuthorId == Me.Id && ended.Row.DatanetId == Id)
        {
            (_entryId, _reasons, _isRevision) = (null, [], false);
            _form = EntryForm.Of(ended.Content, ended.Row.Category, ended.Card.Licence);
            _form.HasConsent = ended.Card.ConsentAt is not null;
        }
        else
        {
            (_entryId, _reasons, _isRevision) = (null, [], false);
            _form = Drafts.Read(Me.Id, Id) is { } kept && kept.Kind == datanet.Card.Kind ? kept : EntryForm.For(datanet.Card);
            _form.Category = datanet.Card.Categories.Any(category => category.Name == Category) ? Category! : _form.Category;
        }

        if (!datanet.Card.Licences.Contains(_form.Licence))
        {
            _form.Licence = datanet.Card.Licences is [var first, ..] ? first : "";
        }
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender && _datanet is not null && !_form.IsEmpty ? CheckAsync() : Task.CompletedTask;

    /// <summary>Waits until the fingers rest: each letter would ask for nothing.</summary>
    private async Task TypedAsync()
    {
        var typed = ++_typed;
        _answer = null;
        try
        {
            await Task.Delay(Pause, Clock, _leaving.Token);
            if (typed == _typed)
            {
                await CheckAsync();
                await KeepAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left; the draft of the moment before is kept.
        }
    }

    private async Task CheckAsync()
    {
        var content = _form.Content();
        var findings = _form.IsEmpty ? null : await Desk.CheckAsync(Me, Id, content, _form.Category.Length == 0 ? null : _form.Category, _entryId);
        (_checked, _findings) = (content, findings);
        StateHasChanged();
    }

    private async Task KeepAsync()
    {
        if (_entryId is null)
        {
            await Drafts.WriteAsync(Me.Id, Id, _form);
            _kept = T["Kept as a draft."];
        }
    }

    private async Task MendAsync(FindingFix fix)
    {
        _form.Take(Repairs.Apply(_form.Content(), fix, _datanet!.Card.Gates));
        await CheckAsync();
        await KeepAsync();
    }

    private void CompareWith(string entryId) => _other = Book.Beside(Me, entryId)?.Content;

    private Task ImproveAsync(string entryId)
    {
        if (Book.Find(Me, entryId) is not { State: EntryState.Accepted or EntryState.Released } other)
        {
            _answer = new EntryAnswer(_entryId, null, new Sentence("The other entry is not accepted yet, so there is nothing to improve."), new Sentence("Leave yours as it is and hand it in: reviewers see what both have in common."));
            return Task.CompletedTask;
        }

        (_form.Improves, _other) = (entryId, other.Content);
        return KeepAsync();
    }

    private Task OwnAsync()
    {
        _form.Improves = null;
        return KeepAsync();
    }

    private async Task SubmitAsync()
    {
        _typed++;
        _answer = await Desk.SubmitAsync(Me, Id, new HandIn(_form.Content(), _form.Category, _form.Licence, _form.HasConsent) { EntryId = _entryId, Suggestion = _edit?.ReviewId, Improves = _form.Improves, Note = _form.Note });
        if (!_answer.IsDone)
        {
            _findings = _answer.Findings.Count > 0 ? _answer.Findings : _findings;
            return;
        }

        if (_entryId is null)
        {
            await Drafts.ForgetAsync(Me.Id, Id);
        }

        var (category, licence) = (_form.Category, _form.Licence);
        _form = EntryForm.For(_datanet!.Card);
        (_form.Category, _form.Licence) = (category, licence);
        _isRevision = false;
        (_entryId, _reasons, _findings, _other, _kept, _came) = (null, [], null, null, null, null);
        _allowance = Book.Allowance(Me, _datanet);
    }
}
