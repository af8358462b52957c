using System.Globalization;
using System.Text;
using OpenLedger.Benchmarks.Training;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.Chance;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Tensors;
using static TorchSharp.torch;

namespace OpenLedger.Benchmarks.Preflight;

/// <summary>What the recipes read: the bundled models with the starter set, and folders with the shapes of the training benchmarks and random tokens.</summary>
internal static class PreflightFiles
{
    private const double MedianShare = 0.6;
    private const double Spread = 0.4;
    private const int Shortest = 12;
    private const int Rows = 600;
    private const double Deviation = 0.02;

    public static string ModelOf(PreflightRecipe recipe, string folder)
    {
        var path = recipe.IsShape ? Path.Combine(folder, recipe.Model) : Path.Combine(Shelf.Repository, "models", recipe.Model);
        if (recipe.IsShape && !Directory.Exists(path))
        {
            WriteModel(TrainingShape.Named(recipe.Model), path);
        }

        return path;
    }

    public static string DataOf(PreflightRecipe recipe, string folder)
    {
        if (!recipe.IsShape)
        {
            return Path.Combine(Shelf.Repository, "starter-set", "entries.jsonl");
        }

        var path = Path.Combine(folder, FormattableString.Invariant($"rows.{recipe.Model}.{recipe.Length}.jsonl"));
        if (!File.Exists(path))
        {
            WriteRows(path, TrainingShape.Named(recipe.Model).Words, recipe.Length);
        }

        return path;
    }

    private static void WriteModel(TrainingShape shape, string path)
    {
        TensorLibrary.Prepare(0);
        random.manual_seed(3);
        Directory.CreateDirectory(path);
        var shapes = CheckpointLayout.ExpectedTensors(shape.Config).Where(tensor => !tensor.Optional).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        SafetensorsWriter.Write(Path.Combine(path, "model.safetensors"), shapes, ScalarType.BFloat16, name =>
        {
            using var scope = NewDisposeScope();
            var values = shapes[name].Length == 1 ? ones(shapes[name]) : randn(shapes[name]).mul_(Deviation);
            return values.to(ScalarType.BFloat16).MoveToOuterDisposeScope();
        });
        File.WriteAllText(Path.Combine(path, "config.json"), shape.ConfigText);
    }

    private static void WriteRows(string path, int words, int longest)
    {
        var random = new SeededRandom(5);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        for (var row = 0; row < Rows; row++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var length = Math.Clamp((int)Math.Round(Math.Exp(Math.Log(MedianShare * longest) + (Spread * normal))), Shortest, longest);
            var ids = Enumerable.Range(0, length).Select(_ => random.Next(words)).ToList();
            var labels = ids.Select((id, place) => place < length / 2 ? -100 : id);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"input_ids\":[{string.Join(',', ids)}],\"labels\":[{string.Join(',', labels)}]}}"));
        }
    }
}
