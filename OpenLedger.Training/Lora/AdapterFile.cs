using OpenLedger.Training.Checkpoints;
using static TorchSharp.torch;

namespace OpenLedger.Training.Lora;

/// <summary>Reads and writes <c>adapter_model.safetensors</c>, and compares it with what the configuration promises before anything is loaded.</summary>
internal static class AdapterFile
{
    public const string FileName = "adapter_model.safetensors";

    private static readonly string[] ReadableTypes = ["F32", "F16", "BF16"];
    private static readonly Dictionary<string, string> Metadata = new() { ["format"] = "pt" };

    public static List<LoraPair> Read(string folder, IReadOnlyList<AdaptedModule> adapted)
    {
        using var file = Open(folder);
        var nameOf = Match(file, adapted);
        var pairs = new List<LoraPair>();
        try
        {
            foreach (var item in adapted)
            {
                var down = file.Read(nameOf[AdapterNames.Down(item.Module.Path)], ScalarType.Float32);
                var up = file.Read(nameOf[AdapterNames.Up(item.Module.Path)], ScalarType.Float32);
                pairs.Add(new LoraPair(item.Module, down, up, item.Rank, item.Scaling));
            }

            return pairs;
        }
        catch
        {
            pairs.ForEach(pair => pair.Dispose());
            throw;
        }
    }

    public static void Write(string folder, IEnumerable<LoraPair> pairs)
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            tensors[AdapterNames.Down(pair.Module.Path)] = pair.Down;
            tensors[AdapterNames.Up(pair.Module.Path)] = pair.Up;
        }

        SafetensorsWriter.Write(Path.Combine(folder, FileName), tensors, Metadata);
    }

    private static SafetensorsFile Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) || !File.Exists(Path.Combine(folder, "adapter_model.bin"))
            ? SafetensorsFile.Open(path)
            : throw new TrainingException($"{folder}: holds adapter_model.bin, which could run foreign code. Convert it to {FileName} first.");
    }

    /// <summary>The stored name of each canonical one. Everything that does not fit is named at once.</summary>
    private static Dictionary<string, string> Match(SafetensorsFile file, IReadOnlyList<AdaptedModule> adapted)
    {
        var shapes = new Dictionary<string, long[]>(StringComparer.Ordinal);
        foreach (var item in adapted)
        {
            shapes[AdapterNames.Down(item.Module.Path)] = [item.Rank, item.Module.InFeatures];
            shapes[AdapterNames.Up(item.Module.Path)] = [item.Module.OutFeatures, item.Rank];
        }

        var problems = new List<string>();
        var nameOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in file.Tensors.Values)
        {
            if (AdapterNames.Canonical(entry.Name) is not { } canonical || !shapes.TryGetValue(canonical, out var shape))
            {
                problems.Add($"\"{entry.Name}\" belongs to no module that the configuration selects");
            }
            else if (!entry.Shape.AsSpan().SequenceEqual(shape))
            {
                problems.Add($"\"{entry.Name}\" is {entry.ShapeText} instead of [{string.Join(", ", shape)}]");
            }
            else if (!ReadableTypes.Contains(entry.DType))
            {
                problems.Add($"\"{entry.Name}\" is stored as {entry.DType} instead of F32, F16 or BF16");
            }
            else if (!nameOf.TryAdd(canonical, entry.Name))
            {
                problems.Add($"\"{entry.Name}\" and \"{nameOf[canonical]}\" are the same tensor");
            }
        }

        var named = file.Tensors.Keys.Select(AdapterNames.Canonical).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(shapes.Keys.Where(name => !named.Contains(name)).Select(name => $"\"{name}\" is missing"));
        return problems.Count == 0
            ? nameOf
            : throw new TrainingException(
                $"{file.Path}: adapter, {LoraConfig.FileName} and base model do not belong together: {Listing.Of(problems)}. Choose the base model it was made for.");
    }
}
