using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>A set of examples that is learned, and how often it is seen.</summary>
public sealed record DataPick(string Id, double Weight = 1);

/// <summary>
/// Everything that a person has chosen on the page of a new run, and nothing else: what is not turned follows the model, so it is not here.
/// A draft that is written down loses nothing.
/// </summary>
public sealed record RunDraft
{
    /// <summary>The base model, by its name; null: the first that can be used.</summary>
    public string? Model { get; init; }

    /// <summary>The sets that are learned.</summary>
    public IReadOnlyList<DataPick> Data { get; init; } = [];

    /// <summary>The set that keeps the model from forgetting; null: the model's own, where it has one.</summary>
    public string? Rehearsal { get; init; }

    /// <summary>What the run is called; null: by what it learns.</summary>
    public string? Title { get; init; }

    /// <summary>The adapter to train further; null: a new one.</summary>
    public InitialAdapter? Further { get; init; }

    /// <summary>The knobs that were turned away from where the model sets them.</summary>
    public TrainingRecipe Turned { get; init; } = new();

    /// <summary>The draft with this knob turned; turned back to where it stood, it is not a choice any more.</summary>
    public RunDraft Turn(TrainingRecipe standard, Knob knob, object? value) => this with
    {
        Turned = knob.Format(value) == knob.Format(knob.Get(standard)) ? Turned.Without(knob) : knob.With(Turned, value),
    };

    /// <summary>The draft with several knobs turned.</summary>
    public RunDraft Turn(TrainingRecipe standard, params IEnumerable<(Knob Knob, object? Value)> values) =>
        values.Aggregate(this, (draft, turn) => draft.Turn(standard, turn.Knob, turn.Value));

    /// <summary>The draft with a set taken in, or left out.</summary>
    public RunDraft Take(string id, bool taken) => this with
    {
        Data = taken ? [.. Data.Where(pick => pick.Id != id), new DataPick(id)] : [.. Data.Where(pick => pick.Id != id)],
    };
}

/// <summary>An adapter that a run goes on from.</summary>
/// <param name="Id">The run that made it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Folder">Where its files lie.</param>
public sealed record InitialAdapter(string Id, string Title, string Folder);
