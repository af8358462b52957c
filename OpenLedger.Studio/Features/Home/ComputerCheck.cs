using System.Reflection;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Training;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Studio.Features.Home;

/// <summary>
/// Looks once at what this computer can do, with one real training step on a bundled model, when somebody first comes to the first
/// page: what cannot train at all says so there, and not after somebody has prepared their data.
/// </summary>
internal sealed class ComputerCheck(
    DataFolder data, MachineDesk machine, ModelDesk models, StarterSetDesk starter, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ComputerCheck> logger)
{
    private const string FileName = "computer.json";

    private readonly Lock _beginning = new();
    private bool _begun;

    /// <summary>What was found; null while it looks.</summary>
    public ComputerReport? Report { get; private set; }

    /// <summary>Why nothing can be trained here; null where it can.</summary>
    public Sentence? Problem { get; private set; }

    /// <summary>Something was found.</summary>
    public event Action? Changed;

    /// <summary>Begins to look, where nobody has yet. Returns at once.</summary>
    public void Begin()
    {
        lock (_beginning)
        {
            if (_begun)
            {
                return;
            }

            _begun = true;
        }

        var room = MachineRoom.Look(data.Path);
        var program = typeof(ComputerCheck).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? string.Empty;
        var path = Path.Combine(data.Path, FileName);
        Report = ComputerReport.Read(path, Environment.ProcessorCount, room.AllMemory, program);
        if (Report is null)
        {
            _ = Task.Factory.StartNew(() => Look(room, program, path, lifetime.ApplicationStopping), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private void Look(MachineRoom room, string program, string path, CancellationToken cancellation)
    {
        try
        {
            var speed = machine.Speed(cancellation);
            var step = StepSeconds(cancellation);
            var fastest = speed.Products.Max(product => product.OperationsPerSecond) * Environment.ProcessorCount;
            var report = new ComputerReport(
                Environment.ProcessorCount, room.AllMemory, TensorLibrary.HasGpu, PrecisionChoice.Measured == Precision.BFloat16, fastest, step, program);
            Report = report;
            report.Write(path);
        }
        catch (TrainingException exception)
        {
            Problem = Report is null ? LibraryTexts.Of(exception) : null;
        }
        catch (OperationCanceledException)
        {
            // The studio stops.
        }
        catch (Exception exception)
        {
            // Nothing depends on it; looked at again at the next start.
            logger.LogWarning(exception, "What this computer can train could not be found out");
        }

        Changed?.Invoke();
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
            // One question instead of the model's whole list: nobody waits for its scores.
            var question = Path.Combine(folder, "question.jsonl");
            File.WriteAllText(question, """{"question": "Who are you?", "phrase": "I"}""");
            var recipe = new TrainingRecipe { Model = model.Folder, Data = [new DataSource(starter.EntriesPath)], KeptQuestions = question, MaxSteps = 2, RehearsalShare = 0, EvalShare = 0 };
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var steps = new Steps(clock, enough);
            try
            {
                TrainingRun.Start(recipe, Path.Combine(folder, "run"), clock).Execute(steps, enough.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // It has taken its two steps.
            }

            return steps.LastSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Notes how long the second step took, the first that finds everything in place, and ends the run.</summary>
    private sealed class Steps(TimeProvider clock, CancellationTokenSource enough) : IProgress<RunProgress>
    {
        private long? _first;

        public double LastSeconds { get; private set; }

        public void Report(RunProgress value)
        {
            if (value is not { Phase: RunPhase.Training, Loss: not null })
            {
                return;
            }

            if (_first is not { } first)
            {
                _first = clock.GetTimestamp();
                return;
            }

            LastSeconds = clock.GetElapsedTime(first).TotalSeconds;
            enough.Cancel();
        }
    }
}
