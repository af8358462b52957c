using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using OpenLedger.Training.Datasets;
using OpenLedger.Training.Evaluations;

namespace OpenLedger.Studio.CommandLine;

/// <summary>How well a model foresees a dataset.</summary>
internal static class ScoreCommand
{
    public static Command Create(CommandContext context)
    {
        var model = SharedOptions.Model();
        var adapter = SharedOptions.Adapter();
        var data = new Option<string>("--data") { Description = "A file of examples in any supported form, or already tokenised {\"input_ids\", \"labels\"}; - for standard input.", HelpName = "FILE", Required = true };
        var logits = new Option<string?>("--logits") { Description = "Write float32 logits.N [tokens, vocabulary] of every row, from 0.", HelpName = "OUT.safetensors" };
        var maxLength = new Option<int?>("--max-length", "--max_length") { Description = "Tokens of a row that are read; the model's context where it is not given.", HelpName = "N" };
        var json = SharedOptions.Json();
        var command = new Command("score", "Score a dataset: {\"loss\", \"perplexity\", \"tokens\"} over its learned tokens.") { model, adapter, data, logits, maxLength, json };
        command.SetAction((parsed, ct) =>
        {
            using var opened = OpenedModel.Open(context, parsed.GetRequiredValue(model), parsed.GetValue(adapter), ct);
            var examples = Read(context, parsed.GetRequiredValue(data), ct);
            using var scorer = new DatasetScorer(opened.Model, opened.Adapter);
            using var bar = ProgressBar.Start(context, isWanted: true, "Scoring");
            var score = scorer.Score(examples, parsed.GetValue(maxLength) ?? int.MaxValue, parsed.GetValue(logits), done => bar.Show(done, examples.Count, $"{done} rows"), ct);
            bar.Clear();
            Show(context, score, parsed.GetValue(json));
            return Task.FromResult(ExitStatus.Done);
        });
        return command;
    }

    private static List<Example> Read(CommandContext context, string path, CancellationToken ct)
    {
        if (path != "-")
        {
            return [.. ExampleReader.Read(path, ct)];
        }

        using var input = InputFile.Open(context, path);
        return [.. ExampleReader.Read(input.Stream, "standard input", ct)];
    }

    private static void Show(CommandContext context, DatasetScore score, bool json)
    {
        if (score.CutRows > 0)
        {
            context.Error.WriteLine($"{score.CutRows} of {score.Rows} rows are longer than the model reads and lost their end.");
        }

        context.WriteLine(json
            ? JsonLines.Line(new JsonObject { ["loss"] = JsonLines.Number(score.Loss), ["perplexity"] = JsonLines.Number(score.Perplexity), ["tokens"] = score.Tokens })
            : string.Create(CultureInfo.InvariantCulture, $"loss {score.Loss:0.0000}  perplexity {score.Perplexity:0.00}  tokens {score.Tokens}"));
    }
}
