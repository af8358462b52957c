using System.Globalization;
using System.Text.Json;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Tensors;

namespace OpenLedger.Benchmarks.Preflight;

/// <summary>What was foretold of a run, and what it came to.</summary>
internal sealed record PreflightResult(long Foretold, long Measured, double ForetoldCpu, double MeasuredCpu, double EstimateSeconds, string Fit)
{
    /// <summary>The listed parts, largest first, for a reader.</summary>
    public required string Parts { get; init; }
}

/// <summary>
/// A process of its own that estimates a recipe, as the idle studio does, and then runs it: memory is the peak of the resident set while it
/// runs over what it was before, processor time that of the later half of the steps: a fresh process compiles itself in the first ones. Linux only.
/// </summary>
internal static class PreflightChild
{
    public static void Run(int number, string folder, bool isLoaded)
    {
        var asked = PreflightRecipe.All[number];
        var speed = MachineSpeed.Read(Path.Combine(folder, PreflightBenchmark.SpeedName))!;
        var recipe = asked.Of(PreflightFiles.ModelOf(asked, folder), PreflightFiles.DataOf(asked, folder));
        if (isLoaded)
        {
            SpeedCheck.Measure(0, CancellationToken.None);
        }

        var counter = new TokenCounter(recipe.Model!, TimeProvider.System);
        var data = CountedData.Of(recipe, path => counter.Count(path, CancellationToken.None));
        _ = Estimate(recipe, data, counter, speed);
        var start = TimeProvider.System.GetTimestamp();
        var (memory, foretold) = Estimate(recipe, data, counter, speed);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var fit = MachineRoom.Look(folder).FitOf(memory);

        var run = Path.Combine(folder, FormattableString.Invariant($"run.{number}.{isLoaded}"));
        var training = TrainingRun.Start(recipe, run, TimeProvider.System);
        File.WriteAllText("/proc/self/clear_refs", "5"); // the peak is counted from here on
        var idle = Resident("VmRSS");
        training.Execute(new Progress<RunProgress>(), CancellationToken.None);
        var peak = Resident("VmHWM");

        var pace = MeasuredPace.Read(new RunFolder(run).Pace)!;
        Directory.Delete(run, recursive: true);
        var parts = string.Join("; ", memory.Parts.OrderByDescending(part => part.Bytes).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Technical} {part.Bytes / 1e6:0.0}")));
        var result = new PreflightResult(memory.Bytes, peak - idle, foretold.CpuSecondsPerStep, pace.CpuSeconds / pace.Steps, seconds, fit.ToString()) { Parts = parts };
        Console.WriteLine(JsonSerializer.Serialize(result));
    }

    private static (MemoryEstimate Memory, TimeEstimate Time) Estimate(TrainingRecipe recipe, CountedData data, TokenCounter counter, MachineSpeed speed)
    {
        var forecast = RunForecast.Of(recipe, data, counter.Config, CancellationToken.None);
        var adapter = AdapterSizes.Of(recipe, counter.Config);
        return (
            MemoryEstimate.Of(recipe, counter.Config, adapter, forecast, TensorLibrary.IsLoaded),
            TimeEstimate.Of(recipe, counter.Config, adapter, forecast, speed, pace: null, questions: 0)!);
    }

    private static long Resident(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(field + ":", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }
}
