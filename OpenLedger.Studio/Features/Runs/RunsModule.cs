using OpenLedger.Studio.Features.Runs.Sharing;
using OpenLedger.Studio.Features.Runs.Tuning;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Estimates;
using Quartz;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>Registers the runs: folders and rows, queue, feed, worker and the desk.</summary>
internal static class RunsModule
{
    // One device, one trainer.
    private const int Trainers = 1;

    public static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<RunFolders>()
        .AddSingleton<RunBook>()
        .AddSingleton<RunQueue>()
        .AddSingleton<RunFeed>()
        .AddSingleton<RunLimits>()
        .AddSingleton<RunApprovers>()
        .AddSingleton<RunDesk>()
        .AddSingleton<SharingDesk>()
        .AddSingleton<RunKeeping>()
        .AddSingleton<RunHealing>()
        .AddSingleton<DataOptions>()
        .AddSingleton<RunDraftBook>()
        .AddSingleton<MachineDesk>()
        .AddSingleton<RunExecution>()
        .AddTuning()
        .AddSingleton<TrashRest>()
        .AddSingleton(new PageCompanion(typeof(EndNotices)))
        .AddSingleton<ITrashKeeper, RunTrash>()
        .AddSingleton<IStorageTenant, RunStorage>()
        .AddSingleton<IStorageTenant, CheckpointStorage>()
        .AddSingleton<Trainer>(provider => TorchTrainer.Create(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider =>
        {
            var data = provider.GetRequiredService<DataFolder>();
            return new RunEstimator(data, provider.GetRequiredService<MachineDesk>(), provider.GetRequiredService<TimeProvider>(), () => MachineRoom.Look(data.Runs));
        })
        .AddSingleton<Forecaster>(provider => provider.GetRequiredService<RunEstimator>().OfAsync)
        .AddSettings("Runs", RunSettings.All)
        .AddHostedService<TrainingWorker>()
        .AddHostedService<TuningWorker>()
        .AddHostedService<WebhookWorker>()
        .AddHostedService<RunArchiver>()
        .AddTrainingQueue();

    private static IServiceCollection AddTuning(this IServiceCollection services) => services
        .AddSingleton<TuningBook>()
        .AddSingleton<TuningPlanner>()
        .AddSingleton<TuningSignal>()
        .AddSingleton<TrialRuns>()
        .AddSingleton<TuningLead>()
        .AddSingleton<TuningDesk>()
        .AddSingleton<ITrashKeeper, TuningTrash>()
        .AddSingleton<IStorageTenant, TuningStorage>();

    /// <summary>The queue: in memory, since it is filled from the store; one run at a time; a stop of the studio asks the trainer to save and waits for it.</summary>
    private static IServiceCollection AddTrainingQueue(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "studio";
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(Trainers);
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        return services;
    }
}
