using OpenLedger.Training.Datasets;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Training.Tests.Estimates;

public class RunForecastTests
{
    private static readonly string Model = Path.Combine(Shelf.Models, "nano-llama");

    private static readonly Lazy<TokenCounter> Counter = new(() => new TokenCounter(Model, TimeProvider.System));

    private static readonly TrainingRecipe Starter = new TrainingRecipe
    {
        Model = Model,
        Data = [new DataSource(Path.Combine(Shelf.Repository, "starter-set", "entries.jsonl"))],
        NumTrainEpochs = 2,
        PerDeviceTrainBatchSize = 8,
        EvalShare = 0.1,
        RehearsalShare = 0.5,
        Packing = false,
        MaxSteps = -1,
    }.WithDefaults(StudioDefaults.Read(Model));

    [Fact]
    public void Forecast_CountsWhatTheRunWillRead()
    {
        var forecast = Of(Starter);

        // 200 rows, a tenth held out, one general row to two new ones: 270 an epoch, in batches of 8.
        Assert.Equal((180, 90, 20, 2 * 34, 0), (forecast.NewExamples, forecast.RehearsalExamples, forecast.HeldOut.Examples, forecast.Steps, forecast.Cut));
        Assert.InRange(forecast.Load!.Tokens, 2 * 270 * 10, 2 * 270 * 100);
        Assert.InRange(forecast.Load.MostTokens, 8 * 20, 8 * 100);
        Assert.True(forecast.Load.IsWhole);
    }

    [Fact]
    public void Forecast_FollowsTheRecipe()
    {
        var packed = Of(Starter with { Packing = true, MaxLength = 256 });
        var capped = Of(Starter with { MaxSteps = 5 });
        var shortened = Of(Starter with { MaxLength = 24 });
        var alone = Of(Starter with { RehearsalShare = 0, EvalShare = 0 });

        Assert.InRange(packed.Steps, 1, 2 * 34 / 2);
        Assert.InRange(packed.Load!.MostTokens, 8 * 256 * 3 / 4, 8 * 256);
        Assert.Equal(5, capped.Steps);
        Assert.True(shortened.Cut > 0 && shortened.FitShare < 1 && shortened.LongestExample > 24);
        Assert.Equal((200, 0, 0), (alone.NewExamples, alone.RehearsalExamples, alone.HeldOut.Examples));
    }

    [Fact]
    public void Forecast_WhereAllAnswersAreCutOff_HasNothingToTrain_AndSaysThatLengthIsWhy()
    {
        var forecast = Of(Starter with { MaxLength = 8 });

        Assert.Equal((null, 200, 200), (forecast.Load, forecast.TeachNothing, forecast.TeachNothingSinceCut));
    }

    [Fact]
    public void Forecast_OfALongRun_LooksAtItsBeginningOnly()
    {
        var counted = CountedData.Of(Starter, path => Counter.Value.Count(path, CancellationToken.None));
        var sizes = new MixtureSizes([([.. counted.New.Select(example => example.At(256))], 1.0)], []);
        var plan = new BatchPlan(sizes, new BatchPlanOptions { Epochs = 50, BatchSize = 4 }, CancellationToken.None);

        var whole = BatchLoad.Of(plan, sizes, int.MaxValue, CancellationToken.None);
        var part = BatchLoad.Of(plan, sizes, 1000, CancellationToken.None);

        Assert.True(whole.IsWhole && !part.IsWhole);
        Assert.Equal(whole.Steps, part.Steps);
        Assert.InRange(part.Tokens / whole.Tokens, 0.98, 1.02);
        Assert.InRange(part.MicroBatches / whole.MicroBatches, 0.999, 1.001);
    }

    [Fact]
    public void Counter_OfWhatCannotBeRead_SaysWhy()
    {
        var missing = Path.Combine(Shelf.Repository, "no-such-file.jsonl");

        Assert.Contains("no-such-file.jsonl", Assert.Throws<TrainingException>(() => Counter.Value.Count(missing, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    private static RunForecast Of(TrainingRecipe recipe) =>
        RunForecast.Of(recipe, CountedData.Of(recipe, path => Counter.Value.Count(path, CancellationToken.None)), Counter.Value.Config, CancellationToken.None);
}
