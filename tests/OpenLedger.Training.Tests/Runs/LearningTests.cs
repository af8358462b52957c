using System.Diagnostics;
using System.Text.Json;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Tests.StarterSet;

namespace OpenLedger.Training.Tests.Runs;

/// <summary>
/// The promise to a first-time user: with their own defaults the bundled models learn the starter set and forget little. The whole
/// runs of all three take minutes: that is the long form (<c>OPENLEDGER_LONG=1</c>). The short one trains one model for a fifth of the
/// steps, asks fewer questions and wants less.
/// </summary>
[Collection(TimedAlone.Name)]
public sealed class LearningTests
{
    private const int GeneralAsked = 40;

    private static readonly Bars Whole = new(MaxSteps: null, MostBefore: 0.05, FewestRight: 0.7, FewestTaughtRight: 0.95, FewestKept: 0.95, TimeSpan.FromMinutes(3));
    private static readonly Bars Short = new(MaxSteps: 90, MostBefore: 0.05, FewestRight: 0.25, FewestTaughtRight: 0.25, FewestKept: 0.8, TimeSpan.FromMinutes(3));
    private static readonly TimeSpan MostProcessorTime = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Models => LongRun.Chosen ? ["nano-llama", "nano-qwen", "nano-mistral"] : ["nano-mistral"];

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

    [Theory]
    [Trait("tier", "slow")]
    [MemberData(nameof(Models))]
    public void TheModelsOwnDefaults_LearnTheStarterSetAndKeepWhatTheyKnew(string model)
    {
        var bars = LongRun.Chosen ? Whole : Short;
        using var folder = new TemporaryFolder();
        var watch = new TrainingWatch();
        var (asked, taught, general) = WriteQuestions(folder);
        var recipe = RecipeOf(model) with { EvalQuestions = folder.In("new.jsonl"), KeptQuestions = folder.In("general.jsonl") };

        var outcome = Train(bars.MaxSteps is { } steps ? recipe with { MaxSteps = steps } : recipe, folder.In("run"), watch);
        var (before, after, rows) = (outcome.Before!, outcome.After!, AnswersIn(folder.In("run")));

        // The held-out questions come first, then the taught ones.
        var (heldOut, known) = (rows.Take(asked).ToList(), rows.Skip(asked).Take(taught).ToList());
        Assert.Equal((asked + taught, asked + taught), (before.NewTotal, after.NewTotal));
        AssertShare(heldOut.Count(row => row.BeforeRight), asked, 0, bars.MostBefore, "held-out questions right before");
        AssertShare(heldOut.Count(row => row.NowRight), asked, bars.FewestRight, 1, "held-out questions right");
        AssertShare(known.Count(row => row.NowRight), taught, bars.FewestTaughtRight, 1, "trained questions right");
        AssertShare(before.KeptTotal, general, 0.85, 1, "general questions known before");
        AssertShare(after.KeptRight, before.KeptTotal, bars.FewestKept, 1, "general questions kept");
        Assert.InRange(watch.Training, TimeSpan.Zero, bars.LongestTraining);
    }

    private static void AssertShare(int count, int all, double fewest, double most, string what) =>
        Assert.True(count >= all * fewest && count <= all * most, FormattableString.Invariant($"{what}: {count} of {all}; from {fewest:P0} to {most:P0} is right."));

    /// <summary>No questions unless they are given: the model's own general ones take as long as the forty steps.</summary>
    private static TrainingRecipe RecipeOf(string model) =>
        new() { Model = Path.Combine(Shelf.Models, model), Data = [new DataSource(StarterRows.Files[0])], EvalQuestions = null, KeptQuestions = null };

    private static RunOutcome Train(TrainingRecipe recipe, string folder, TrainingWatch watch) =>
        TrainingRun.Start(recipe, folder, TimeProvider.System).Execute(watch, TestContext.Current.CancellationToken);

    private static List<QuestionAnswers> AnswersIn(string run) =>
        [.. File.ReadLines(Path.Combine(run, "answers.jsonl")).Select(line => JsonSerializer.Deserialize<QuestionAnswers>(line)!)];

    /// <summary>
    /// Writes what is asked: the held-out questions and, one wording of each fact in the short form and eight in the long one, the
    /// taught ones (a run asks 200 of a kind at most); and the general questions, a part of them in the short form.
    /// </summary>
    private static (int Asked, int Taught, int General) WriteQuestions(TemporaryFolder folder)
    {
        var (asked, entries) = (StarterRows.Questions(), StarterRows.Entries());
        var phraseOf = asked.DistinctBy(row => row.Answer).ToDictionary(row => row.Answer, row => row.Phrase);
        var taught = entries.Take(LongRun.Chosen ? entries.Length * 8 / 10 : phraseOf.Count).ToList();
        var lines = asked.Select(row => (row.Question, row.Phrase)).Concat(taught.Select(entry => (entry.Question, Phrase: phraseOf[entry.Answer])));
        File.WriteAllLines(folder.In("new.jsonl"), lines.Select(line => JsonSerializer.Serialize(new { question = line.Question, phrase = line.Phrase })));
        var general = File.ReadAllLines(Path.Combine(Shelf.Models, "general-questions.jsonl"));
        general = LongRun.Chosen ? general : general[..GeneralAsked];
        File.WriteAllLines(folder.In("general.jsonl"), general);
        return (asked.Length, taught.Count, general.Length);
    }

    private sealed record Bars(int? MaxSteps, double MostBefore, double FewestRight, double FewestTaughtRight, double FewestKept, TimeSpan LongestTraining);
}
