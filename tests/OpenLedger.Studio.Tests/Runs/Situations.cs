using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>A run that is being set up, with nothing wrong, to be spoiled one thing at a time.</summary>
internal static class Situations
{
    private const long Mega = 1_000_000;

    /// <summary>Everything that a memory estimate may list.</summary>
    public static IReadOnlyList<MemoryPart> Parts
    {
        get
        {
            var config = BaseModelConfig.Read(Path.Combine(AppContext.BaseDirectory, "models", "nano-llama"));
            var recipe = new TrainingRecipe();
            return MemoryEstimate.Of(recipe, config, AdapterSizes.Of(recipe, config), Forecasts.Of(200), isLoaded: false).Parts;
        }
    }

    public static MachineRoom Roomy { get; } = new(4000 * Mega, 8000 * Mega, 100_000 * Mega);

    public static RunSituation Fine { get; } = Of(new TrainingRecipe());

    /// <summary>The situation with these knobs turned.</summary>
    public static RunSituation Of(TrainingRecipe turned, RunForecast? forecast = null, MachineRoom? room = null, long memory = 300 * Mega, TrainingRecipe? smaller = null)
    {
        var standard = new TrainingRecipe
        {
            Model = "/models/small",
            Data = [new DataSource("/data/rows.jsonl")],
            RehearsalData = "/data/general.jsonl",
            MaxLength = 128,
            NumTrainEpochs = 3,
            LearningRate = 2e-3,
        };
        return new RunSituation
        {
            Draft = new RunDraft { Model = "small", Data = [new DataPick("rows")], Turned = turned },
            Standard = standard,
            Recipe = standard.OverriddenBy(turned),
            Model = new StudioModel("small", "small", "/models/small") { Parameters = 2 * Mega },
            Context = 512,
            Chosen = [new DataOption("rows", "Tide Museum", 180)],
            Preflight = new RunPreflight(
                forecast ?? Forecasts.Of(200), new MemoryEstimate([new MemoryPart("The model", "base weights", memory)]), new DiskEstimate(Mega, 3 * Mega, Mega, Mega / 10), null, room ?? Roomy) { Smaller = smaller },
        };
    }

    /// <summary>What the situation becomes when a button is pressed; the forecast stays as it is.</summary>
    public static TrainingRecipe Press(this RunSituation situation, RunFix fix) => situation.Standard.OverriddenBy(fix.Apply(situation.Draft).Turned);
}
