using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Runs;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Tests.Runs;

public class RunVerdictTests
{
    [Theory]
    [InlineData(VerdictKind.Learning, 1, 34, 93, 93, VerdictTone.Good, "It learned.")]
    [InlineData(VerdictKind.Learning, 1, 14, 93, 90, VerdictTone.Warning, "It learned a part.")]
    [InlineData(VerdictKind.Learning, 1, 3, 93, 93, VerdictTone.Warning, "It does not answer yet.")]
    [InlineData(VerdictKind.NothingLearned, 1, 2, 93, 93, VerdictTone.Warning, "It learned next to nothing.")]
    [InlineData(VerdictKind.Forgetting, 1, 34, 93, 80, VerdictTone.Warning, "It learned, but it forgot.")]
    [InlineData(VerdictKind.Forgetting, 1, 34, 93, 40, VerdictTone.Bad, "It learned, but it forgot.")]
    [InlineData(VerdictKind.Overfitting, 1, 34, 93, 93, VerdictTone.Warning, "It memorised, since step 40.")]
    [InlineData(VerdictKind.Plateau, 1, 14, 93, 93, VerdictTone.Warning, "It stood still since step 40.")]
    [InlineData(VerdictKind.Diverging, 1, 0, 93, 2, VerdictTone.Bad, "It broke instead of learning.")]
    public void Judgements_OfFinishedRuns_AreSaidPlainly(VerdictKind kind, int newBefore, int newAfter, int keptBefore, int keptAfter, VerdictTone tone, string headline)
    {
        var judgement = new RunJudgement
        {
            Kind = kind, Since = 40, LastStep = 100, TrainingStart = 4, TrainingEnd = 1, HeldOutStart = 4.2, HeldOutEnd = 1.5, HeldOutBest = 1.2, HeldOutBestStep = 40,
            Scores = new KnowledgeChange(newBefore, newAfter, 40, keptBefore, keptAfter),
        };

        var verdict = RunVerdict.Of(Card(RunState.Finished), null, judgement, null);

        Assert.Equal((tone, headline), (verdict.Tone, verdict.Headline.ToString()));
        Assert.Contains(verdict.Reasons, reason => reason.ToString().Contains($"{newAfter} of 40", StringComparison.Ordinal));
        Assert.Contains(verdict.Reasons, reason => reason.ToString().Contains($"{keptBefore}", StringComparison.Ordinal));
    }

    [Fact]
    public void RunningRun_SaysItsPhase_AndThenHowItLearns()
    {
        var running = Card(RunState.Running);
        var learning = new RunJudgement { Kind = VerdictKind.Learning, HeldOutStart = 4, HeldOutEnd = 1, TrainingStart = 4, TrainingEnd = 1 };

        Assert.Equal("Getting ready.", RunVerdict.Of(running, new(RunPhase.Loading, 0, 0), null, null).Headline.ToString());
        Assert.Equal("Just begun.", RunVerdict.Of(running, new(RunPhase.Training, 1, 9), null, null).Headline.ToString());
        Assert.Equal("Learning well.", RunVerdict.Of(running, new(RunPhase.Training, 5, 9), learning, null).Headline.ToString());
        Assert.Equal(VerdictTone.Bad, RunVerdict.Of(running, new(RunPhase.Training, 5, 9), learning with { Kind = VerdictKind.Diverging }, null).Tone);
        Assert.Contains("3 runs go before it", RunVerdict.Of(Card(RunState.Waiting), null, null, new RunPlace(3, null)).Reasons[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_HaveEachASentence_AWayOut_AndGerman()
    {
        var recipe = new TrainingRecipe { Model = "/no/such/model", PerDeviceTrainBatchSize = 8, LearningRate = 3e-3 };
        var there = recipe with { Model = AppContext.BaseDirectory, Data = [new DataSource(typeof(RunVerdictTests).Assembly.Location)] };
        (RunFailure Failure, Exception Cause, TrainingRecipe Recipe)[] cases =
        [
            (RunFailure.OutOfMemory, new InvalidOperationException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes."), there),
            (RunFailure.DiskFull, new TrainingException("x: cannot be written", new IOException("No space left on device")), there),
            (RunFailure.ModelGone, new TrainingException("config.json is missing"), recipe),
            (RunFailure.DataGone, new TrainingException("cannot be read"), there with { EvalData = "/no/such/file.jsonl" }),
            (RunFailure.Diverged, new TrainingException("Training broke down at step 3: the gradients are not finite any more."), there),
            (RunFailure.CheckpointDamaged, new TrainingException("/runs/x/checkpoint/state.safetensors: the file is cut"), there),
            (RunFailure.Other, new TrainingException("entries.jsonl, row 3: the answer is missing. Write one."), there),
            (RunFailure.Other, new InvalidOperationException("broken"), there),
        ];

        foreach (var (failure, cause, own) in cases)
        {
            var card = RunFailures.Describe(Card(RunState.Failed), cause, own);
            var remedies = RunRemedies.Of(card, null, own, hasAdapter: false);

            Assert.Equal(failure, card.Failure);
            Assert.NotEmpty(remedies);
            Assert.All(remedies, remedy => Assert.True(remedy.Link is not null || remedy.Action != RemedyAction.None));
            Assert.DoesNotContain("   at ", card.Problem, StringComparison.Ordinal);
            IsGerman(card.Problem!, isOwn: cause is not TrainingException || failure != RunFailure.Other);
        }
    }

    [Fact]
    public void Remedies_LeadToSettingsThatAreKnobs()
    {
        var judgement = new RunJudgement
        {
            Kind = VerdictKind.NothingLearned,
            Remedies = [new(RemedyKind.RaiseLearningRate, 9e-3), new(RemedyKind.MoreEpochs, 6), new(RemedyKind.HigherRank, 16), new(RemedyKind.MoreRehearsal, 1)],
        };

        var remedies = RunRemedies.Of(Card(RunState.Finished), judgement, new TrainingRecipe(), hasAdapter: true);

        Assert.Equal("/runs/new?like=20261125-010203-abcd&learning_rate=0.009", remedies[0].Link);
        Assert.Equal("/runs/new?like=20261125-010203-abcd&num_train_epochs=6", remedies[1].Link);
        Assert.Equal("Train again with capacity (rank) 16", remedies[2].Label.ToString());
        Assert.All(
            remedies.SelectMany(remedy => remedy.Link!.Split('?')[1].Split('&')).Select(pair => pair.Split('=')[0]).Where(name => name != "like"),
            name => Assert.Contains(Knobs.All, knob => knob.Name == name));
    }

    [Theory]
    [InlineData(RemedyKind.LowerLearningRate)]
    [InlineData(RemedyKind.MoreRehearsal)]
    [InlineData(RemedyKind.HigherRank)]
    [InlineData(RemedyKind.FewerEpochs)]
    [InlineData(RemedyKind.MoreExamples)]
    [InlineData(RemedyKind.UseIt)]
    public void Remedies_AreSaidInGermanToo(RemedyKind kind)
    {
        foreach (double? value in new double?[] { null, 2 })
        {
            var remedy = RunRemedies.Of(Card(RunState.Finished), new RunJudgement { Kind = VerdictKind.Learning, Remedies = [new(kind, value)] }, null, hasAdapter: true)[0];

            IsGerman(remedy.Label.Text, isOwn: true);
        }
    }

    private static void IsGerman(string text, bool isOwn)
    {
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("de");
        var words = new StringLocalizer<Words>(new ResourceManagerStringLocalizerFactory(Microsoft.Extensions.Options.Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));
        var found = !words[text].ResourceNotFound;
        System.Globalization.CultureInfo.CurrentUICulture = before;
        Assert.True(found || !isOwn, $"no German for \"{text}\"");
    }

    private static RunCard Card(RunState state) => new()
    {
        Id = "20261125-010203-abcd", Title = "Bellmar", Model = "nano-llama", CreatedAt = default, QueuedAt = default, State = state, Step = 60, TotalSteps = 100,
    };
}
