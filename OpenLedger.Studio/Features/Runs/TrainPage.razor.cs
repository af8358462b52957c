using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>The form is a recipe: pick a base model, turn the knobs, press Train.</summary>
public sealed partial class TrainPage
{
    private const int RecentShown = 4;

    private IReadOnlyList<BundledModel> _models = [];
    private IReadOnlyList<RunCard> _recent = [];
    private IReadOnlyList<string> _reasons = [];
    private BundledModel? _model;
    private StarterSet _set = new([], [], null);
    private TrainingRecipe _recipe = new();
    private TrainingRecipe _standard = new();
    private RunEstimate _estimate = new();
    private bool _starting;

    private string? Brief => _estimate.Steps is not { } steps ? null
        : _estimate.Time is { } time ? $"{NumberText.Whole(steps)} steps · about {DurationText.Of(time)}"
        : $"{NumberText.Whole(steps)} steps";

    /// <summary>A run whose settings the form begins with.</summary>
    [SupplyParameterFromQuery(Name = "like")]
    private string? Like { get; set; }

    protected override void OnInitialized()
    {
        _set = Data.Read();
        _models = Models.All();
        _recent = [.. Desk.All().Take(RecentShown)];
        var like = RunId.TryParse(Like, out var id) ? Desk.Find(id) : null;
        var first = _models.FirstOrDefault(model => model.IsUsable && model.Name == like?.Model) ?? _models.FirstOrDefault(model => model.IsUsable);
        if (first is not null)
        {
            Choose(first);
            if (first.Name == like?.Model && Desk.RecipeOf(id) is { } other)
            {
                _recipe = Draft.Like(_standard, other);
            }
        }

        Judge();
    }

    private void Choose(BundledModel model)
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
        _estimate = new RunEstimate { Examples = _set.Entries.Count };
        _reasons = [.. Reasons()];
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

    private void Train()
    {
        if (_model is null)
        {
            return;
        }

        _starting = true;
        var receipt = Desk.Start(new RunWish(Desk.NextTitle(StarterSet.Subject), _model.Name, _set.Entries.Count, _recipe));
        if (receipt.Id is { } id)
        {
            Navigation.NavigateTo($"/runs/{id}");
            return;
        }

        _starting = false;
        _reasons = [receipt.Problem!];
    }
}
