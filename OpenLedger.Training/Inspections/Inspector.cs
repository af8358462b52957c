using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Inspections;

/// <summary>Looks at a model folder, an adapter folder or a safetensors file without loading it, and finds all that is wrong with it.</summary>
public static class Inspector
{
    /// <summary>Inspects what lies at <paramref name="path"/>.</summary>
    /// <exception cref="TrainingException">Nothing of these kinds lies there.</exception>
    public static Inspection Inspect(string path, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
        {
            return OfFile(path);
        }

        if (!Directory.Exists(path))
        {
            throw new TrainingException($"{path}: nothing lies there. Check the path.");
        }

        return File.Exists(Path.Combine(path, LoraConfig.FileName)) ? AdapterInspection.Of(path) : ModelInspection.Of(path, clock);
    }

    /// <summary>Runs one part of an inspection and keeps its complaint, so that the other parts go on.</summary>
    internal static T? Try<T>(List<string> problems, Func<T> part)
        where T : class?
    {
        try
        {
            return part();
        }
        catch (TrainingException problem)
        {
            problems.Add(problem.Message);
            return null;
        }
    }

    /// <summary>The types of tensors, the most frequent first.</summary>
    internal static string TypesOf(IEnumerable<TensorEntry> tensors) =>
        string.Join(", ", tensors.GroupBy(tensor => tensor.DType).OrderByDescending(group => group.Sum(tensor => tensor.ElementCount)).Select(group => group.Key));

    private static Inspection OfFile(string path)
    {
        var problems = new List<string>();
        using var file = Try(problems, () => SafetensorsFile.Open(path));
        if (file is not null)
        {
            problems.AddRange(file.Tensors.Values.Where(tensor => tensor.Type is null)
                .Select(tensor => $"{path}: tensor \"{tensor.Name}\" is stored as {tensor.DType}, which cannot be read here. Convert the file to F32, F16 or BF16."));
        }

        return new Inspection
        {
            Kind = InspectedKind.Safetensors,
            Path = path,
            Parameters = file?.Tensors.Values.Sum(tensor => tensor.ElementCount),
            Type = file is null ? null : TypesOf(file.Tensors.Values),
            Tensors = file?.Tensors.Count,
            Problems = problems,
        };
    }
}
