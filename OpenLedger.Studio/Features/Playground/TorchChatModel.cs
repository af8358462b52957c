using System.Text.Json.Nodes;
using OpenLedger.Studio.Controls;
using OpenLedger.Training;
using OpenLedger.Training.BaseModels;
using OpenLedger.Training.Generation;
using OpenLedger.Training.Lora;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>A base model of the training library; its weights are there once, whatever adapters speak over them.</summary>
internal sealed class TorchChatModel(BaseModel model) : IChatModel
{
    private readonly Dictionary<string, (DateTime Written, Generator Voice)> _voices = new(StringComparer.Ordinal);
    private long _questions;

    public static IChatModel Load(string folder, CancellationToken cancellation) =>
        new TorchChatModel(BaseModel.Open(folder, TimeProvider.System, cancellation));

    public IEnumerable<string> Answer(string? adapterFolder, IReadOnlyList<ChatTurn> conversation, ChatSettings settings, CancellationToken cancellation)
    {
        var options = new GenerationOptions
        {
            MaxNewTokens = settings.LongestAnswer,
            Temperature = (float)settings.Temperature,
            Seed = Interlocked.Increment(ref _questions),
        };
        var prompt = Prompt(conversation, settings.LongestAnswer);
        return Voice(adapterFolder).Generate(prompt, options, cancellation).Select(piece => piece.Text);
    }

    public void Dispose()
    {
        foreach (var (_, voice) in _voices.Values)
        {
            voice.Dispose();
        }

        model.Dispose();
    }

    // The earliest turns are forgotten where the model cannot read them all together with its answer.
    private int[] Prompt(IReadOnlyList<ChatTurn> conversation, int longestAnswer)
    {
        if (model.Chat is null)
        {
            throw new TrainingException($"{model.Name} has no chat template, so it cannot be talked to. Add chat_template.jinja to its folder.");
        }

        var longest = model.Config.MaxPositions - Math.Min(longestAnswer, model.Config.MaxPositions / 2);
        for (var first = 0; ; first += 2)
        {
            var turns = conversation.Skip(first).Select(turn => (JsonNode)new JsonObject { ["role"] = turn.IsQuestion ? "user" : "assistant", ["content"] = turn.Text });
            var ids = model.Chat.Encode(new JsonObject { ["messages"] = new JsonArray([.. turns]), ["add_generation_prompt"] = true }, withLearned: false).Ids;
            if (ids.Length <= longest || first + 2 >= conversation.Count)
            {
                return ids;
            }
        }
    }

    // A run that goes on writes its adapter anew under the same name.
    private Generator Voice(string? adapterFolder)
    {
        var key = adapterFolder ?? string.Empty;
        var written = adapterFolder is null ? default : File.GetLastWriteTimeUtc(Path.Combine(adapterFolder, "adapter_model.safetensors"));
        if (_voices.TryGetValue(key, out var known))
        {
            if (known.Written == written)
            {
                return known.Voice;
            }

            known.Voice.Dispose();
            _voices.Remove(key);
        }

        using var adapter = adapterFolder is null ? null : Adapter.Read(adapterFolder, model.LinearModules);
        var voice = new Generator(model, adapter);
        _voices[key] = (written, voice);
        return voice;
    }
}
