using System.Text.Json.Nodes;
using OpenLedger.Training.BaseModels;

namespace OpenLedger.Studio.CommandLine;

/// <summary>What a model is asked to go on from, in any of the three forms a line may have.</summary>
internal static class Prompt
{
    private static readonly string[] Forms = ["prompt", "messages", "input_ids"];

    public static int[] Of(BaseModel model, JsonObject line)
    {
        var ids = Forms.Where(line.ContainsKey).ToArray() switch
        {
            ["prompt"] => model.Tokenizer.Encode(line.Text("prompt"), addSpecialTokens: true),
            ["messages"] => OfConversation(model, line),
            ["input_ids"] => line.Ids("input_ids", model.Config.VocabularySize),
            _ => throw new UsageException("the line needs one of \"prompt\", \"messages\" and \"input_ids\""),
        };
        return ids.Length > 0 ? ids : throw new UsageException("the prompt has no token; write at least one word");
    }

    /// <summary>The conversation with the opening of the next answer; every other key of the line is a variable of the template.</summary>
    public static int[] OfConversation(BaseModel model, JsonObject line)
    {
        var chat = model.Chat
            ?? throw new UsageException($"{model.Name} has no chat template; give it {{\"prompt\": \"...\"}} instead of \"messages\"");
        var variables = line.DeepClone().AsObject();
        variables.TryAdd("add_generation_prompt", true);
        return chat.Encode(variables, withLearned: false).Ids;
    }
}
