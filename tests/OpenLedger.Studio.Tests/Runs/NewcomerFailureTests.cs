using System.Diagnostics;
using System.Globalization;
using Bunit;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Tests.Data.Import;
using OpenLedger.Studio.Tests.Store;
using OpenLedger.Training;
using OpenLedger.Training.Estimates;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;
using Words = OpenLedger.Studio.Features.Runs.Words;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>
/// Where a newcomer to another studio was left alone (facts/studios.md section 9): each is answered here within two seconds, in one
/// sentence with the next step, in English and in German.
/// </summary>
public sealed class NewcomerFailureTests : ComponentTest
{
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(2);
    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "models", "nano-llama");
    private static readonly RunScores NothingRight = new(0, 20, 90, 100, 4);
    private static readonly StringLocalizer<Words> InWords = new(new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));

    /// <summary>A trace without the row's number.</summary>
    [Theory]
    [InlineData("rows.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \"c\"}\n", "row 2, answer: is missing. Write it")]
    [InlineData("rows.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \"c\", \"answer\": }\n", "row 2")]
    [InlineData("rows.csv", "question,answer\na,b\nc,d,e\n", "row 3")]
    public void BrokenRow_IsNamed_AndTheOthersAreTaken(string name, string text, string says)
    {
        var imported = Within(() => Imported.Of(name, text));

        Assert.Contains(says, imported.Problem, StringComparison.Ordinal);
        Assert.Single(imported.Examples);
        Assert.Single(imported.Aside);
    }

    /// <summary>Seven presses of Start in vain.</summary>
    [Fact]
    public void NothingToLearnFrom_CannotBeStarted_AndLeadsToTheData()
    {
        var none = Situations.Fine with { Chosen = [], Recipe = Situations.Fine.Recipe with { Data = [] }, Preflight = null };
        var silent = Situations.Of(new TrainingRecipe(), Forecasts.Of(200) with { Load = null, TeachNothing = 180 });

        foreach (var situation in new[] { none, silent })
        {
            var warning = Within(() => RunWarnings.Of(situation)).First(warning => warning.Tone == WarningTone.Stops);

            IsASentence(new Sentence(warning.Text, warning.Values), "learn");
            Assert.Equal("/data", warning.Link);
        }
    }

    /// <summary>Nothing about time or memory before Start, and standard settings that fail on the machine.</summary>
    [Fact]
    public async Task TimeAndMemory_AreSaidBeforeTheStart_AndTheStandardRunsHere()
    {
        using var house = new StoreHouse();
        new MachineSpeed { Processors = Environment.ProcessorCount, Products = [new(512, 5e10)], NarrowFactor = 0.9, Attention = 1e10, Swept = 4e8, Fetched = 4e9, SecondsOfACall = 3e-6 }.Write(Path.Combine(house.Data.Path, "machine.json"));
        var estimator = new RunEstimator(house.Data, new MachineDesk(house.Data), TimeProvider.System, () => Situations.Roomy);
        var recipe = new TrainingRecipe { Model = Model, Data = [new DataSource(Path.Combine(AppContext.BaseDirectory, "starter-set", "entries.jsonl"))], Threads = 2 }.WithDefaults(StudioDefaults.Read(Model));

        // Data that was never seen is read and counted once, which the page says while it does; each answer after that keeps the bar.
        await estimator.OfAsync(recipe, Xunit.TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();
        var preflight = await estimator.OfAsync(recipe with { R = 2 * recipe.R }, Xunit.TestContext.Current.CancellationToken);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bar);
        Assert.True(preflight.Memory.Bytes > 0 && preflight.Time!.All > TimeSpan.Zero);
        Assert.Equal(Fit.Fits, preflight.Fit);
    }

    [Fact]
    public void TooLittleMemory_CannotBeStarted_AndAButtonMendsIt()
    {
        var situation = Situations.Of(new TrainingRecipe(), memory: 5_000_000_000, smaller: Situations.Fine.Recipe with { PerDeviceTrainBatchSize = 2, GradientAccumulationSteps = 4 });

        var warning = Within(() => RunWarnings.Of(situation)).First(warning => warning.Tone == WarningTone.Stops);

        IsASentence(new Sentence(warning.Text, warning.Values), "5 GB of memory");
        Assert.Equal(2, situation.Press(warning.Fixes[0]).PerDeviceTrainBatchSize);
    }

    /// <summary>A learning rate of 3: said before, and called by its name after.</summary>
    [Fact]
    public void LearningRateOfThree_IsWarnedOf_AndItsRunIsCalledBroken()
    {
        var situation = Situations.Of(new TrainingRecipe { LearningRate = 3 });
        var warning = Within(() => RunWarnings.Of(situation)).First(warning => warning.Text == RunWarningTexts.RateTooHigh);
        IsASentence(new Sentence(warning.Text, warning.Values), "usually breaks");
        Assert.True(situation.Press(warning.Fixes[0]).LearningRate < 0.1);

        var (card, verdict) = Ended(step => 4 + (step * 0.8), NothingRight);

        Assert.Equal((VerdictTone.Bad, "It broke instead of learning."), (verdict.Tone, verdict.Headline.ToString()));
        IsASentence(verdict.Reasons[0], "learning rate is too bold");
        LeadsOn(card, "learning_rate=");
    }

    [Fact]
    public void TrainingThatIsNoNumberAnyMore_SaysSo_AndOffersATenth()
    {
        var card = Within(() => RunFailures.Describe(Card(RunState.Failed), new TrainingException("Training broke down at step 3: the gradients are not finite any more."), new TrainingRecipe { Model = Model, Data = [new DataSource(Path.Combine(Model, "config.json"))], LearningRate = 3 }));

        IsASentence(RunVerdict.OfProblem(card), "Train again with a tenth of it");
        Assert.Contains("learning_rate=0.3", RunRemedies.Of(card, null, new TrainingRecipe { LearningRate = 3 }, hasAdapter: false)[0].Link, StringComparison.Ordinal);
    }

    /// <summary>"Finished." after 0 of 20.</summary>
    [Fact]
    public void RunThatTaughtNothing_IsCalledThat_WithANextStep()
    {
        var (flat, nothing) = Ended(step => 4 + (0.01 * Math.Sin(step)), NothingRight);
        Assert.Equal("It learned next to nothing.", nothing.Headline.ToString());
        IsASentence(nothing.Headline, "next to nothing");
        LeadsOn(flat, "=");

        // The loss fell, and not one answer is right.
        var (mute, silent) = Ended(step => 0.5 + (3.5 * Math.Exp(-step / 10.0)), NothingRight);
        Assert.Equal(VerdictTone.Warning, silent.Tone);
        Assert.Contains(silent.Reasons, reason => reason.ToString().Contains("0 of 20 right", StringComparison.Ordinal));
        LeadsOn(mute, "=");
    }

    /// <summary>Held-out loss that never reaches the page; a long run that freezes with its browser.</summary>
    [Fact]
    public void RunThatNobodyLookedAt_IsThere_WithItsHeldOutLoss()
    {
        using var house = new RunsHouse((_, _, _) => RunsHouse.Outcome);
        RunPageTests.Serve(Context, house, house.Me);
        var id = house.Wish();
        Metrics(house, id, step => 0.5 + (3.5 * Math.Exp(-step / 10.0)));

        house.Train(id);
        var page = Within(() => Context.Render<RunPage>(parameters => parameters.Add(run => run.Id, id.Value)));

        Assert.Contains("It learned.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Held-out loss", page.Markup, StringComparison.Ordinal);
        Assert.Contains(NumberText.Loss(RunsHouse.Outcome.After!.HeldOutLoss), page.Markup, StringComparison.Ordinal);
    }

    /// <summary>A killed server that "will resume" and starts at step 0.</summary>
    [Fact]
    public async Task KilledServer_GoesOnByItself_AndSaysFromWhere()
    {
        using var folder = new TemporaryFolder();
        RunId id;
        using (var killed = new RunsHouse((_, _, _) => RunsHouse.Outcome, folder))
        {
            id = killed.Wish();
            Metrics(killed, id, _ => 2);
            killed.Book.Update(id, card => card with { State = RunState.Running, Attempts = 1 });
        }

        using var house = new RunsHouse((_, _, _) => RunsHouse.Outcome, folder);
        await house.StartAsync();
        var clock = Stopwatch.StartNew();
        await Eventually.True(() => house.Desk.EventsOf(id).Any(line => line.Kind == RunEventKind.WentOn));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bar);
        Assert.Contains("step 60 was the last", RunWords.Event(InWords, house.Desk.EventsOf(id).Single(line => line.Kind == RunEventKind.WentOn), null), StringComparison.Ordinal);
        await house.StopAsync();
    }

    /// <summary>The model's own chat template, passed over in silence.</summary>
    [Fact]
    public void ModelWithoutAChatTemplate_SaysSo_AndWhatToDo() =>
        IsASentence(LibraryTexts.Of("rows.jsonl, row 1: this is a conversation, but the model has no chat template. Choose a model with one, or write the rows as {\"text\"}."), "Choose a model with one");

    /// <summary>Asks, and again where that was too slow: a program that has just begun compiles first what it does.</summary>
    private static T Within<T>(Func<T> ask)
    {
        var clock = Stopwatch.StartNew();
        var answer = ask();
        if (clock.Elapsed > Bar)
        {
            clock.Restart();
            answer = ask();
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bar);
        return answer;
    }

    /// <summary>It says what, and it says it in German too.</summary>
    private static void IsASentence(Sentence sentence, string says)
    {
        Assert.Contains(says, sentence.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(".", sentence.ToString(), StringComparison.Ordinal);
        using var german = Speaking.German();
        Assert.NotEqual(sentence.ToString(), sentence.In(InWords));
    }

    private static void LeadsOn(RunCard card, string link) =>
        Assert.Contains(Within(() => RunRemedies.Of(card, card.Judgement, new TrainingRecipe(), hasAdapter: true)), remedy => remedy.Link?.Contains(link, StringComparison.Ordinal) == true);

    /// <summary>A run with such a curve that came to its end, and what is said of it.</summary>
    private static (RunCard Card, RunVerdict Verdict) Ended(Func<int, double> loss, RunScores after)
    {
        using var house = new RunsHouse((_, _, _) => new RunOutcome(after with { NewRight = 0 }, after, null, 60, "adapter"));
        var id = house.Wish();
        Metrics(house, id, loss);
        return Within(() =>
        {
            house.Train(id);
            var card = house.Desk.Find(id, house.Me)!;
            return (card, RunVerdict.Of(card, null, card.Judgement, null));
        });
    }

    private static void Metrics(RunsHouse house, RunId id, Func<int, double> loss) => File.WriteAllLines(
        house.Folders.FileOf(id, "metrics.jsonl"),
        Enumerable.Range(1, 60).Select(step => string.Create(CultureInfo.InvariantCulture, $"{{\"step\":{step},\"loss\":{loss(step):0.0000}{(step % 6 == 0 ? $",\"eval_loss\":{loss(step) + 0.1:0.0000}" : null)}}}")));

    private static RunCard Card(RunState state) => new()
    {
        Id = "20261125-010203-abcd", Title = "Bellmar", Model = "nano-llama", CreatedAt = default, QueuedAt = default, State = state, Step = 60, TotalSteps = 100,
    };
}
