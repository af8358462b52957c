using OpenLedger.Studio.Features.Models;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>All that is known about a run that is being set up: what warnings, suggestions and presets are made from.</summary>
public sealed record RunSituation
{
    /// <summary>What was chosen.</summary>
    public required RunDraft Draft { get; init; }

    /// <summary>The recipe that this makes.</summary>
    public required TrainingRecipe Recipe { get; init; }

    /// <summary>The recipe without any knob turned.</summary>
    public required TrainingRecipe Standard { get; init; }

    /// <summary>The base model; null where there is none to choose.</summary>
    public required StudioModel? Model { get; init; }

    /// <summary>How many tokens the model reads at most.</summary>
    public required int Context { get; init; }

    /// <summary>The sets that are learned.</summary>
    public required IReadOnlyList<DataOption> Chosen { get; init; }

    /// <summary>What it is about, by the names of these sets; null where none is chosen.</summary>
    public string? Subject => Chosen.Count == 0 ? null : string.Join(", ", Chosen.Select(set => set.Name));

    /// <summary>The set that keeps the model from forgetting, where the person chose one.</summary>
    public DataOption? Rehearsal { get; init; }

    /// <summary>What it comes to; null while that is not known, or where it cannot be.</summary>
    public RunPreflight? Preflight { get; init; }

    /// <summary>Where the learning rate usually goes well.</summary>
    public (double Low, double High) RateZone => RateZones.Of(Model, Recipe.R);
}
