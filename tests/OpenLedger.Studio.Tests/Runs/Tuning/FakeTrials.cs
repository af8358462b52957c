using System.Globalization;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;

namespace OpenLedger.Studio.Tests.Runs.Tuning;

/// <summary>Trains trials in no time: the loss falls the lower the nearer the learning rate is to 3e-3, and a checkpoint is a number in a file.</summary>
internal sealed class FakeTrials
{
    public const int Steps = 20;

    private const string Checkpoint = "fake-step.txt";

    private readonly Lock _noting = new();
    private readonly List<string> _turns = [];

    /// <summary>The folders that had a turn at the trainer, in order.</summary>
    public IReadOnlyList<string> Turns
    {
        get
        {
            lock (_noting)
            {
                return [.. _turns];
            }
        }
    }

    /// <summary>What happens before a step; may wait, or throw.</summary>
    public Action<TrainingRecipe, int, CancellationToken> Before { get; set; } = (_, _, _) => { };

    public static double LossOf(double rate, int step) => 1 + Math.Abs(Math.Log10(rate / 3e-3)) + (3.0 * (Steps - step) / Steps);

    public static int StepOf(string folder) =>
        File.Exists(Path.Combine(folder, Checkpoint)) ? int.Parse(File.ReadAllText(Path.Combine(folder, Checkpoint)), CultureInfo.InvariantCulture) : 0;

    public RunOutcome Train(string folder, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        lock (_noting)
        {
            _turns.Add(Path.GetFileName(folder));
        }

        var recipe = RecipeFile.Read(Path.Combine(folder, "wish.json")).Recipe;
        for (var step = StepOf(folder) + 1; step <= Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            Before(recipe, step, cancellation);
            cancellation.ThrowIfCancellationRequested();
            File.WriteAllText(Path.Combine(folder, Checkpoint), step.ToString(CultureInfo.InvariantCulture));
            File.AppendAllText(Path.Combine(folder, "fake-log.txt"), $"{step} ");
            progress.Report(new RunProgress(RunPhase.Training, step, Steps, 1, HeldOutLoss: step % 2 == 0 ? LossOf(recipe.LearningRate, step) : null));
        }

        var loss = LossOf(recipe.LearningRate, Steps);
        return new RunOutcome(new RunScores(0, 0, 0, 0, 4), new RunScores(0, 0, 0, 0, loss), loss, Steps, folder);
    }
}
