using System.Text.Json.Nodes;
using OpenLedger.Training;
using OpenLedger.Training.Chat;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>What a model folder says of chatting with it, before it is loaded.</summary>
/// <param name="CanChat">Whether it brings a chat template.</param>
/// <param name="TakesSystemPrompt">Whether its template has a place for what is told beforehand.</param>
internal sealed record ModelFacts(bool CanChat, bool TakesSystemPrompt)
{
    private const string Mark = "q7Xw3";

    private static readonly string[] TokenNames = ["bos_token", "eos_token", "unk_token", "pad_token"];

    public static ModelFacts Read(string folder, TimeProvider clock)
    {
        try
        {
            return ChatTemplate.Load(folder) is { } template ? new ModelFacts(true, TakesSystem(template, clock)) : new ModelFacts(false, false);
        }
        catch (TrainingException)
        {
            return new ModelFacts(false, false);
        }
    }

    // The template is asked: some drop what they have no place for, some refuse it, some write it into the first question.
    public static bool TakesSystem(ChatTemplate template, TimeProvider clock)
    {
        var variables = new JsonObject
        {
            ["messages"] = new JsonArray(Message("system", Mark), Message("user", "Hello")),
            ["add_generation_prompt"] = true,
        };
        foreach (var name in TokenNames)
        {
            variables[name] = string.Empty;
        }

        try
        {
            return template.Render(variables, clock).Text.Contains(Mark, StringComparison.Ordinal);
        }
        catch (TrainingException)
        {
            return false;
        }
    }

    private static JsonObject Message(string role, string text) => new() { ["role"] = role, ["content"] = text };
}
