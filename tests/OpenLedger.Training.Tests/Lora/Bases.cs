using OpenLedger.Training.Architectures;
using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Tests.Lora;

/// <summary>The linear modules of the base models that the golden adapters belong to.</summary>
internal static class Bases
{
    public static IReadOnlyList<LinearModule> OfAdapters { get; } = ModulesOf(Shelf.Golden("adapters", "model"));

    /// <summary>SmolLM2-135M; its config.json lies on the shelf, packed.</summary>
    public static IReadOnlyList<LinearModule> SmolLm2 { get; } = CheckpointLayout.LinearModules(BaseModelConfig.Parse(
        "{\"model_type\":\"llama\",\"hidden_size\":576,\"intermediate_size\":1536,\"num_hidden_layers\":30,\"num_attention_heads\":9,\"num_key_value_heads\":3}",
        "config.json"));

    public static IReadOnlyList<LinearModule> ModulesOf(string folder) => CheckpointLayout.LinearModules(BaseModelConfig.Read(folder));

    /// <summary>Every golden adapter that is supported, with the modules of its base model.</summary>
    public static IEnumerable<(string Folder, IReadOnlyList<LinearModule> Modules)> GoldenAdapters()
    {
        foreach (var name in new[] { "plain", "rslora", "all-linear", "regex", "some-layers", "rank-pattern", "exclude" })
        {
            yield return (Shelf.Golden("adapters", name), OfAdapters);
        }

        foreach (var model in Directory.EnumerateDirectories(Shelf.Golden("models")))
        {
            yield return (Path.Combine(model, "adapter-init"), ModulesOf(Path.Combine(model, "model")));
            yield return (Path.Combine(model, "adapter-trained"), ModulesOf(Path.Combine(model, "model")));
        }

        yield return (Shelf.Golden("smollm2", "adapter-init"), SmolLm2);
        yield return (Shelf.Golden("smollm2", "adapter-trained"), SmolLm2);
    }
}
