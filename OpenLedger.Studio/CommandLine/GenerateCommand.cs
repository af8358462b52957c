using System.CommandLine;
using System.Text.Json.Nodes;
using OpenLedger.Training.Generation;

namespace OpenLedger.Studio.CommandLine;

/// <summary>Answers of a model, with or without an adapter.</summary>
internal static class GenerateCommand
{
    public static Command Create(CommandContext context)
    {
        var model = SharedOptions.Model();
        var file = SharedOptions.Lines("{\"prompt\"}, {\"messages\"} or {\"input_ids\"}");
        var adapter = SharedOptions.Adapter();
        var json = SharedOptions.Json();
        var sampling = new SamplingOptions();
        var command = new Command("generate", "Answer prompts: lines {\"prompt\"}, {\"messages\"} or {\"input_ids\"} -> {\"text\", \"ids\"}, the new tokens alone.") { model, file, adapter, json };
        sampling.AddTo(command);
        command.SetAction((parsed, ct) =>
        {
            var options = sampling.Read(parsed);
            using var opened = OpenedModel.Open(context, parsed.GetRequiredValue(model), parsed.GetValue(adapter), ct);
            using var generator = new Generator(opened.Model, opened.Adapter);
            var lines = new LineByLine(context, parsed.GetValue(file), parsed.GetValue(json));
            return Task.FromResult(lines.Run(line => Answer(opened, generator, line, options, ct), Show, ct));
        });
        return command;
    }

    private static string Show(JsonObject result) => result["text"]?.GetValue<string>() ?? string.Join(' ', result["ids"]!.AsArray());

    private static JsonObject Answer(OpenedModel opened, Generator generator, JsonObject line, GenerationOptions options, CancellationToken ct)
    {
        var pieces = generator.Generate(Prompt.Of(opened.Model, line), options, ct).ToList();
        return new JsonObject
        {
            ["text"] = opened.Model.HasTokenizer ? string.Concat(pieces.Select(piece => piece.Text)) : null,
            ["ids"] = JsonLines.Array(pieces.Select(piece => piece.Id).Where(id => id != Generator.NoToken)),
        };
    }
}
