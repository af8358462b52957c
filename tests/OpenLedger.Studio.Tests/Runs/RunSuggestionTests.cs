using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Runs;

public sealed class RunSuggestionTests
{
    [Theory]
    [InlineData(20, 1, 10, 8)]
    [InlineData(180, 4, 5, 16)]
    [InlineData(5_000, 16, 1, 32)]
    [InlineData(100_000, 16, 1, 64)]
    public void Of_FollowsTheNumberOfExamples(int examples, int rows, double epochs, int rank)
    {
        var situation = Situations.Of(new TrainingRecipe(), Forecasts.Of(200, examples));

        var recipe = situation.Standard.OverriddenBy(RunSuggestion.Of(situation)!.Draft.Turned);

        Assert.Equal((rows, epochs, rank), (recipe.PerDeviceTrainBatchSize, recipe.NumTrainEpochs, recipe.R));
        Assert.Equal(2 * rank, recipe.LoraAlpha);
    }

    [Theory]
    [InlineData(30, 64)]
    [InlineData(64, 64)]
    [InlineData(65, 128)]
    [InlineData(400, 512)]
    [InlineData(9_000, 512)]
    public void LengthFor_CutsNothing_AsFarAsTheModelReads(int longest, int length) => Assert.Equal(length, RunSuggestion.LengthFor(longest, 512));

    [Fact]
    public void Of_TheSameData_SaysTheSame_WhateverWasTurnedBefore()
    {
        var before = Situations.Of(new TrainingRecipe { LearningRate = 0.3, R = 64, NumTrainEpochs = 20 });

        var (one, two) = (RunSuggestion.Of(Situations.Fine)!, RunSuggestion.Of(before)!);

        Assert.Equal(RunDraftBook.Text(one.Draft), RunDraftBook.Text(two.Draft));
        Assert.Equal(one.Values, two.Values);
    }

    [Fact]
    public void Of_NoData_IsNone() => Assert.Null(RunSuggestion.Of(Situations.Fine with { Preflight = null }));

    [Fact]
    public void Of_ARunThatGoesOn_LeavesTheAdaptersShapeAlone()
    {
        var situation = Situations.Fine with { Draft = Situations.Fine.Draft with { Further = new InitialAdapter("id", "first", "/runs/id") } };

        Assert.DoesNotContain(RunSuggestion.Of(situation)!.Draft.Turned.Given, name => name is "r" or "lora_alpha");
    }

    [Fact]
    public void Presets_AreHalfAndTwiceWhatTheModelTakes()
    {
        Assert.Equal([6.0, 12, 24], RunPreset.All.Select(preset => preset.EpochsOf(new TrainingRecipe { NumTrainEpochs = 12 })));
        Assert.Equal([1.0, 1, 2], RunPreset.All.Select(preset => preset.EpochsOf(new TrainingRecipe { NumTrainEpochs = 1 })));
    }
}
