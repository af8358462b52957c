using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Inspections;

/// <summary>An adapter folder, judged by its two files alone; the base model need not be there.</summary>
internal static class AdapterInspection
{
    private const string Prefix = "base_model.model.";
    private const string DownPart = ".lora_A.";
    private const string UpPart = ".lora_B.";

    public static Inspection Of(string folder)
    {
        var problems = new List<string>();
        var config = Inspector.Try(problems, () => LoraConfig.Read(folder));
        using var file = Inspector.Try(problems, () => SafetensorsFile.Open(Path.Combine(folder, "adapter_model.safetensors")));
        if (config is not null && file is not null)
        {
            Inspector.Try(problems, () => Read(folder, ModulesIn(file)));
        }

        return new Inspection
        {
            Kind = InspectedKind.Adapter,
            Path = folder,
            Family = config is null ? null : "lora",
            Parameters = file?.Tensors.Values.Sum(tensor => tensor.ElementCount),
            Type = file is null ? null : Inspector.TypesOf(file.Tensors.Values),
            Tensors = file?.Tensors.Count,
            Rank = config?.Rank,
            Alpha = config?.Alpha,
            Modules = file is null ? null : [.. ModulesIn(file).Select(module => module.Name).Distinct().Order(StringComparer.Ordinal)],
            BaseModel = config?.BaseModelNameOrPath,
            Problems = problems,
        };
    }

    /// <summary>Reads it as for a base model that has just the modules its tensors are named after.</summary>
    private static string Read(string folder, IReadOnlyList<LinearModule> modules)
    {
        using var adapter = Adapter.Read(folder, modules);
        return folder;
    }

    private static List<LinearModule> ModulesIn(SafetensorsFile file)
    {
        var sizes = new SortedDictionary<string, (long In, long Out)>(StringComparer.Ordinal);
        foreach (var tensor in file.Tensors.Values.Where(tensor => tensor.Shape.Length == 2 && tensor.Shape.All(size => size is > 0 and <= int.MaxValue)))
        {
            var path = tensor.Name.StartsWith(Prefix, StringComparison.Ordinal) ? tensor.Name[Prefix.Length..] : tensor.Name;
            if (path.IndexOf(DownPart, StringComparison.Ordinal) is > 0 and var down)
            {
                sizes[path[..down]] = sizes.GetValueOrDefault(path[..down]) with { In = tensor.Shape[1] };
            }
            else if (path.IndexOf(UpPart, StringComparison.Ordinal) is > 0 and var up)
            {
                sizes[path[..up]] = sizes.GetValueOrDefault(path[..up]) with { Out = tensor.Shape[0] };
            }
        }

        return [.. sizes.Where(pair => pair.Value is { In: > 0, Out: > 0 }).Select(pair => new LinearModule(pair.Key, (int)pair.Value.In, (int)pair.Value.Out))];
    }
}
