using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The form is a recipe: choose model and data, turn the knobs, see what it comes to, press Train.</summary>
public sealed partial class NewRunPage : IDisposable
{
    private IReadOnlyList<StudioModel> _models = [];
    private IReadOnlyList<DataOption> _sets = [];
    private IReadOnlyList<RunWarning> _warnings = [];
    private StarterSet _starter = new([], [], null);
    private RunDraft _draft = new();
    private RunSituation _situation = default!;
    private RunDraft? _unsaved;
    private IReadOnlyList<AskedSetting> _asked = [];
    private Sentence? _full;
    private string? _alike;
    private string? _advice;
    private string? _problem;
    private bool _saving;
    private bool _starting;

    /// <summary>A run whose settings the form begins with.</summary>
    [SupplyParameterFromQuery(Name = "like")]
    private string? Like { get; set; }

    /// <summary>A run whose adapter is trained further.</summary>
    [SupplyParameterFromQuery(Name = "further")]
    private string? Further { get; set; }

    /// <summary>The set that is learned.</summary>
    [SupplyParameterFromQuery(Name = "data")]
    private string? Data { get; set; }

    /// <summary>The model that learns.</summary>
    [SupplyParameterFromQuery(Name = "model")]
    private string? Model { get; set; }

    private string Subject => _situation.Subject ?? T["something"];

    private string Heading => T["Teach {0} about {1}", _situation.Model?.Defaults.Title ?? _situation.Model?.Name ?? T["a model"], Subject];

    private string Learns => _situation.Chosen.Count == 0 ? T["Nothing is chosen yet"] : T["{0} examples", NumberText.Whole(_situation.Chosen.Sum(set => (double)set.Examples))];

    private string? Brief => _situation.Preflight is not { Forecast.Load: { } load } preflight ? null
        : preflight.Time is { } time ? T["{0} steps · about {1}", NumberText.Whole(load.Steps), DurationText.Of(time.All)].Value
        : T["{0} steps", NumberText.Whole(load.Steps)].Value;

    public void Dispose() => _counting?.Cancel();

    protected override void OnInitialized()
    {
        _full = Desk.RoomOf(Me).Problem;
        _models = Models.All();
        _sets = Sets.All(Me);
        _starter = Starter.Read();
        (_draft, _asked) = AskedSettings.Apply(Navigation.Uri, Begin(), draft => RunForm.SituationOf(draft, _models, _sets));
        Judge();
    }

    /// <summary>What an address asks for, on top of what the person chose last.</summary>
    private RunDraft Begin()
    {
        if (RunId.TryParse(Like, out var like) && Desk.Find(like, Me) is { } card && Desk.WishOf(like) is { } recipe)
        {
            _alike = card.Title;
            return RunForm.Like(card.Model, Desk.DraftOf(like), recipe);
        }

        var kept = Book.Read(Me.Id) is { } known ? (known.Further is { } old && !Directory.Exists(old.Folder) ? known with { Further = null } : known) : RunForm.Fresh(_sets);
        var draft = kept with { Model = Model ?? kept.Model, Data = _sets.Any(set => set.Id == Data) ? [new DataPick(Data!)] : kept.Data };
        return RunId.TryParse(Further, out var further) && Desk.Find(further, Me) is { } made && Desk.AdapterOf(further) is { } folder
            ? RunForm.WithoutShape(draft with { Model = made.Model, Further = new InitialAdapter(made.Id, made.Title, folder) })
            : draft;
    }

    private bool IsShown(Knob knob) => _draft.Further is null || !RecipeAdapter.DecidesShape(knob);

    private void Turn(Knob knob, object? value) => Change(_draft.Turn(_situation.Standard, knob, value));

    private void Mend(RunFix fix) => Change(fix.Apply(_draft));

    private void Change(RunDraft draft)
    {
        _advice = null;
        Take(draft);
    }

    private void Follow(RunSuggestion suggestion)
    {
        _advice = T[suggestion.Text, suggestion.Values];
        Take(suggestion.Draft);
    }

    private void Take(RunDraft draft)
    {
        _draft = draft.Further is null ? draft : RunForm.WithoutShape(draft);
        _problem = null;
        Judge();
        _ = SaveAsync();
    }

    // Every turn is on the disk; while one is being written, only the latest waits.
    private async Task SaveAsync()
    {
        _unsaved = _draft;
        if (_saving)
        {
            return;
        }

        _saving = true;
        try
        {
            while (_unsaved is { } draft)
            {
                _unsaved = null;
                await Book.WriteAsync(Me.Id, draft);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = T["These settings could not be kept for later ({0}). You can start the run all the same.", LibraryTexts.Of(exception).In(T)];
            StateHasChanged();
        }
        finally
        {
            _saving = false;
        }
    }

    // The page of the search reads what was chosen here.
    private async Task TuneAsync()
    {
        await Book.WriteAsync(Me.Id, _draft);
        Navigation.NavigateTo("/tuning/new");
    }

    /// <summary>What a place of a slider comes to, between its ends.</summary>
    private string? MiddleOf(Knob knob)
    {
        var forecast = _situation.Preflight?.Forecast;
        return knob.Name switch
        {
            "num_train_epochs" when forecast?.Load is { } load => T["= {0} steps, every example seen {1} times", NumberText.Whole(load.Steps), Knobs.NumTrainEpochs.Format(_situation.Recipe.NumTrainEpochs)].Value,
            "r" => T["2 = style only · 64 and more = many facts"].Value,
            "max_length" when forecast is not null => T["{0} % of your examples fit completely", Math.Floor(100 * forecast.FitShare)].Value,
            "rehearsal_share" when forecast is not null => T["{0} general examples beside {1} of yours", NumberText.Whole(forecast.RehearsalExamples), NumberText.Whole(forecast.NewExamples)].Value,
            _ => null,
        };
    }
}
