using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Estimates;

/// <summary>What a run writes.</summary>
/// <param name="Result">The adapter, as it is taken away.</param>
/// <param name="Checkpoint">The state that a run goes on from.</param>
/// <param name="Kept">Adapters from the middle of the run.</param>
/// <param name="Records">Recipe, metrics and answers.</param>
public sealed record DiskEstimate(long Result, long Checkpoint, long Kept, long Records)
{
    private const int BytesOfFloat = 4;
    private const int MostKept = 3;
    private const int BytesOfTensorHeader = 160;
    private const int BytesOfMetric = 180;
    private const int BytesBesides = 64 * 1024;

    /// <summary>What stays when the run has ended.</summary>
    public long Bytes => Result + Checkpoint + Kept + Records;

    /// <summary>The most while it runs: a checkpoint is written beside the one before.</summary>
    public long Peak => Bytes + Checkpoint;

    /// <summary>Lists what is written.</summary>
    public static DiskEstimate Of(TrainingRecipe recipe, AdapterSizes adapter, RunForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(forecast);
        var values = adapter.Parameters * BytesOfFloat;
        var copies = forecast.HeldOut.Examples > 0 ? 4 : 3;
        var result = values + (2L * adapter.Modules * BytesOfTensorHeader);
        var measurements = forecast.Steps == 0 ? 0 : forecast.Steps / recipe.EvalStepsOf(forecast.Steps);
        return new DiskEstimate(
            result,
            copies * values,
            Math.Min(MostKept, measurements) * result,
            BytesBesides + ((long)BytesOfMetric * forecast.Steps / Math.Max(1, recipe.LoggingSteps)));
    }
}
