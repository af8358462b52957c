using OpenLedger.Training.Estimates;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Registers the runs: folders, queue, feed, worker and the desk.</summary>
internal static class RunsModule
{
    public static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<RunFolders>()
        .AddSingleton<RunQueue>()
        .AddSingleton<RunFeed>()
        .AddSingleton<RunDesk>()
        .AddSingleton<RecipeDraft>()
        .AddSingleton<RunExecution>()
        .AddSingleton<Trainer>(provider => TorchTrainer.Create(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<Forecaster>(provider => (recipe, cancellation) =>
        {
            var counter = new TokenCounter(recipe.Model!, provider.GetRequiredService<TimeProvider>());
            return RunForecast.Of(recipe, CountedData.Of(recipe, path => counter.Count(path, cancellation)), counter.Config, cancellation);
        })
        .AddHostedService<TrainingWorker>();
}
