using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>What a model and the chosen sets make of the form, before a knob is turned: here, that something tells afterwards whether it learned.</summary>
public sealed class RunFormTests
{
    private static readonly StudioModel Nano = new("nano-llama", "nano-llama", Checkout.Model("nano-llama")) { Context = 512, Defaults = StudioDefaults.Read(Checkout.Model("nano-llama")) };

    [Theory]
    [InlineData(80, 0.1)]
    [InlineData(5_000, 0.1)]
    [InlineData(79, 0)]
    [InlineData(3, 0)]
    public void OwnSet_IsHeldOutFrom_WhereItIsLargeEnough(int examples, double share)
    {
        var situation = Of(Own(examples));

        Assert.Equal((share, share), (situation.Standard.EvalShare, situation.Recipe.EvalShare));
        Assert.Equal(share == 0, RunWarnings.Of(situation).Any(warning => warning.Text is RunWarningTexts.NothingHeldOut or RunWarningTexts.TooFewToHoldOut));
    }

    [Fact]
    public void SetWithQuestionsOfItsOwn_IsTrainedOnWhole()
    {
        var situation = Of(Own(200) with { Questions = "/starter-set/questions.jsonl" });

        Assert.Equal(0, situation.Standard.EvalShare);
        Assert.DoesNotContain(RunWarnings.Of(situation), warning => warning.Text == RunWarningTexts.NothingHeldOut);
    }

    [Fact]
    public void SmallSet_IsWarnedOf_AndTheButtonHoldsAShareOut()
    {
        var situation = Of(Own(40));

        var warning = Assert.Single(RunWarnings.Of(situation), warning => warning.Text == RunWarningTexts.NothingHeldOut);
        var fix = Assert.Single(warning.Fixes);

        Assert.Equal(WarningTone.Look, warning.Tone);
        Assert.Equal(8, fix.Values[0]);
        Assert.Equal(0.1, Of(fix.Apply(situation.Draft), Own(40)).Recipe.EvalShare);
    }

    [Fact]
    public void ShareThatAPersonTurnedOff_StaysOff_AndIsWarnedOf()
    {
        var on = Of(Own(400));
        var off = Of(on.Draft.Turn(on.Standard, Knobs.EvalShare, 0.0), Own(400));

        Assert.Equal(0, off.Recipe.EvalShare);
        var fix = Assert.Single(Assert.Single(RunWarnings.Of(off), warning => warning.Text == RunWarningTexts.NothingHeldOut).Fixes);
        Assert.Equal(0.1, Of(fix.Apply(off.Draft), Own(400)).Recipe.EvalShare);
    }

    [Fact]
    public void FewExamples_LeadToTheData() =>
        Assert.Equal("/data", Assert.Single(RunWarnings.Of(Of(Own(3))), warning => warning.Text == RunWarningTexts.TooFewToHoldOut).Link);

    private static DataOption Own(int examples) => new("own", "Birds of the bay", examples) { File = "/data/own.jsonl" };

    private static RunSituation Of(DataOption set) => Of(new RunDraft { Model = Nano.Id, Data = [new DataPick(set.Id)] }, set);

    private static RunSituation Of(RunDraft draft, DataOption set) => RunForm.SituationOf(draft, [Nano], [set]);
}
