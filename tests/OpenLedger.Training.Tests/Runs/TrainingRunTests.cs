using System.Security.Cryptography;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;
using static TorchSharp.torch;

namespace OpenLedger.Training.Tests.Runs;

/// <summary>Runs of the smallest model: they end with the same bytes however often they are cut off, and leave nothing behind.</summary>
public class TrainingRunTests
{
    [Fact]
    public void SameRecipe_Twice_GivesTheSameAdapterBytes()
    {
        using var folder = new TemporaryFolder();

        Run(Recipe(steps: 8), folder.In("one"));
        Run(Recipe(steps: 8), folder.In("two"));

        Assert.Equal(HashOf(folder.In("one")), HashOf(folder.In("two")));
    }

    [Fact]
    public void OtherSeed_GivesAnotherAdapter()
    {
        using var folder = new TemporaryFolder();

        Run(Recipe(steps: 3), folder.In("one"));
        Run(Recipe(steps: 3) with { Seed = 43 }, folder.In("two"));

        Assert.NotEqual(HashOf(folder.In("one")), HashOf(folder.In("two")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public void CancelledRun_Resumed_EndsWithTheBytesOfOneThatNeverStopped(int stopAfter)
    {
        using var folder = new TemporaryFolder();
        var recipe = Recipe(steps: 10) with { LoraDropout = 0.1, EvalShare = 0.1, EvalSteps = 4, EvalData = null };
        Run(recipe, folder.In("whole"));

        using var stop = new CancellationTokenSource();
        var run = TrainingRun.Start(recipe, folder.In("cut"), TimeProvider.System);
        Assert.ThrowsAny<OperationCanceledException>(() => run.Execute(new StopAfter(stopAfter, stop), stop.Token));
        var messages = new Messages();
        TrainingRun.Resume(folder.In("cut"), TimeProvider.System).Execute(messages, CancellationToken.None);

        Assert.Equal(HashOf(folder.In("whole")), HashOf(folder.In("cut")));
        Assert.Contains(messages.All, message => message == $"Going on from step {stopAfter} of 10.");
        Assert.Equal(Enumerable.Range(1, 10), RunMetrics.Read(folder.In("cut", "metrics.jsonl")).Select(line => line.Step));
    }

    [Fact]
    public void CheckpointOfLongAgo_Resumed_RepeatsTheStepsAfterIt()
    {
        using var folder = new TemporaryFolder();
        var recipe = Recipe(steps: 10);
        Run(recipe, folder.In("whole"));
        using var stop = new CancellationTokenSource();
        var run = TrainingRun.Start(recipe with { SaveSteps = 3 }, folder.In("cut"), TimeProvider.System);
        byte[]? early = null;
        var progress = new Watch(progress =>
        {
            if (progress is { Phase: RunPhase.Training, Step: 4 })
            {
                early = File.ReadAllBytes(folder.In("cut", "checkpoint", "state.safetensors"));
            }

            if (progress is { Phase: RunPhase.Training, Step: 8 })
            {
                stop.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => run.Execute(progress, stop.Token));

        File.WriteAllBytes(folder.In("cut", "checkpoint", "state.safetensors"), early!); // as after a kill at step 8
        var messages = new Messages();
        TrainingRun.Resume(folder.In("cut"), TimeProvider.System).Execute(messages, CancellationToken.None);

        Assert.Contains("Going on from step 3 of 10.", messages.All);
        Assert.Equal(HashOf(folder.In("whole")), HashOf(folder.In("cut")));
        Assert.Equal(Enumerable.Range(1, 10), RunMetrics.Read(folder.In("cut", "metrics.jsonl")).Select(line => line.Step));
    }

    [Fact]
    public void DamagedCheckpoint_Resumed_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Run(Recipe(steps: 2), folder.In("run"));
        var checkpoint = folder.In("run", "checkpoint", "state.safetensors");
        using (var file = new FileStream(checkpoint, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }

        var failure = Assert.Throws<TrainingException>(() => TrainingRun.Resume(folder.In("run"), TimeProvider.System).Execute(new Messages(), CancellationToken.None));

        Assert.Contains("state.safetensors", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderThatHoldsARun_StartedAgain_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Run(Recipe(steps: 1), folder.In("run"));

        var failure = Assert.Throws<TrainingException>(() => TrainingRun.Start(Recipe(steps: 1), folder.In("run"), TimeProvider.System));

        Assert.Contains("already holds a run", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderOfARunThatNeverBegan_IsStartedAgain()
    {
        using var folder = new TemporaryFolder();
        var wrong = Recipe(steps: 1) with { Data = [new DataSource(folder.In("not-there.jsonl"))] };
        Assert.Throws<TrainingException>(() => Run(wrong, folder.In("run")));

        Run(Recipe(steps: 1), folder.In("run"));

        Assert.Equal(Recipe(steps: 1).Data, RecipeFile.Read(folder.In("run", "recipe.json")).Recipe.Data);
        Assert.True(File.Exists(folder.In("run", "adapter_model.safetensors")));
    }

    [Fact]
    public void FolderThatSomebodyWorksIn_StartedAgain_IsRefused_AndLeftAsItIs()
    {
        using var folder = new TemporaryFolder();
        TrainingRun.Start(Recipe(steps: 1), folder.In("run"), TimeProvider.System);
        using var other = new FileStream(folder.In("run", "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        var failure = Assert.Throws<TrainingException>(() => TrainingRun.Start(Recipe(steps: 2), folder.In("run"), TimeProvider.System));

        Assert.Contains("another process", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, RecipeFile.Read(folder.In("run", "recipe.json")).Recipe.MaxSteps);
    }

    [Fact]
    public void ManySteps_LeaveNoTensorBehind()
    {
        using var folder = new TemporaryFolder();
        var steps = Environment.GetEnvironmentVariable("OPENLEDGER_LONG") == "1" ? 300 : 60;
        var (tensors, memory) = (new List<long>(), new List<long>());
        var before = Tensor.TotalCount;
        var run = TrainingRun.Start(Recipe(steps), folder.In("run"), TimeProvider.System);

        run.Execute(
            new Watch(progress =>
            {
                if (progress.Phase == RunPhase.Training && progress.Step % 10 == 0)
                {
                    tensors.Add(Tensor.TotalCount);
                    memory.Add(Environment.WorkingSet);
                }
            }),
            CancellationToken.None);

        Assert.Single(tensors.Distinct());
        Assert.Equal(before, Tensor.TotalCount);
        Assert.True(memory[^1] <= memory[^Math.Min(memory.Count, 4)] * 1.02, $"resident memory grew from {memory[^Math.Min(memory.Count, 4)]:N0} to {memory[^1]:N0} bytes");
    }

    private static void Run(TrainingRecipe recipe, string folder) =>
        TrainingRun.Start(recipe, folder, TimeProvider.System).Execute(new Messages(), CancellationToken.None);

    private static TrainingRecipe Recipe(int steps) => new()
    {
        Model = Path.Combine(Shelf.Models, "nano-llama"),
        Data = [new DataSource(Path.Combine(Shelf.Repository, "starter-set", "entries.jsonl"))],
        KeptQuestions = null,
        EvalShare = 0,
        MaxSteps = steps,
        LearningRate = 3e-3,
        R = 8,
        Threads = 2,
        Bf16 = false,
    };

    private static string HashOf(string folder) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "adapter_model.safetensors"))));

    private sealed class Watch(Action<RunProgress> look) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => look(value);
    }

    private sealed class StopAfter(int step, CancellationTokenSource stop) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Phase == RunPhase.Training && value.Step == step)
            {
                stop.Cancel();
            }
        }
    }

    private sealed class Messages : IProgress<RunProgress>
    {
        public List<string> All { get; } = [];

        public void Report(RunProgress value)
        {
            if (value.Message is not null)
            {
                All.Add(value.Message);
            }
        }
    }
}
