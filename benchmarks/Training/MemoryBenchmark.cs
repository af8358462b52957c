using System.Diagnostics;
using System.Globalization;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Benchmarks.Training;

/// <summary>
/// Resident memory of a whole process that trains a shape at fixed lengths in float32: the most there ever was, and whether it grows
/// after the second step. The process is this program again, so that nothing else of the benchmarks is in the figure. Linux only.
/// </summary>
internal static class MemoryBenchmark
{
    private const int EarlyStep = 2;
    private const int LastStep = 12;
    private const double Giga = 1e9;

    private static readonly Dictionary<string, (double Bar, double Peft)> Bars = new()
    {
        ["nano"] = (0.6, 0.58),
        ["mid"] = (0.9, 1.65),
        ["small"] = (1.4, 2.62),
    };

    public static IEnumerable<Figure> Measure(string shape)
    {
        var (bar, peft) = Bars[shape];
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--child", "memory", shape]) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var words = child.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        child.WaitForExit();
        var figures = words.Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        if (child.ExitCode != 0 || figures.Length != 4)
        {
            throw new InvalidOperationException($"The process that trains {shape} failed.");
        }

        var peer = string.Create(CultureInfo.InvariantCulture, $"PEFT's {peft} GB (bar {bar} GB)");
        return
        [
            new Figure($"memory/{shape}/before the first step", figures[0] / Giga, "GB", null, null),
            new Figure($"memory/{shape}/peak", figures[3] / Giga, "GB", peer, peft * Giga / figures[3]),
            new Figure($"memory/{shape}/after step {LastStep}", figures[2] / Giga, "GB", $"after step {EarlyStep} (1 is flat)", figures[2] / figures[1]),
        ];
    }

    /// <summary>What the child does: trains, then prints bytes before the first step, after the second, after the last, and at the peak.</summary>
    public static void Train(string name)
    {
        TensorLibrary.Prepare(0);
        var shape = TrainingShape.Named(name);
        using var model = ShapeModel.Create(shape, ScalarType.Float32);
        using var trainer = new OurTrainer(model);
        var rows = Workload.Fixed(shape);
        var before = Resident("VmRSS");
        long early = 0;
        for (var step = 1; step <= LastStep; step++)
        {
            trainer.Step(rows);
            early = step == EarlyStep ? Resident("VmRSS") : early;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before} {early} {Resident("VmRSS")} {Resident("VmHWM")}"));
    }

    private static long Resident(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(field + ":", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }
}
