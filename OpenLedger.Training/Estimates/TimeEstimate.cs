using OpenLedger.Training.Architectures;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Estimates;

/// <summary>How long a run takes.</summary>
/// <param name="CpuSecondsPerStep">Processor time of a step, on average.</param>
/// <param name="Steps">Time of all steps.</param>
/// <param name="Besides">Time of measuring on held-out examples and of the questions before and after.</param>
/// <param name="IsMeasured">Whether a run on this machine told the pace; else it is a guess from the machine's speed.</param>
public sealed record TimeEstimate(double CpuSecondsPerStep, TimeSpan Steps, TimeSpan Besides, bool IsMeasured)
{
    private const int TokensOfAnAnswer = 20;
    private const int TokensOfAQuestion = 30;

    /// <summary>All together.</summary>
    public TimeSpan All => Steps + Besides;

    /// <summary>Computes from what there is to do and how fast this machine is; null where there is nothing to learn.</summary>
    /// <param name="recipe">The recipe, threads and precision filled in.</param>
    /// <param name="config">The shape of the model.</param>
    /// <param name="adapter">The sizes of the adapter.</param>
    /// <param name="forecast">What the data comes to.</param>
    /// <param name="speed">What was measured of the machine.</param>
    /// <param name="pace">What a run like this one took; null where there was none.</param>
    /// <param name="questions">Questions that are asked before, and again after.</param>
    public static TimeEstimate? Of(
        TrainingRecipe recipe, BaseModelConfig config, AdapterSizes adapter, RunForecast forecast, MachineSpeed speed, MeasuredPace? pace, int questions)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(speed);
        if (forecast.Load is not { Steps: > 0 } load)
        {
            return null;
        }

        var narrow = recipe.Bf16 == true;
        var threads = recipe.Threads > 0 ? recipe.Threads : Environment.ProcessorCount;
        var measured = pace is not null && pace.BFloat16 == narrow && pace.Threads == threads ? pace : null;
        var factor = measured?.FactorOn(speed, config) ?? 1;
        double Cpu(StepWork work) => speed.CpuSecondsOf(work, config, narrow) * factor;

        // A machine that does other things beside takes longer than its processors compute.
        var waiting = measured is null ? 1.0 / threads : measured.Seconds / measured.CpuSeconds;
        var steps = Cpu(StepWork.OfTraining(config, adapter, load));
        var besides = Cpu(Scoring(recipe, config, adapter, forecast)) + Cpu(Answering(config, questions));
        return new TimeEstimate(steps / load.Steps, TimeSpan.FromSeconds(steps * waiting), TimeSpan.FromSeconds(besides * waiting), measured is not null);
    }

    private static StepWork Scoring(TrainingRecipe recipe, BaseModelConfig config, AdapterSizes adapter, RunForecast forecast)
    {
        var heldOut = forecast.HeldOut;
        if (heldOut.Examples == 0)
        {
            return default;
        }

        var times = 1 + (forecast.Steps / Math.Max(1, recipe.EvalStepsOf(forecast.Steps)));
        var parts = Math.Max(1.0, (double)heldOut.Tokens / Math.Max(1, heldOut.MostTokens));
        return StepWork.OfScoring(config, adapter, heldOut.Tokens, heldOut.Labels, heldOut.SquaredLengths, parts) * times;
    }

    /// <summary>Every token of an answer reads all weights once, whatever is computed with them.</summary>
    private static StepWork Answering(BaseModelConfig config, int questions)
    {
        const int CallsOfALayer = 40;
        var weights = (double)CheckpointLayout.ParameterCount(config);
        var once = new StepWork(2 * weights * TokensOfAQuestion, 0, 0, 0, CallsOfALayer * config.LayerCount * (TokensOfAnAnswer + 1.0), weights * (TokensOfAnAnswer + 1.0));
        return once * (2 * questions);
    }
}
