using OpenLedger.Training.Architectures;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Runs;

/// <summary>What a recipe comes to, before it runs, counted by the same code that the run itself plans with.</summary>
/// <param name="NewExamples">New examples that are trained on, in an epoch.</param>
/// <param name="RehearsalExamples">General examples mixed in, in an epoch.</param>
/// <param name="HeldOut">Examples kept aside to measure on.</param>
/// <param name="Steps">Optimiser steps of the run.</param>
/// <param name="Tokens">About how many tokens the run reads, over all steps.</param>
/// <param name="Cut">Examples that lose their end, since they are longer than is read at once.</param>
public sealed record RunForecast(int NewExamples, int RehearsalExamples, int HeldOut, int Steps, long Tokens, int Cut)
{
    /// <summary>Reads the data as the run would and counts; the model's weights are not touched.</summary>
    /// <exception cref="TrainingException">The recipe, the model's files or the data do not allow it; the message says what to do.</exception>
    public static RunForecast Of(TrainingRecipe recipe, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (recipe.Problems() is { Count: > 0 } problems)
        {
            throw new TrainingException(string.Join(" ", problems));
        }

        var config = BaseModelConfig.Read(recipe.Model!);
        var tokenizer = HubTokenizer.LoadIfPresent(recipe.Model!);
        var template = tokenizer is null ? null : ChatTemplate.Load(recipe.Model!);
        var chat = template is null ? null : new ChatEncoder(tokenizer!, template, clock);
        var examples = new ExampleTokenizer(tokenizer, chat, config.VocabularySize, Math.Min(recipe.MaxLength, config.MaxPositions));
        return Of(RunData.Read(recipe, examples, cancellation), cancellation);
    }

    private static RunForecast Of(RunData data, CancellationToken cancellation)
    {
        // One epoch tells how many tokens a step reads; the others only shuffle.
        var (steps, tokens, rehearsal) = (0, 0L, 0);
        for (; steps < data.Plan.TotalSteps && data.Plan.StepAt(steps) is { Epoch: 0 } batch; steps++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var example in batch.MicroBatches.SelectMany(part => part.Rows).SelectMany(row => row.Examples))
            {
                tokens += data.Mixture[example].Ids.Length;
                rehearsal += example >= data.Mixture.NewCount ? 1 : 0;
            }
        }

        var cut = Enumerable.Range(0, data.Mixture.NewCount).Count(example => data.Mixture[example].WasCut);
        return new RunForecast(data.Plan.NewPerEpoch, rehearsal, data.HeldOut.Count, data.Plan.TotalSteps, tokens * data.Plan.TotalSteps / Math.Max(1, steps), cut);
    }
}
