using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The form is a recipe: pick a base model, turn the knobs, press Train.</summary>
public sealed partial class TrainPage : IDisposable
{
    private const int RecentShown = 4;

    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(150);

    private IReadOnlyList<StudioModel> _models = [];
    private IReadOnlyList<RunCard> _recent = [];
    private IReadOnlyList<string> _reasons = [];
    private StudioModel? _model;
    private StarterSet _set = new([], [], null);
    private TrainingRecipe _recipe = new();
    private TrainingRecipe _standard = new();
    private RunEstimate? _estimate;
    private string? _dataProblem;
    private string? _startProblem;
    private CancellationTokenSource? _counting;
    private bool _starting;

    private string? Brief => _estimate is null ? null
        : _estimate.Time is { } time ? $"{NumberText.Whole(_estimate.Forecast.Steps)} steps · about {DurationText.Of(time)}"
        : $"{NumberText.Whole(_estimate.Forecast.Steps)} steps";

    /// <summary>A run whose settings the form begins with.</summary>
    [SupplyParameterFromQuery(Name = "like")]
    private string? Like { get; set; }

    public void Dispose() => _counting?.Cancel();

    protected override void OnInitialized()
    {
        _set = Data.Read();
        _models = Models.All();
        _recent = [.. Desk.All(Me).Take(RecentShown)];
        var like = RunId.TryParse(Like, out var id) ? Desk.Find(id, Me) : null;
        var first = _models.FirstOrDefault(model => model.IsUsable && model.Id == like?.Model) ?? _models.FirstOrDefault(model => model.IsUsable);
        if (first is not null)
        {
            Choose(first);
            if (first.Id == like?.Model && Desk.WishOf(id) is { } other)
            {
                _recipe = Draft.Like(_standard, other);
            }
        }

        Judge();
    }

    private void Choose(StudioModel model)
    {
        _model = model;
        _standard = Draft.StandardFor(model);
        _recipe = _standard;
        Judge();
    }

    private void Turn(Knob knob, object? value)
    {
        _recipe = RecipeDraft.Turn(_recipe, _standard, knob, value);
        Judge();
    }

    private void Judge()
    {
        _reasons = [.. Reasons()];
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
        if (_model is null || _reasons.Count > 0)
        {
            return;
        }

        try
        {
            var recipe = _recipe;
            await Task.Delay(Settle, counting.Token);
            var forecast = await Task.Run(() => Forecast(recipe, counting.Token), counting.Token);
            counting.Token.ThrowIfCancellationRequested();
            (_estimate, _dataProblem) = (new RunEstimate(forecast, Desk.SpeedOf(_model.Id)), null);
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // Another knob was turned, or the page was left.
        }
        catch (TrainingException exception)
        {
            (_estimate, _dataProblem) = (null, exception.Message);
            StateHasChanged();
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private IEnumerable<string> Reasons()
    {
        if (_set.Problem is not null)
        {
            yield return _set.Problem;
        }

        if (_models.Count == 0)
        {
            yield return $"There is no base model in {Models.Folder}. Put one there, or set Studio:ModelsFolder to the folder that holds some.";
        }
        else if (_model is null)
        {
            yield return "None of the base models can be used; each says why.";
        }
        else
        {
            foreach (var problem in _recipe.Problems())
            {
                yield return problem.ToString();
            }
        }
    }

    // Writing a run down waits for the disk, which may be busy: the page stays alive meanwhile and says what it does.
    private async Task TrainAsync()
    {
        if (_model is null || _starting)
        {
            return;
        }

        (_starting, _startProblem) = (true, null);
        try
        {
            var receipt = await Desk.StartAsync(new RunWish(Desk.NextTitle(StarterSet.Subject, Me).In(T), _model.Id, _set.Entries.Count, _recipe), Me);
            if (receipt.Id is { } id)
            {
                Navigation.NavigateTo($"/runs/{id}");
            }
            else
            {
                _startProblem = receipt.Problem?.In(T);
            }
        }
        finally
        {
            _starting = false;
        }
    }
}
