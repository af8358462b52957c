using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>Each warning comes when it should, and each of its buttons mends what it names.</summary>
public sealed class RunWarningsTests
{
    [Fact]
    public void Of_AFineRun_HasNothingToMend()
    {
        var warnings = RunWarnings.Of(Situations.Fine);

        Assert.Equal(RunWarningTexts.NothingCut, Assert.Single(warnings).Text);
    }

    [Fact]
    public void Of_TooLongExamples_OffersALengthAtWhichNothingIsCut()
    {
        var situation = Situations.Of(new TrainingRecipe(), Forecasts.Of(200) with { Cut = 12, LongestExample = 300 });

        var warning = Find(situation, RunWarningTexts.TooLong, WarningTone.Look);

        Assert.Equal(512, situation.Press(Assert.Single(warning.Fixes)).MaxLength);
    }

    [Fact]
    public void Of_ExamplesLongerThanTheModelReads_OffersNothing()
    {
        var situation = Situations.Of(new TrainingRecipe { MaxLength = 512 }, Forecasts.Of(200) with { Cut = 12, LongestExample = 900 });

        Assert.Empty(Find(situation, RunWarningTexts.TooLongForModel, WarningTone.Look).Fixes);
    }

    [Fact]
    public void Of_AnswersThatAreAllCutOff_CannotStart_AndLengthMendsIt()
    {
        var situation = Situations.Of(new TrainingRecipe(), Forecasts.Of(200) with { Load = null, Cut = 180, TeachNothing = 180, TeachNothingSinceCut = 180, LongestExample = 200 });

        var warning = Find(situation, RunWarningTexts.AllAnswersCut, WarningTone.Stops);

        Assert.Equal(256, situation.Press(Assert.Single(warning.Fixes)).MaxLength);
    }

    [Fact]
    public void Of_DataWithoutAnAnswer_CannotStart_AndLeadsToTheData()
    {
        var warning = Find(Situations.Of(new TrainingRecipe(), Forecasts.Of(200) with { Load = null, TeachNothing = 180 }), RunWarningTexts.NothingToLearn, WarningTone.Stops);

        Assert.Equal("/data", warning.Link);
    }

    [Fact]
    public void Of_NothingChosen_CannotStart()
    {
        var situation = Situations.Fine with { Chosen = [], Recipe = Situations.Fine.Recipe with { Data = [] }, Preflight = null };

        Assert.Equal(RunWarningTexts.NoData, Assert.Single(RunWarnings.Of(situation)).Text);
    }

    [Fact]
    public void Of_APreferenceSet_CannotStart_AndTheSetCanBeLeftOut()
    {
        var pairs = new DataOption("pairs", "Better and worse", 40) { Problem = new Sentence("Pairs of answers.") };
        var situation = Situations.Fine with { Chosen = [.. Situations.Fine.Chosen, pairs], Draft = Situations.Fine.Draft.Take("pairs", taken: true) };

        var fix = Assert.Single(Find(situation, RunWarningTexts.SetProblem, WarningTone.Stops).Fixes);

        Assert.Equal(["rows"], fix.Apply(situation.Draft).Data.Select(pick => pick.Id));
    }

    [Fact]
    public void Of_TooMuchMemory_CannotStart_AndSmallerPiecesLearnTheSame()
    {
        var smaller = Situations.Fine.Recipe with { PerDeviceTrainBatchSize = 2, GradientAccumulationSteps = 4 };
        var situation = Situations.Of(new TrainingRecipe(), memory: 5_000_000_000, smaller: smaller);

        var warning = Find(situation, RunWarningTexts.TooMuchMemory, WarningTone.Stops);
        var mended = situation.Press(warning.Fixes[0]);

        Assert.Equal((2, 4), (mended.PerDeviceTrainBatchSize, mended.GradientAccumulationSteps));
        Assert.Equal(situation.Recipe.EffectiveBatchSize, mended.EffectiveBatchSize);
        Assert.Equal(RunWarningTexts.LookAgain, warning.Fixes[1].Text);
    }

    [Fact]
    public void Of_TooMuchMemoryWhateverThePieces_SaysWhatHelps() =>
        Assert.Equal(RunWarningTexts.LookAgain, Assert.Single(Find(Situations.Of(new TrainingRecipe(), memory: 5_000_000_000), RunWarningTexts.TooMuchMemoryAnyway, WarningTone.Stops).Fixes).Text);

    [Fact]
    public void Of_MemoryThatBarelyFits_MayStart() =>
        Find(Situations.Of(new TrainingRecipe(), memory: 3_900_000_000), RunWarningTexts.FitsBarely, WarningTone.Look);

    [Fact]
    public void Of_AFullDisk_CannotStart() =>
        Find(Situations.Of(new TrainingRecipe(), room: Situations.Roomy with { Disk = 100_000_000 }), RunWarningTexts.DiskFull, WarningTone.Stops);

    [Theory]
    [InlineData(1e-1, RunWarningTexts.RateTooHigh)]
    [InlineData(1e-5, RunWarningTexts.RateTooLow)]
    public void Of_ARateOutsideAllZones_OffersOneWithin(double rate, string text)
    {
        var situation = Situations.Of(new TrainingRecipe { LearningRate = rate });

        var mended = situation.Press(Assert.Single(Find(situation, text, WarningTone.Look).Fixes)).LearningRate;

        Assert.InRange(mended, situation.RateZone.Low, situation.RateZone.High);
    }

    [Fact]
    public void Zone_FallsWithAHighRank_AndFollowsTheModelsOwnFile()
    {
        var (wide, narrow) = (RateZones.Of(null, 16), RateZones.Of(null, 128));

        Assert.Equal(wide.High / 2, narrow.High, 1e-12);
        Assert.True(RateZones.RedFrom(wide) > wide.High && RateZones.IdleBelow(wide) < wide.Low);
    }

    [Fact]
    public void Of_FewSteps_OffersMoreTraining_OrSmallerStepsWhereThatIsAtItsEnd()
    {
        var few = Situations.Of(new TrainingRecipe(), Forecasts.Of(12));
        var most = Situations.Of(new TrainingRecipe { NumTrainEpochs = 20 }, Forecasts.Of(20));

        Assert.Equal(20, few.Press(Assert.Single(Find(few, RunWarningTexts.FewSteps, WarningTone.Look).Fixes)).NumTrainEpochs);
        Assert.Equal(4, most.Press(Assert.Single(Find(most, RunWarningTexts.FewSteps, WarningTone.Look).Fixes)).PerDeviceTrainBatchSize);
        Assert.DoesNotContain(RunWarnings.Of(Situations.Of(new TrainingRecipe { MaxSteps = 5 }, Forecasts.Of(5))), warning => warning.Text == RunWarningTexts.FewSteps);
    }

    [Fact]
    public void Of_ABatchLargerThanTheData_OffersAPartOfIt()
    {
        var situation = Situations.Of(new TrainingRecipe { PerDeviceTrainBatchSize = 64 }, Forecasts.Of(3, examples: 20));

        var mended = situation.Press(Assert.Single(Find(situation, RunWarningTexts.BatchTooLarge, WarningTone.Look).Fixes));

        Assert.Equal((4, 1), (mended.PerDeviceTrainBatchSize, mended.GradientAccumulationSteps));
    }

    [Fact]
    public void Of_RehearsalSwitchedOff_OffersIt_AndOfNone_SaysWhere()
    {
        var off = Situations.Of(new TrainingRecipe { RehearsalShare = 0 });
        var none = Situations.Fine with { Recipe = Situations.Fine.Recipe with { RehearsalData = null } };

        Assert.Equal(0.5, off.Press(Assert.Single(Find(off, RunWarningTexts.RehearsalOff, WarningTone.Look).Fixes)).RehearsalShare);
        Assert.Equal("/data", Find(none, RunWarningTexts.NoRehearsal, WarningTone.Look).Link);
    }

    [Fact]
    public void Of_AValueOutOfItsRange_CannotStart_AndNamesIt()
    {
        var warning = Find(Situations.Of(new TrainingRecipe { MaxLength = 4 }), RunWarningTexts.Value, WarningTone.Stops);

        Assert.Contains("max_length", warning.Values[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Several_PutsTheGravestFirst()
    {
        var tones = RunWarnings.Of(Situations.Of(new TrainingRecipe { LearningRate = 0.5, RehearsalShare = 0 }, memory: 5_000_000_000)).Select(warning => warning.Tone).ToList();

        Assert.Equal(tones.OrderByDescending(tone => tone), tones);
        Assert.Equal(4, tones.Count);
    }

    private static RunWarning Find(RunSituation situation, string text, WarningTone tone)
    {
        var warning = Assert.Single(RunWarnings.Of(situation), warning => warning.Text == text);
        Assert.Equal(tone, warning.Tone);
        return warning;
    }
}
