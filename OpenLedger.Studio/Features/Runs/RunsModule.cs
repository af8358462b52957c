using OpenLedger.Training.Runs;

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
        .AddSingleton<Forecaster>(provider => (recipe, cancellation) => RunForecast.Of(recipe, provider.GetRequiredService<TimeProvider>(), cancellation))
        .AddHostedService<TrainingWorker>();
}
