namespace OpenLedger.Studio.Tests.CommandLine;

public class TrainTests
{
    private static readonly string[] TwelveSteps =
    [
        "--max-steps", "12", "--per_device_train_batch_size", "2", "--learning-rate", "0.005", "--weight-decay", "0.1", "--lr-scheduler-type", "cosine",
        "--warmup-steps", "3", "--max_grad_norm", "1", "--eval-share", "0", "--bf16", "false", "--json",
    ];

    [Theory]
    [InlineData("llama2-mha")]
    [InlineData("qwen3")]
    public void TwelveSteps_ShowTheReferencesLossesAndNorms(string name)
    {
        using var folder = new ScratchFolder();
        var golden = new GoldenModel(name);
        var data = folder.Write("rows.jsonl", golden.DataLines());

        var run = CommandRun.Of(["train", "--model", golden.Model, "--data", data, "--init-adapter", golden.StartingAdapter, "--out", folder["run"], .. TwelveSteps]);

        Assert.Equal("", run.Error);
        Assert.Equal(Enumerable.Range(1, 12), run.Lines.Select(line => line["step"]!.GetValue<int>()));
        AssertClose(golden.Numbers("losses"), run, "loss");
        AssertClose(golden.Numbers("grad_norms_before_clipping"), run, "grad_norm");
        Assert.All(golden.Numbers("learning_rates").Zip(run.Lines), pair => Assert.Equal(pair.First, pair.Second["learning_rate"]!.GetValue<double>(), 1e-12));
        Assert.All(["adapter_config.json", "adapter_model.safetensors", "recipe.json", "metrics.jsonl"], file => Assert.True(File.Exists(Path.Combine(folder["run"], file)), file));
    }

    [Fact]
    public void ARecipeWithFlagsOnTop_TrainsTheSameTwice()
    {
        using var folder = new ScratchFolder();
        folder.Write("rows.jsonl", string.Concat(Enumerable.Range(0, 20).Select(i => $"{{\"question\":\"What is number {i}?\",\"answer\":\"It is {i}.\"}}\n")));
        var recipe = folder.Write("recipe.json", $$"""{"model": "{{Checkout.Model("nano-llama").Replace("\\", "\\\\", StringComparison.Ordinal)}}", "data": "rows.jsonl", "max_steps": 50, "r": 4, "rehearsal_share": 0, "eval_share": 0}""");

        CommandRun Train(string name) => CommandRun.Of("train", "--recipe", recipe, "--max_steps", "3", "--kept-questions", "", "--out", folder[name], "--json");

        var (first, second) = (Train("first"), Train("second"));
        Assert.Equal(3, first.Lines.Length);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder["first"], "adapter_model.safetensors")), File.ReadAllBytes(Path.Combine(folder["second"], "adapter_model.safetensors")));
        Assert.Equal(first.Lines.Select(line => line["loss"]!.ToJsonString()), second.Lines.Select(line => line["loss"]!.ToJsonString()));
    }

    [Fact]
    public void EverythingWrong_IsToldAtOnce()
    {
        using var folder = new ScratchFolder();
        var recipe = folder.Write("recipe.json", """{"learning_rate": 7, "lora_alpa": 3, "packing": "x"}""");

        var run = CommandRun.Of("train", "--recipe", recipe, "--learning_rate", "1e-3", "--r", "0", "--out", folder["run"]);

        Assert.Equal(2, run.Status);
        Assert.DoesNotContain("learning_rate", run.Error, StringComparison.Ordinal);
        Assert.Contains("lora_alpha", run.Error, StringComparison.Ordinal);
        Assert.Contains("packing", run.Error, StringComparison.Ordinal);
        Assert.Contains("--r ", run.Error, StringComparison.Ordinal);
        Assert.Contains("model is missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("data is missing", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void AMisspeltFlag_SuggestsTheNearest()
    {
        var run = CommandRun.Of("train", "--lerning-rate", "3");

        Assert.Equal(2, run.Status);
        Assert.Contains("Did you mean \"--learning-rate\"?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_TakesTheSameCommandAgain_ButNoOtherRecipe()
    {
        using var folder = new ScratchFolder();
        var golden = new GoldenModel("llama2-mha");
        var data = folder.Write("rows.jsonl", golden.DataLines());
        string[] command = ["train", "--model", golden.Model, "--data", data, "--max-steps", "2", "--eval-share", "0", "--threads", "2", "--json"];

        var first = CommandRun.Of([.. command, "--out", folder["run"]]);
        var again = CommandRun.Of([.. command, "--out", folder["run"]]);
        var same = CommandRun.Of([.. command, "--resume", folder["run"]]);
        var other = CommandRun.Of("train", "--resume", folder["run"], "--seed", "3", "--out", "elsewhere");

        Assert.Equal([0, 2, 0, 2], [first.Status, again.Status, same.Status, other.Status]);
        Assert.Contains("already holds a run", again.Error, StringComparison.Ordinal);
        Assert.Contains("--seed 3 is not what the run", other.Error, StringComparison.Ordinal);
        Assert.Contains("--out elsewhere", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_KeepsTheCheckpoint_AndTheRunGoesOnToTheSameBytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var folder = new ScratchFolder();
        var golden = new GoldenModel("llama2-mha");
        var data = folder.Write("rows.jsonl", golden.DataLines());
        string[] command = ["train", "--model", golden.Model, "--data", data, "--init-adapter", golden.StartingAdapter, "--max-steps", "100", "--per-device-train-batch-size", "2", "--eval-share", "0", "--bf16", "false", "--json"];

        using var process = CommandProcess.Start([.. command, "--out", folder["cut"]]);
        await process.Output.ReadLineAsync();
        process.Signal(CommandProcess.Interrupt);
        var (status, output, error) = await process.EndAsync(closeInput: false);
        var resumed = CommandRun.Of("train", "--resume", folder["cut"], "--json");
        var whole = CommandRun.Of([.. command, "--out", folder["whole"]]);

        Assert.Equal(130, status);
        Assert.Contains($"--resume {folder["cut"]}", error, StringComparison.Ordinal);
        Assert.True(output.Split('\n').Length < 100);
        Assert.Equal(100, resumed.Lines[^1]["step"]!.GetValue<int>());
        Assert.Equal(100, whole.Lines.Length);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], "adapter_model.safetensors")), File.ReadAllBytes(Path.Combine(folder["cut"], "adapter_model.safetensors")));
    }

    [Fact]
    public async Task AReaderThatGoesAway_StopsTheRunQuietly_WithACheckpoint()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        using var folder = new ScratchFolder();
        var golden = new GoldenModel("llama2-mha");
        var data = folder.Write("rows.jsonl", golden.DataLines());
        var line = $"'{CommandProcess.Program}' train --model '{golden.Model}' --data '{data}' --max-steps 100000 --eval-share 0 --save-steps 1000 --json --out '{folder["run"]}' | head -1";

        using var process = CommandProcess.StartOther("/bin/sh", "-c", line);
        var (_, output, error) = await process.EndAsync();

        Assert.Single(output.Trim().Split('\n'));
        Assert.Empty(error);
        Assert.True(File.Exists(Path.Combine(folder["run"], "checkpoint", "state.safetensors")));
    }

    private static void AssertClose(double[] expected, CommandRun run, string field)
    {
        var actual = run.Lines.Select(line => line[field]!.GetValue<double>()).ToArray();
        // The bar of the project for losses and norms in float32: 2e-5 relative.
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First * (1 - 2e-5), pair.First * (1 + 2e-5)));
    }
}
