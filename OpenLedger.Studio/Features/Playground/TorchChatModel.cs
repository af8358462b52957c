using System.Text.Json.Nodes;
using OpenLedger.Training;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Generation;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>A base model of the training library; its weights are there once, whatever adapters speak over them.</summary>
internal sealed class TorchChatModel(BaseModel model) : IChatModel
{
    private readonly GeneratorPool _generators = new(model);
    private readonly Lazy<bool> _takesSystemPrompt = new(() => model.Template is not null && ModelFacts.TakesSystem(model.Template, TimeProvider.System));

    /// <summary>In float32, as the command line reads models: the same question has the same answer there and here.</summary>
    public static IChatModel Load(string folder, Action<double> loading, CancellationToken cancellation) =>
        new TorchChatModel(BaseModel.Open(folder, Precision.Float32, TimeProvider.System, loading, cancellation));

    public ChatSaying Answer(string? adapterFolder, ChatPrompt prompt, CancellationToken cancellation)
    {
        var sampling = prompt.Sampling;
        var options = new GenerationOptions
        {
            MaxNewTokens = sampling.LongestAnswer,
            Temperature = (float)sampling.Temperature,
            TopK = sampling.TopK,
            TopP = (float)sampling.TopP,
            MinP = (float)sampling.MinP,
            RepetitionPenalty = (float)sampling.RepetitionPenalty,
            Seed = sampling.Seed,
        };
        var (ids, forgotten) = Encode(prompt);
        return new ChatSaying(forgotten, Say(adapterFolder, ids, options, cancellation));
    }

    public void Dispose()
    {
        _generators.Dispose();
        model.Dispose();
    }

    private IEnumerable<GeneratedPiece> Say(string? adapterFolder, int[] prompt, GenerationOptions options, CancellationToken cancellation)
    {
        using var voice = _generators.Rent(adapterFolder);
        foreach (var piece in voice.Generator.Generate(prompt, options, cancellation))
        {
            yield return piece;
        }
    }

    // The earliest turns are forgotten where the model cannot read them all together with its answer; what it was told beforehand stays.
    private (int[] Ids, int Forgotten) Encode(ChatPrompt prompt)
    {
        if (model.Chat is null)
        {
            throw new TrainingException($"{model.Name} has no chat template, so it cannot be talked to. Add chat_template.jinja to its folder.");
        }

        var longest = model.Config.MaxPositions - Math.Min(prompt.Sampling.LongestAnswer, model.Config.MaxPositions / 2);
        for (var first = 0; ; first += 2)
        {
            var messages = prompt.Conversation.Skip(first).Select(turn => (JsonNode)Message(turn.IsQuestion ? "user" : "assistant", turn.Text)).ToList();
            if (!string.IsNullOrWhiteSpace(prompt.SystemPrompt) && _takesSystemPrompt.Value)
            {
                messages.Insert(0, Message("system", prompt.SystemPrompt));
            }

            var ids = model.Chat.Encode(new JsonObject { ["messages"] = new JsonArray([.. messages]), ["add_generation_prompt"] = true }, withLearned: false).Ids;
            if (ids.Length <= longest || first + 2 >= prompt.Conversation.Count)
            {
                return (ids, first / 2);
            }
        }
    }

    private static JsonObject Message(string role, string text) => new JsonObject { ["role"] = role, ["content"] = text };
}
