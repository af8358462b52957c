using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Training.Tests.Runs;

/// <summary>What a run keeps on its way: answers to the same questions, adapters of the last and the best moment.</summary>
public class RunMilestoneTests
{
    [Fact]
    public void Run_AsksTheSameQuestions_BeforeOnTheWayAndAtTheEnd()
    {
        using var folder = new TemporaryFolder();

        Run(Recipe(steps: 12) with { EvalQuestions = Starter("questions.jsonl"), KeptQuestions = General, EvalSteps = 4, EvalShare = 0.1 }, folder.In("run"));

        var samples = RunSamples.Read(folder.In("run", "samples.jsonl"));
        Assert.Equal(0, samples[0].Step);
        Assert.True(samples[^1].IsResult);
        Assert.Equal(["new", "new", "new", "new", "kept"], samples[0].Answers.Select(answer => answer.Kind));
        Assert.All(samples, sample => Assert.Equal(samples[0].Answers.Select(answer => answer.Question), sample.Answers.Select(answer => answer.Question)));
        Assert.All(samples.SelectMany(sample => sample.Answers), answer => Assert.NotNull(answer.Right));
        Assert.Contains(samples[0].Answers, answer => answer.Answer.Length > 0);
        Assert.All(samples, sample => Assert.Contains(sample.Step, new[] { 0, 4, 8, 12 }));
    }

    [Fact]
    public void Run_WithoutQuestions_AsksTheBeginningsOfHeldOutExamples()
    {
        using var folder = new TemporaryFolder();
        var recipe = Recipe(steps: 2) with { EvalShare = 0.1 };

        Run(recipe, folder.In("run"));

        var asked = RunSamples.Read(folder.In("run", "samples.jsonl"))[0].Answers;
        Assert.Equal(4, asked.Count);
        Assert.All(asked, answer => Assert.Equal("example", answer.Kind));
        Assert.All(asked, answer => Assert.False(string.IsNullOrEmpty(answer.Expected)));
    }

    [Fact]
    public void Run_KeepsTheLastTwoAdaptersAndTheBest()
    {
        using var folder = new TemporaryFolder();
        var checkpoints = new RunCheckpoints(new RunFolder(folder.Path));
        void Write(string path) => Directory.CreateDirectory(path);

        foreach (var step in new[] { 10, 20, 30, 40, 50 })
        {
            checkpoints.Keep(step, best: Math.Min(step, 20), Write);
        }

        Assert.Equal([20, 40, 50], checkpoints.Steps());
        Directory.CreateDirectory(folder.In("checkpoints", ".step-60"));
        checkpoints.GoOn(45);
        Assert.Equal([20, 40], checkpoints.Steps());
        Assert.Equal(2, Directory.GetDirectories(folder.In("checkpoints")).Length);
    }

    [Fact]
    public void KeptAdapters_CanBeReadAsAdapters_AndTheBestIsTheResult()
    {
        using var folder = new TemporaryFolder();

        var outcome = Run(Recipe(steps: 6) with { EvalShare = 0.1, EvalSteps = 2 }, folder.In("run"));

        var checkpoints = new RunCheckpoints(new RunFolder(folder.In("run")));
        Assert.Contains(2, checkpoints.Steps());
        Assert.NotNull(outcome.BestHeldOutLoss);
        Run(Recipe(steps: 1) with { InitAdapter = checkpoints.PathOf(2), R = 8 }, folder.In("further"));
    }

    [Fact]
    public void StoppedRun_KeepsItsBestAdapter_AndGoesOnFromItsLastStep()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();

        // The rate is far too bold, so that an early measurement is the best.
        var recipe = Recipe(steps: 60) with { EvalShare = 0.1, EvalSteps = 1, LearningRate = 0.05, WarmupSteps = 0, LrSchedulerType = "constant" };
        var held = new List<double>();
        var run = TrainingRun.Start(recipe, folder.In("run"), TimeProvider.System);
        void Look(RunProgress progress)
        {
            if (progress.HeldOutLoss is { } loss)
            {
                held.Add(loss);
                if (held.Count > 2 && loss > held.Min())
                {
                    stop.Cancel();
                }
            }
        }

        Assert.ThrowsAny<OperationCanceledException>(() => run.Execute(new Watch(Look), stop.Token));

        var best = held.IndexOf(held.Min()) + 1;
        var last = File.ReadAllBytes(folder.In("run", "adapter_model.safetensors"));
        var whole = TrainingRun.Start(recipe with { MaxSteps = best }, folder.In("best"), TimeProvider.System);
        whole.Execute(new Watch(_ => { }), CancellationToken.None);
        Assert.Equal(File.ReadAllBytes(folder.In("best", "adapter_model.safetensors")), last);
    }

    [Fact]
    public void Samples_AfterTheStepThatARunGoesOnFrom_AreTakenAway()
    {
        using var folder = new TemporaryFolder();
        var path = folder.In("samples.jsonl");
        foreach (var step in new[] { 0, 4, 8 })
        {
            RunSamples.Add(path, new RunSample(step, false, [new SampleAnswer("new", "?", "!")]));
        }

        RunSamples.Add(path, new RunSample(4, true, [new SampleAnswer("new", "?", "!")]));
        File.AppendAllText(path, "{\"step\":9,\"answ");

        RunSamples.CutAfter(path, 5);

        Assert.Equal([(0, false), (4, false)], RunSamples.Read(path).Select(sample => (sample.Step, sample.IsResult)));
    }

    [Fact]
    public void Pace_ForgivesAComputerThatSlept()
    {
        var clock = new HandClock();
        var pace = new RunPace(clock);
        Assert.Null(pace.Remaining(10, 0));
        for (var step = 0; step < 30; step++)
        {
            clock.Pass(step == 20 ? TimeSpan.FromHours(8) : TimeSpan.FromSeconds(2));
            pace.Stepped();
        }

        clock.Pass(TimeSpan.FromSeconds(5));
        pace.Measured();

        Assert.Equal(TimeSpan.FromSeconds(30), pace.Remaining(10, 2));
    }

    private static string General => Path.Combine(Shelf.Models, "general-questions.jsonl");

    private static string Starter(string name) => Path.Combine(Shelf.Repository, "starter-set", name);

    private static RunOutcome Run(TrainingRecipe recipe, string folder) =>
        TrainingRun.Start(recipe, folder, TimeProvider.System).Execute(new Watch(_ => { }), CancellationToken.None);

    private static TrainingRecipe Recipe(int steps) => new()
    {
        Model = Path.Combine(Shelf.Models, "nano-llama"),
        Data = [new DataSource(Starter("entries.jsonl"))],
        KeptQuestions = null,
        EvalQuestions = null,
        EvalShare = 0,
        MaxSteps = steps,
        LearningRate = 3e-3,
        R = 8,
        Threads = 2,
        Bf16 = false,
    };

    private sealed class Watch(Action<RunProgress> look) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => look(value);
    }

    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
