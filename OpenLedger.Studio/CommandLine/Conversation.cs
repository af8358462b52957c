using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Training.Generation;

namespace OpenLedger.Studio.CommandLine;

/// <summary>What was said so far, and how the model goes on.</summary>
internal sealed class Conversation(OpenedModel opened, GenerationOptions options, string? system) : IDisposable
{
    private readonly Generator _generator = new(opened.Model, opened.Adapter);
    private List<JsonObject> _messages = Beginning(system);

    public void BeginAgain() => _messages = Beginning(system);

    /// <summary>An answer that was stopped half-way is not kept, nor is the question: both would lead the next answer astray.</summary>
    public string Answer(string message, Action<string> show, CancellationToken ct)
    {
        List<JsonObject> messages = [.. _messages, Message("user", message)];
        var variables = new JsonObject { ["messages"] = new JsonArray([.. messages.Select(said => said.DeepClone())]) };
        var answer = new StringBuilder();
        foreach (var piece in _generator.Generate(Prompt.OfConversation(opened.Model, variables), options, ct))
        {
            answer.Append(piece.Text);
            show(piece.Text);
        }

        _messages = [.. messages, Message("assistant", answer.ToString())];
        return answer.ToString();
    }

    public void Dispose() => _generator.Dispose();

    private static List<JsonObject> Beginning(string? system) => system is null ? [] : [Message("system", system)];

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };
}
