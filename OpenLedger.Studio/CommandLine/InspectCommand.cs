using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenLedger.Training.Inspections;
using Spectre.Console;

namespace OpenLedger.Studio.CommandLine;

/// <summary>What a model, an adapter or a safetensors file is, and everything that is wrong with it.</summary>
internal static class InspectCommand
{
    private const int Width = 120;

    public static Command Create(CommandContext context)
    {
        var path = new Argument<string>("PATH") { Description = "A model folder, an adapter folder or a safetensors file." };
        var json = SharedOptions.Json();
        var command = new Command("inspect", "Look at a model folder, an adapter folder or a safetensors file: what it is, and every problem found.") { path, json };
        command.SetAction((parsed, _) =>
        {
            OpenedModel.EnsureTensors();
            var inspection = Inspector.Inspect(parsed.GetRequiredValue(path), context.Clock);
            var result = AsObject(inspection);
            context.Write(parsed.GetValue(json) ? JsonLines.Line(result) + "\n" : AsText(result));
            return Task.FromResult(inspection.Problems.Count == 0 ? ExitStatus.Done : ExitStatus.InputIsWrong);
        });
        return command;
    }

    /// <summary>What belongs to every model stands there, be it null; what belongs to other kinds is left out.</summary>
    private static JsonObject AsObject(Inspection inspection)
    {
        var result = new JsonObject
        {
            ["kind"] = inspection.Kind switch
            {
                InspectedKind.Model => "model",
                InspectedKind.Adapter => "adapter",
                _ => "safetensors",
            },
            ["path"] = inspection.Path,
        };
        if (inspection.Kind != InspectedKind.Safetensors)
        {
            result["family"] = inspection.Family;
        }

        result["parameters"] = inspection.Parameters;
        result["type"] = inspection.Type;
        result["tensors"] = inspection.Tensors;
        if (inspection.Kind == InspectedKind.Model)
        {
            result["context"] = inspection.Context;
            result["tokenizer"] = inspection.Tokenizer;
            result["template"] = inspection.Template;
        }

        if (inspection.Kind == InspectedKind.Adapter)
        {
            result["r"] = inspection.Rank;
            result["lora_alpha"] = JsonLines.Number(inspection.Alpha);
            result["modules"] = inspection.Modules is null ? null : new JsonArray([.. inspection.Modules.Select(name => (JsonNode)name)]);
            result["base_model"] = inspection.BaseModel;
        }

        result["problems"] = new JsonArray([.. inspection.Problems.Select(problem => (JsonNode)problem)]);
        return result;
    }

    private static string AsText(JsonObject result)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = Width;
        var grid = new Grid().AddColumns(2);
        foreach (var (name, value) in result.Where(field => field.Key != "problems"))
        {
            grid.AddRow(new Text(name.Replace('_', ' ')), new Text(Shown(value)));
        }

        console.Write(grid);
        var lines = text.ToString().Split('\n').Select(line => line.TrimEnd());
        text = new StringWriter();
        text.Write(string.Join('\n', lines));
        var problems = result["problems"]!.AsArray();
        text.Write(problems.Count == 0 ? "No problem found.\n" : "Problems:\n");
        foreach (var problem in problems)
        {
            text.Write($"- {problem}\n");
        }

        return text.ToString();
    }

    private static string Shown(JsonNode? value) => value switch
    {
        null => "-",
        JsonArray list => string.Join(", ", list),
        JsonValue number when number.TryGetValue<long>(out var count) => count.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
