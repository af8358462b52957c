using System.CommandLine;
using System.Text.Json.Nodes;
using OpenLedger.Training;
using OpenLedger.Training.Chat;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Studio.CommandLine;

/// <summary>Conversations as the model reads them: through its chat template, with the tokens that training would learn.</summary>
internal static class RenderCommand
{
    public static Command Create(CommandContext context)
    {
        var model = SharedOptions.Model();
        var file = SharedOptions.Lines("{\"messages\": [...], \"add_generation_prompt\": false, ...}; every other key is a variable of the template");
        var template = new Option<string?>("--template") { Description = "A Jinja file to use instead of the model's own chat template.", HelpName = "FILE" };
        var now = new Option<string?>("--now") { Description = "What the template takes for the present time, as 2026-01-31T12:00:00.", HelpName = "TIME" };
        var json = SharedOptions.Json();
        var command = new Command("render", "Render conversations: lines {\"messages\", ...} -> {\"text\", \"ids\", \"learned\"}.") { model, file, template, now, json };
        command.SetAction((parsed, ct) =>
        {
            var folder = parsed.GetRequiredValue(model);
            var clock = parsed.GetValue(now) is { } time ? FixedClock.Parse(time) : context.Clock;
            var encoder = new ChatEncoder(HubTokenizer.Load(folder), TemplateFor(folder, parsed.GetValue(template)), clock);
            var lines = new LineByLine(context, parsed.GetValue(file), parsed.GetValue(json));
            return Task.FromResult(lines.Run(line => Render(encoder, line), Show, ct));
        });
        return command;
    }

    private static ChatTemplate TemplateFor(string folder, string? file)
    {
        if (file is null)
        {
            return ChatTemplate.Load(folder)
                ?? throw new UsageException($"{folder} has no chat template (chat_template.jinja, or \"chat_template\" in tokenizer_config.json); name one with --template FILE");
        }

        return ChatTemplate.Parse(TextFile.Read(file), file);
    }

    private static JsonObject Render(ChatEncoder encoder, JsonObject line)
    {
        var (chat, hasLearned) = Encode(encoder, line);
        return new JsonObject
        {
            ["text"] = chat.Text,
            ["ids"] = JsonLines.Array(chat.Ids),
            ["learned"] = hasLearned ? JsonLines.Array(chat.Learned) : null,
        };
    }

    /// <summary>Some templates do not show what an assistant said: they render, but cannot be trained with.</summary>
    private static (EncodedChat Chat, bool HasLearned) Encode(ChatEncoder encoder, JsonObject line)
    {
        try
        {
            return (encoder.Encode(line, withLearned: true), true);
        }
        catch (TrainingException)
        {
            return (encoder.Encode(line, withLearned: false), false);
        }
    }

    private static string Show(JsonObject result)
    {
        var learned = result["learned"]?.AsArray().Count(flag => flag!.GetValue<bool>());
        return $"{result["text"]!.GetValue<string>()}\n({result["ids"]!.AsArray().Count} tokens, {(learned is { } count ? $"{count} learned" : "learned tokens cannot be told with this template")})";
    }
}
