using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Shell;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The form is a recipe: choose model and data, turn the knobs, see what it comes to, press Train.</summary>
public sealed partial class NewRunPage : IDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(40);

    private IReadOnlyList<StudioModel> _models = [];
    private IReadOnlyList<DataOption> _sets = [];
    private IReadOnlyList<RunWarning> _warnings = [];
    private StarterSet _starter = new([], [], null);
    private RunDraft _draft = new();
    private RunSituation _situation = default!;
    private RunDraft? _unsaved;
    private CancellationTokenSource? _counting;
    private Sentence? _full;
    private string? _advice;
    private string? _dataProblem;
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

    private bool MayStart => Me.MayTrain && _situation.Model is not null && _dataProblem is null && _full is null && _warnings.All(warning => warning.Tone != WarningTone.Stops);

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
        _draft = Begin();
        Judge();
    }

    /// <summary>What an address asks for, on top of what the person chose last.</summary>
    private RunDraft Begin()
    {
        if (RunId.TryParse(Like, out var like) && Desk.Find(like, Me) is { } card && Desk.WishOf(like) is { } recipe)
        {
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

    /// <summary>What can be said at once is said at once; what has to be counted follows, the old figures staying until then.</summary>
    private void Judge()
    {
        var before = _situation?.Preflight;
        _situation = RunForm.SituationOf(_draft, _models, _sets);
        _warnings = RunWarnings.Of(_situation);
        _situation = _situation with { Preflight = before };
        if (RendererInfo.IsInteractive)
        {
            _ = CountAsync();
        }
    }

    // The latest wins: while a slider moves, what was being counted for its last place is given up.
    private async Task CountAsync()
    {
        _counting?.Cancel();
        var counting = _counting = new CancellationTokenSource();
        if (_situation.Model is null || _situation.Recipe.Problems().Count > 0)
        {
            (_counting, _situation) = (null, _situation with { Preflight = null });
            return;
        }

        try
        {
            await Task.Delay(Settle, counting.Token);
            var situation = _situation;
            await Task.Run(() => Sets.Write([.. situation.Chosen, .. situation.Rehearsal is { } general ? [general] : Array.Empty<DataOption>()], counting.Token), counting.Token);
            var preflight = await Forecast(situation.Recipe, counting.Token);
            counting.Token.ThrowIfCancellationRequested();
            (_situation, _dataProblem, _counting) = (_situation with { Preflight = preflight }, null, null);
            _warnings = RunWarnings.Of(_situation);
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // Another knob was turned, or the page was left.
        }
        catch (Exception exception) when (exception is TrainingException or IOException or UnauthorizedAccessException)
        {
            (_situation, _dataProblem, _counting) = (_situation with { Preflight = null }, LibraryTexts.Of(exception).In(T), null);
            StateHasChanged();
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
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

    // Writing a run down waits for the disk, which may be busy: the page stays alive meanwhile and says what it does.
    private async Task TrainAsync()
    {
        if (_situation.Model is not { } model || _starting)
        {
            return;
        }

        (_starting, _problem) = (true, null);
        try
        {
            var pinned = _situation;
            var wish = new RunWish(Desk.NextTitle(Subject, Me).In(T), model.Id, _situation.Chosen.Sum(set => set.Examples), _situation.Recipe)
            {
                Prediction = _situation.Preflight is { } told ? new RunPrediction(told.Memory.Bytes, told.Time?.All.TotalSeconds, told.Disk.Bytes) : null,
                FurtherOf = _draft.Further?.Id,
                Pin = folder => Sets.Pin(pinned, folder),
            };
            var receipt = await Task.Run(() => Desk.StartAsync(wish, Me));
            if (receipt.Id is { } id)
            {
                await Book.ForgetAsync(Me.Id);
                Navigation.NavigateTo($"/runs/{id}");
            }
            else
            {
                _problem = receipt.Problem?.In(T);
            }
        }
        finally
        {
            _starting = false;
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
