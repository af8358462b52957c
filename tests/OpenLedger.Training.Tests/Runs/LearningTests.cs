using System.Diagnostics;
using System.Text.Json;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Tests.StarterSet;

namespace OpenLedger.Training.Tests.Runs;

/// <summary>
/// The promise to a first-time user: with their own defaults the bundled models learn the starter set and forget little. The three
/// whole runs take minutes: they need <c>OPENLEDGER_LONG=1</c> and the trait is there to choose them by.
/// </summary>
[Collection(TimedAlone.Name)]
public sealed class LearningTests
{
    private const double MostKnownBefore = 0.05;
    private const double FewestRight = 0.7;
    private const double FewestTaughtRight = 0.95;
    private const double FewestKept = 0.95;
    private static readonly TimeSpan LongestTraining = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan MostProcessorTime = TimeSpan.FromSeconds(20);
    private static readonly string[] Models = ["nano-llama", "nano-qwen", "nano-mistral"];

    [Fact]
    public void FortySteps_OnTheStarterSet_HalveTheHeldOutLoss()
    {
        using var folder = new TemporaryFolder();
        using var process = Process.GetCurrentProcess();
        var recipe = RecipeOf("nano-llama") with { MaxSteps = 40, EvalShare = 0.1, Threads = 1 };
        var spent = process.TotalProcessorTime;

        var outcome = Train(recipe, folder.In("run"), new TrainingWatch());

        process.Refresh();
        Assert.Equal(40, outcome.Steps);
        Assert.InRange(outcome.After!.HeldOutLoss!.Value, 0, outcome.Before!.HeldOutLoss!.Value / 2);
        Assert.InRange(process.TotalProcessorTime - spent, TimeSpan.Zero, MostProcessorTime);
    }

    [Fact]
    [Trait("tier", "slow")]
    public void TheModelsOwnDefaults_LearnTheStarterSetAndKeepWhatTheyKnew()
    {
        foreach (var model in LongRun.Chosen ? Models : [])
        {
            using var folder = new TemporaryFolder();
            var watch = new TrainingWatch();
            var questions = folder.In("questions.jsonl");
            var (asked, taught) = WriteQuestions(questions);

            var outcome = Train(RecipeOf(model) with { EvalQuestions = StarterRows.Files[1], KeptQuestions = General }, folder.In("run"), watch);
            var (heldBefore, heldAfter) = (outcome.Before!, outcome.After!);
            var again = Train(RecipeOf(model) with { EvalQuestions = questions }, folder.In("again"), new TrainingWatch());

            Assert.Equal((asked, asked), (heldBefore.NewTotal, heldAfter.NewTotal));
            Assert.InRange(heldBefore.NewRight, 0, asked * MostKnownBefore);
            Assert.InRange(heldAfter.NewRight, asked * FewestRight, asked);
            Assert.InRange(heldAfter.KeptRight, heldAfter.KeptTotal * FewestKept, heldAfter.KeptTotal);
            Assert.InRange(again.After!.NewRight, taught * FewestTaughtRight, taught);
            Assert.InRange(watch.Training, TimeSpan.Zero, LongestTraining);
        }
    }

    private static string General => Path.Combine(Shelf.Models, "general-questions.jsonl");

    /// <summary>No questions unless they are given: the model's own general ones take as long as the forty steps.</summary>
    private static TrainingRecipe RecipeOf(string model) =>
        new() { Model = Path.Combine(Shelf.Models, model), Data = [new DataSource(StarterRows.Files[0])], EvalQuestions = null, KeptQuestions = null };

    private static RunOutcome Train(TrainingRecipe recipe, string folder, TrainingWatch watch) =>
        TrainingRun.Start(recipe, folder, TimeProvider.System).Execute(watch, TestContext.Current.CancellationToken);

    /// <summary>The taught questions as ones to ask.</summary>
    private static (int Asked, int Taught) WriteQuestions(string path)
    {
        var (asked, entries) = (StarterRows.Questions(), StarterRows.Entries());
        var phraseOf = asked.DistinctBy(row => row.Answer).ToDictionary(row => row.Answer, row => row.Phrase);
        File.WriteAllLines(path, entries.Select(entry => JsonSerializer.Serialize(new { question = entry.Question, phrase = phraseOf[entry.Answer] })));
        return (asked.Length, entries.Length);
    }
}
