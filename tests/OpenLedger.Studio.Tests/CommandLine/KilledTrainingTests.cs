using System.Security.Cryptography;
using System.Text.Json;
using OpenLedger.Training.Chance;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.CommandLine;

/// <summary>Promise one: nothing is lost. A real process is killed without a word at random moments and taken up again.</summary>
public class KilledTrainingTests
{
    private const int Steps = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Training_KilledAtRandomMoments_EndsWithTheBytesOfOneThatNeverWas()
    {
        var kills = Environment.GetEnvironmentVariable("OPENLEDGER_LONG") == "1" ? 10 : 3;
        using var scratch = new ScratchFolder();
        var recipe = Path.Combine(scratch.Path, "recipe.json");
        await File.WriteAllTextAsync(recipe, Recipe());
        var (whole, killed) = (Path.Combine(scratch.Path, "whole"), Path.Combine(scratch.Path, "killed"));
        await Finish("--recipe", recipe, "--out", whole);

        var random = new SeededRandom(5);
        string[] arguments = ["--recipe", recipe, "--out", killed];
        for (var kill = 0; kill < kills; kill++)
        {
            var after = 2 + (kill * (Steps - 6) / kills) + random.Next((Steps - 6) / kills);
            using (var process = CommandProcess.Start(["train", .. arguments]))
            {
                await StepReached(killed, after);
            } // disposing kills, as kill -9 does

            arguments = ["--resume", killed];
        }

        var (_, error) = await Finish(arguments);

        Assert.Contains("Going on from step", error, StringComparison.Ordinal);
        Assert.Equal(HashOf(whole), HashOf(killed));
        Assert.Equal(Enumerable.Range(1, Steps), RunMetrics.Read(Path.Combine(killed, "metrics.jsonl")).Select(line => line.Step));
    }

    private static async Task<(string Output, string Error)> Finish(params string[] arguments)
    {
        using var process = CommandProcess.Start(["train", .. arguments]);
        var (status, output, error) = await process.EndAsync();
        Assert.True(status == 0, $"train ended with {status}: {error}");
        return (output, error);
    }

    private static async Task StepReached(string folder, int step)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var metrics = Path.Combine(folder, "metrics.jsonl");
        while (!(RunMetrics.Read(metrics) is { Count: > 0 } lines && lines[^1].Step >= step))
        {
            await Task.Delay(5, deadline.Token);
        }
    }

    private static string Recipe() => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["model"] = Path.Combine(Checkout.Root, "models", "nano-llama"),
        ["data"] = Path.Combine(Checkout.Root, "starter-set", "entries.jsonl"),
        ["kept_questions"] = null,
        ["eval_steps"] = 7,
        ["max_steps"] = Steps,
        ["save_steps"] = 4,
        ["learning_rate"] = 3e-3,
        ["lora_dropout"] = 0.05,
        ["r"] = 8,
        ["threads"] = 2,
        ["bf16"] = false,
    });

    private static string HashOf(string folder) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "adapter_model.safetensors"))));
}
