using System.Reflection;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Shell;
using OpenLedger.Training;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Studio.Features.Home;

/// <summary>
/// Looks once at what this computer can do, with one real training step on a bundled model: what cannot train at all says so on
/// the first page, and not after somebody has prepared their data.
/// </summary>
internal sealed class ComputerCheck(DataFolder data, ModelDesk models, StarterSetDesk starter, TimeProvider clock, ILogger<ComputerCheck> logger) : BackgroundService
{
    private const string FileName = "computer.json";

    // The first page comes first.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What was found; null while it looks.</summary>
    public ComputerReport? Report { get; private set; }

    /// <summary>Why nothing can be trained here; null where it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Something was found.</summary>
    public event Action? Changed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var room = MachineRoom.Look(data.Path);
        var program = typeof(ComputerCheck).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? string.Empty;
        var path = Path.Combine(data.Path, FileName);
        Report = ComputerReport.Read(path, Environment.ProcessorCount, room.AllMemory, program);
        if (Report is not null)
        {
            return;
        }

        try
        {
            await Task.Delay(Patience, clock, stoppingToken);
            await Task.Factory.StartNew(() => Look(room, program, path, stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The studio stops.
        }

        Changed?.Invoke();
    }

    private void Look(MachineRoom room, string program, string path, CancellationToken cancellation)
    {
        try
        {
            var speed = SpeedCheck.Measure(0, cancellation);
            var step = StepSeconds(cancellation);
            var fastest = speed.Products.Max(product => product.OperationsPerSecond) * Environment.ProcessorCount;
            var report = new ComputerReport(
                Environment.ProcessorCount, room.AllMemory, TensorLibrary.HasGpu, PrecisionChoice.Measured == Precision.BFloat16, fastest, step, program);
            Report = report;
            report.Write(path);
        }
        catch (TrainingException exception)
        {
            Problem = Report is null ? exception.Message : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Looked at again at the next start.
            logger.LogWarning(exception, "What was found about this computer could not be kept");
        }
    }

    private double StepSeconds(CancellationToken cancellation)
    {
        var model = models.All().FirstOrDefault(model => model.IsUsable);
        if (model is null)
        {
            return 0;
        }

        var folder = Directory.CreateTempSubdirectory("openledger-check-").FullName;
        try
        {
            var recipe = new TrainingRecipe { Model = model.Folder, Data = [new DataSource(starter.EntriesPath)], MaxSteps = 2, RehearsalShare = 0, EvalShare = 0 };
            var steps = new List<long>();
            TrainingRun.Start(recipe, folder, clock).Execute(new Steps(steps, clock), cancellation);
            return steps.Count < 2 ? 0 : clock.GetElapsedTime(steps[^2], steps[^1]).TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Notes when each step was done.</summary>
    private sealed class Steps(List<long> done, TimeProvider clock) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value is { Phase: RunPhase.Training, Loss: not null })
            {
                done.Add(clock.GetTimestamp());
            }
        }
    }
}
