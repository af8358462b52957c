using System.CommandLine;
using System.Text.Json.Nodes;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Studio.CommandLine;

/// <summary>Text to token ids and back, as the model's tokenizer has it.</summary>
internal static class TokenizeCommand
{
    public static Command Create(CommandContext context)
    {
        var model = SharedOptions.Model();
        var file = SharedOptions.Lines("{\"text\"}, or {\"ids\"} with --decode");
        var special = new Option<bool>("--special") { Description = "Add the special tokens the tokenizer adds by itself; with --decode: keep special tokens in the text." };
        var decode = new Option<bool>("--decode") { Description = "Turn token ids back into text." };
        var json = SharedOptions.Json();
        var command = new Command("tokenize", "Turn text into token ids: lines {\"text\"} -> {\"ids\"}; with --decode the other way.") { model, file, special, decode, json };
        command.SetAction((parsed, ct) =>
        {
            var tokenizer = HubTokenizer.Load(parsed.GetRequiredValue(model));
            var keepSpecial = parsed.GetValue(special);
            var lines = new LineByLine(context, parsed.GetValue(file), parsed.GetValue(json));
            return Task.FromResult(parsed.GetValue(decode)
                ? lines.Run(line => Decode(tokenizer, line, keepSpecial), result => result.Text("text"), ct)
                : lines.Run(line => Encode(tokenizer, line, keepSpecial), ShowIds, ct));
        });
        return command;
    }

    private static JsonObject Encode(HubTokenizer tokenizer, JsonObject line, bool addSpecial) =>
        new() { ["ids"] = JsonLines.Array(tokenizer.Encode(line.Text("text"), addSpecialTokens: addSpecial)) };

    private static JsonObject Decode(HubTokenizer tokenizer, JsonObject line, bool keepSpecial) =>
        new() { ["text"] = tokenizer.Decode(line.Ids("ids", tokenizer.VocabularySize), skipSpecialTokens: !keepSpecial) };

    private static string ShowIds(JsonObject result) => string.Join(' ', result["ids"]!.AsArray());
}
