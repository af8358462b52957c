using System.Text.RegularExpressions;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Lora;

namespace OpenLedger.Training.Architectures;

/// <summary>A tensor that a checkpoint of a certain configuration holds: its name, its shape, and whether it may be absent.</summary>
public sealed record ExpectedTensor(string Name, long[] Shape, bool Optional = false);

/// <summary>Which tensors and which linear projections a model has, from its configuration alone.</summary>
public static partial class CheckpointLayout
{
    private static readonly string[] ReadableTypes = ["F32", "F16", "BF16"];

    /// <summary>Every tensor of the model by its hub name. A tied head is optional: where it is stored, the embedding still counts.</summary>
    public static IReadOnlyList<ExpectedTensor> ExpectedTensors(BaseModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        long vocabulary = config.VocabularySize;
        long hidden = config.HiddenSize;
        var tensors = new List<ExpectedTensor> { new("model.embed_tokens.weight", [vocabulary, hidden]) };
        for (var layer = 0; layer < config.LayerCount; layer++)
        {
            var prefix = $"model.layers.{layer}.";
            tensors.Add(new(prefix + "input_layernorm.weight", [hidden]));
            tensors.Add(new(prefix + "post_attention_layernorm.weight", [hidden]));
            if (config.QueryKeyNorm)
            {
                tensors.Add(new(prefix + "self_attn.q_norm.weight", [config.HeadDimension]));
                tensors.Add(new(prefix + "self_attn.k_norm.weight", [config.HeadDimension]));
            }

            foreach (var module in LayerModules(config, layer))
            {
                tensors.Add(new(module.Path + ".weight", [module.OutFeatures, module.InFeatures]));
                if (HasBias(config, module.Name))
                {
                    tensors.Add(new(module.Path + ".bias", [module.OutFeatures]));
                }
            }
        }

        tensors.Add(new("model.norm.weight", [hidden]));
        tensors.Add(new("lm_head.weight", [vocabulary, hidden], config.TieWordEmbeddings));
        return tensors;
    }

    /// <summary>The linear projections of the decoder layers, those that adapters sit on, in the order of the forward pass.</summary>
    public static IReadOnlyList<LinearModule> LinearModules(BaseModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return [.. Enumerable.Range(0, config.LayerCount).SelectMany(layer => LayerModules(config, layer))];
    }

    /// <summary>How many numbers the model has; a tied head counts once.</summary>
    public static long ParameterCount(BaseModelConfig config) =>
        ExpectedTensors(config).Where(tensor => !tensor.Optional).Sum(tensor => tensor.Shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>
    /// Compares the weights with the configuration before anything is loaded. Throws one <see cref="TrainingException"/> that names every tensor
    /// that is missing, of the wrong shape or type, or that the configuration does not know.
    /// </summary>
    public static void Check(ModelWeights weights, BaseModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var expected = ExpectedTensors(config).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var tensor in expected.Values)
        {
            if (!weights.Tensors.TryGetValue(tensor.Name, out var found))
            {
                problems.AddRange(tensor.Optional ? [] : [$"\"{tensor.Name}\" is missing"]);
            }
            else if (!found.Shape.AsSpan().SequenceEqual(tensor.Shape))
            {
                problems.Add($"\"{tensor.Name}\" is {found.ShapeText} instead of [{string.Join(", ", tensor.Shape)}]");
            }
            else if (!ReadableTypes.Contains(found.DType))
            {
                problems.Add($"\"{tensor.Name}\" is stored as {found.DType} instead of F32, F16 or BF16");
            }
        }

        problems.AddRange(
            weights.Tensors.Keys
                .Where(name => !expected.ContainsKey(name) && !MayBeIgnored(name, config))
                .Select(name => $"\"{name}\" is not part of such a model"));
        if (problems.Count > 0)
        {
            throw new TrainingException(
                $"{weights.Folder}: weights and config.json do not belong together: {Listing.Of(problems)}. Fetch the model again.");
        }
    }

    private static IEnumerable<LinearModule> LayerModules(BaseModelConfig config, int layer)
    {
        var hidden = config.HiddenSize;
        var queries = config.HeadCount * config.HeadDimension;
        var keys = config.KeyValueHeadCount * config.HeadDimension;
        var prefix = $"model.layers.{layer}.";
        yield return new(prefix + "self_attn.q_proj", hidden, queries);
        yield return new(prefix + "self_attn.k_proj", hidden, keys);
        yield return new(prefix + "self_attn.v_proj", hidden, keys);
        yield return new(prefix + "self_attn.o_proj", queries, hidden);
        yield return new(prefix + "mlp.gate_proj", hidden, config.IntermediateSize);
        yield return new(prefix + "mlp.up_proj", hidden, config.IntermediateSize);
        yield return new(prefix + "mlp.down_proj", config.IntermediateSize, hidden);
    }

    private static bool HasBias(BaseModelConfig config, string module) => module switch
    {
        "q_proj" or "k_proj" or "v_proj" => config.QueryKeyValueBias,
        "o_proj" => config.OutputBias,
        _ => config.MlpBias,
    };

    /// <summary>Old files carry the rotary frequencies, some carry layers beyond the model (for guessing several tokens at once).</summary>
    private static bool MayBeIgnored(string name, BaseModelConfig config)
    {
        if (name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal))
        {
            return true;
        }

        var match = LayerName().Match(name);
        return match.Success && int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) >= config.LayerCount;
    }

    [GeneratedRegex(@"\Amodel\.layers\.([0-9]{1,6})\.", RegexOptions.CultureInvariant)]
    private static partial Regex LayerName();
}
