using OpenLedger.Training.Architectures;
using OpenLedger.Training.Chance;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Kernels;
using OpenLedger.Training.Lora;
using OpenLedger.Training.Optimization;
using OpenLedger.Training.Recipes;
using static TorchSharp.torch;

namespace OpenLedger.Training.Runs;

/// <summary>What a step showed: mean loss of its learned tokens, rate, gradient norm before clipping, tokens read.</summary>
internal readonly record struct StepResult(double Loss, double LearningRate, double GradNorm, int Tokens);

/// <summary>
/// One step of the Hugging Face trainer: gradients of all micro-batches, weighted by their learned tokens, then clipping, then AdamW at
/// the schedule's rate.
/// </summary>
internal sealed class TrainingStep(TrainingRecipe recipe, LanguageModelPass pass, LoraParameters lora, RunState state, int totalSteps)
{
    private readonly AdamWOptions _options = new(recipe.AdamBeta1, recipe.AdamBeta2, recipe.AdamEpsilon, recipe.WeightDecay);
    private readonly int _warmup = recipe.WarmupStepsOf(totalSteps);

    /// <summary>Makes the step that follows the state's, from the examples of <paramref name="batch"/>.</summary>
    public StepResult Make(StepBatch batch, DataMixture mixture)
    {
        using var scope = NewDisposeScope();
        var rate = recipe.LearningRate * LearningRateSchedule.Factor(recipe.LrSchedulerType, state.Step, _warmup, totalSteps, recipe.LearningRate);
        lora.Gradients!.zero_();
        double loss = 0;
        var tokens = 0;
        for (var index = 0; index < batch.MicroBatches.Count; index++)
        {
            var examples = batch.MicroBatches[index].Rows.SelectMany(row => row.Examples).Select(example => mixture[example]);
            var packed = PackedTokens.Of([.. examples.Select(example => (example.Ids, (bool[]?)example.Learned))]);
            loss += pass.LossAndGradients(packed, lora, 1f / batch.LabelCount, DropoutOf(index));
            tokens += packed.Count;
        }

        var norm = GradientNorm.Of(lora.Gradients);
        if (!double.IsFinite(norm))
        {
            throw new TrainingException(
                $"Training broke down at step {state.Step + 1}: the gradients are not finite any more. Start again with a lower learning rate (learning_rate) or a longer warm-up (warmup_steps).");
        }

        AdamW.Step(
            lora.Values, lora.Gradients, state.FirstMoment, state.SecondMoment, state.Step + 1, rate, GradientNorm.ClippingFactor(norm, recipe.MaxGradNorm), _options);
        state.Step++;
        return new StepResult(loss / batch.LabelCount, rate, norm, tokens);
    }

    private LoraDropout DropoutOf(int microBatch) =>
        recipe.LoraDropout > 0
            ? new LoraDropout((float)recipe.LoraDropout, SeededRandom.For(recipe.Seed, $"dropout {microBatch}", state.Step).NextUInt64())
            : LoraDropout.None;
}
