using System.Text.Json.Nodes;
using OpenLedger.Training.Architectures;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Checkpoints;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Training.Inspections;

/// <summary>A model folder: each part is tried, whatever is wrong with the others.</summary>
internal static class ModelInspection
{
    private static readonly string[] PartsOfATokenizer = ["tokenizer_config.json", "special_tokens_map.json", "chat_template.jinja"];

    public static Inspection Of(string folder, TimeProvider clock)
    {
        var problems = new List<string>();
        var config = Inspector.Try(problems, () => BaseModelConfig.Read(folder));
        using var weights = Inspector.Try(problems, () => ModelWeights.Open(folder));
        var tokenizer = Inspector.Try(problems, () => TokenizerOf(folder));
        var template = Inspector.Try(problems, () => ChatTemplate.Load(folder));
        Inspector.Try(problems, () => StudioDefaults.Read(folder));
        if (config is not null)
        {
            Inspector.Try(problems, () => GenerationDefaults.Read(folder, config, []));
            CheckTokens(folder, config, tokenizer, problems);
        }

        if (config is not null && weights is not null)
        {
            Inspector.Try(problems, () => Checked(weights, config));
        }

        return new Inspection
        {
            Kind = InspectedKind.Model,
            Path = folder,
            Family = config?.ModelType,
            Parameters = config is null ? weights?.Tensors.Values.Sum(tensor => tensor.ElementCount) : CheckpointLayout.ParameterCount(config),
            Type = weights is null ? null : Inspector.TypesOf(weights.Tensors.Values),
            Tensors = weights?.Tensors.Count,
            Context = config?.MaxPositions,
            Tokenizer = tokenizer is null ? null : $"{tokenizer.VocabularySize} tokens",
            Template = tokenizer is null || template is null ? null : Describe(template, tokenizer, clock, problems),
            Problems = problems,
        };
    }

    /// <summary>A bare model takes token ids and lacks nothing; where a part of a tokenizer lies, the rest is missing.</summary>
    private static HubTokenizer? TokenizerOf(string folder) =>
        PartsOfATokenizer.Any(name => File.Exists(Path.Combine(folder, name))) ? HubTokenizer.Load(folder) : HubTokenizer.LoadIfPresent(folder);

    private static ModelWeights Checked(ModelWeights weights, BaseModelConfig config)
    {
        CheckpointLayout.Check(weights, config);
        return weights;
    }

    private static void CheckTokens(string folder, BaseModelConfig config, HubTokenizer? tokenizer, List<string> problems)
    {
        if (tokenizer is not null && tokenizer.VocabularySize > config.VocabularySize)
        {
            problems.Add($"{folder}: the tokenizer has {tokenizer.VocabularySize} tokens, the model only {config.VocabularySize}. Take the tokenizer that came with this model.");
        }
    }

    /// <summary>Tries the template on a small conversation, and whether it shows what an assistant said.</summary>
    private static string Describe(ChatTemplate template, HubTokenizer tokenizer, TimeProvider clock, List<string> problems)
    {
        var encoder = new ChatEncoder(tokenizer, template, clock);
        var conversation = new JsonObject { ["messages"] = new JsonArray(Message("user", "Hello!"), Message("assistant", "Good day.")) };
        var name = Path.GetFileName(template.Name);
        if (Inspector.Try(problems, () => encoder.Encode(conversation, withLearned: false)) is null)
        {
            return $"{name}, which fails";
        }

        try
        {
            encoder.Encode(conversation, withLearned: true);
            return name;
        }
        catch (TrainingException)
        {
            return $"{name}, without a sign of what is learned: choose a training template to train";
        }
    }

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };
}
