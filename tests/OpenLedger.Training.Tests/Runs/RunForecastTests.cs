using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Training.Tests.Runs;

public class RunForecastTests
{
    private static readonly string Model = Path.Combine(Shelf.Models, "nano-llama");

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
        var forecast = RunForecast.Of(Starter, TimeProvider.System, CancellationToken.None);

        // 200 rows, a tenth held out, one general row to two new ones: 270 an epoch, in batches of 8.
        Assert.Equal((180, 90, 20, 2 * 34, 0), (forecast.NewExamples, forecast.RehearsalExamples, forecast.HeldOut, forecast.Steps, forecast.Cut));
        Assert.InRange(forecast.Tokens, 2 * 270 * 10, 2 * 270 * 100);
    }

    [Fact]
    public void Forecast_FollowsTheRecipe()
    {
        var packed = RunForecast.Of(Starter with { Packing = true, MaxLength = 256 }, TimeProvider.System, CancellationToken.None);
        var capped = RunForecast.Of(Starter with { MaxSteps = 5 }, TimeProvider.System, CancellationToken.None);
        var shortened = RunForecast.Of(Starter with { MaxLength = 24 }, TimeProvider.System, CancellationToken.None);

        Assert.InRange(packed.Steps, 1, 2 * 34 / 2);
        Assert.Equal(5, capped.Steps);
        Assert.True(shortened.Cut > 0);
    }

    [Fact]
    public void Forecast_OfWhatCannotBeTrained_SaysWhy()
    {
        var gone = Starter with { Data = [new DataSource(Path.Combine(Shelf.Repository, "no-such-file.jsonl"))] };

        Assert.Contains("no-such-file.jsonl", Assert.Throws<TrainingException>(() => RunForecast.Of(gone, TimeProvider.System, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Contains("data", Assert.Throws<TrainingException>(() => RunForecast.Of(Starter with { Data = [] }, TimeProvider.System, CancellationToken.None)).Message, StringComparison.Ordinal);
    }
}
