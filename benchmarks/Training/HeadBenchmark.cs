using System.Diagnostics;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Benchmarks.Training;

/// <summary>What the size of the head's pieces comes to: steps at fixed lengths, every position learned, in turns, median of three rounds.</summary>
internal static class HeadBenchmark
{
    private const int Rounds = 3;
    private static readonly int[] Megabytes = [16, 32, 64, 128];

    public static IEnumerable<Figure> Measure(string name)
    {
        TensorLibrary.Prepare(0);
        var shape = TrainingShape.Named(name);
        using var model = ShapeModel.Create(shape, ScalarType.Float32);
        var rows = Workload.Fixed(shape);
        var tokens = rows.Sum(row => row.Ids.Length);
        var speeds = Megabytes.ToDictionary(size => size, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var size in Megabytes)
            {
                using var trainer = new OurTrainer(model, (long)size << 20);
                trainer.Step(rows);
                var start = Stopwatch.GetTimestamp();
                trainer.Step(rows);
                speeds[size].Add(tokens / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        double Median(int size) => speeds[size].Order().ElementAt(Rounds / 2);
        return [.. Megabytes.Select(size => new Figure($"head/{name}/pieces of {size} MB", Median(size), "tokens/s", $"pieces of {Megabytes[0]} MB", Median(size) / Median(Megabytes[0])))];
    }
}
