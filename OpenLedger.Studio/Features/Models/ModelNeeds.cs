using OpenLedger.Training;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Features.Models;

/// <summary>What a model takes in memory: to chat with it, and to train it with its own defaults.</summary>
/// <param name="Run">Bytes to chat with it.</param>
/// <param name="Train">What training it takes, part by part.</param>
/// <param name="Examples">How many examples are read at once.</param>
/// <param name="Length">How long the longest of them is taken to be, in tokens.</param>
public sealed record ModelNeeds(long Run, MemoryEstimate Train, int Examples, int Length)
{
    private const int ChatTokens = 1_024;
    private const int BytesOfNumber = 4;

    /// <summary>Counts as the trainer would, for full batches of the longest examples, in the wider of the two precisions; null where the model cannot be used.</summary>
    public static ModelNeeds? Of(StudioModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!model.IsUsable)
        {
            return null;
        }

        try
        {
            var config = BaseModelConfig.Read(model.Folder);
            var recipe = new TrainingRecipe { Model = model.Folder }.WithDefaults(model.Defaults) with { Bf16 = false };
            var length = Math.Min(recipe.MaxLength, config.MaxPositions);
            var examples = recipe.PerDeviceTrainBatchSize;
            var train = MemoryEstimate.Of(recipe, config, AdapterSizes.Of(recipe, config), Forecast(examples, length), isLoaded: false);
            var cache = 2L * config.LayerCount * config.KeyValueHeadCount * config.HeadDimension * BytesOfNumber * Math.Min(ChatTokens, config.MaxPositions);
            var besides = train.Parts.Where(part => part.Technical is "compiled code" or "tensor library").Sum(part => part.Bytes);
            return new ModelNeeds(MemoryEstimate.WeightBytes(config, narrow: false) + cache + besides, train, examples, length);
        }
        catch (TrainingException)
        {
            return null;
        }
    }

    /// <summary>Whether this computer has room to train it now.</summary>
    public Fit FitOf(MachineRoom room)
    {
        ArgumentNullException.ThrowIfNull(room);
        return room.FitOf(Train);
    }

    private static RunForecast Forecast(int examples, int length)
    {
        var tokens = examples * length;
        return new RunForecast
        {
            NewExamples = examples,
            RehearsalExamples = 0,
            AllExamples = examples,
            Cut = 0,
            TeachNothing = 0,
            TeachNothingSinceCut = 0,
            LongestExample = length,
            HeldOut = HeldOutLoad.None,
            Load = new BatchLoad
            {
                Steps = 1,
                MostTokens = tokens,
                MostLabels = tokens,
                Longest = length,
                MicroBatches = 1,
                Tokens = tokens,
                Labels = tokens,
                SquaredLengths = (double)examples * length * length,
                RehearsalPerEpoch = 0,
                IsWhole = true,
            },
        };
    }
}
