using System.Text.Json;
using OpenLedger.Training.Architectures;

namespace OpenLedger.Training.BaseModels;

/// <summary>When an answer of a model is complete: the end tokens of <c>generation_config.json</c>, <c>config.json</c> and the chat template together.</summary>
public sealed record GenerationDefaults(IReadOnlySet<int> StopTokenIds)
{
    private const long MostBytes = 1 << 20;

    internal static GenerationDefaults Read(string folder, BaseModelConfig config, IEnumerable<int> endOfTurn)
    {
        var stops = new HashSet<int>(config.EosTokenIds);
        stops.UnionWith(endOfTurn);
        var path = Path.Combine(folder, "generation_config.json");
        if (File.Exists(path))
        {
            stops.UnionWith(EndTokens(path));
        }

        return new GenerationDefaults(stops);
    }

    private static List<int> EndTokens(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw new TrainingException($"{path}: is larger than 1 MB, which no generation_config.json is. Fetch the model again.");
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("eos_token_id", out var end) || end.ValueKind == JsonValueKind.Null)
            {
                return [];
            }

            var values = end.ValueKind == JsonValueKind.Array ? end.EnumerateArray().ToList() : [end];
            return [.. values.Select(value => value.TryGetInt32(out var id) && id >= 0
                ? id
                : throw new TrainingException($"{path}: field \"eos_token_id\" must be a token id or a list of them."))];
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new TrainingException($"{path}: cannot be read as JSON ({problem.Message}). Fetch the model again.", problem);
        }
    }
}
