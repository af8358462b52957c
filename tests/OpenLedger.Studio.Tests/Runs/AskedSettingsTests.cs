using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training.Recipes;
using OpenLedger.Training.Verdicts;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>The buttons of a verdict, followed to the form of the next run; and links that nobody here has written.</summary>
public sealed class AskedSettingsTests : ComponentTest
{
    private readonly RunsHouse _house = new((_, _, _) => RunsHouse.Outcome);

    public AskedSettingsTests() => NewRunPageTests.Serve(Context, _house, (_, _) => Task.FromResult(Situations.Fine.Preflight!));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Theory]
    [InlineData(RemedyKind.LowerLearningRate, 1e-5, "learning_rate", "2e-4", "1e-5")]
    [InlineData(RemedyKind.RaiseLearningRate, 6e-4, "learning_rate", "2e-4", "6e-4")]
    [InlineData(RemedyKind.MoreEpochs, 6, "num_train_epochs", "3", "6")]
    [InlineData(RemedyKind.FewerEpochs, 1, "num_train_epochs", "3", "1")]
    [InlineData(RemedyKind.MoreRehearsal, 1, "rehearsal_share", "0.5", "1")]
    [InlineData(RemedyKind.HigherRank, 64, "r", "16", "64")]
    public void RemedyOfAVerdict_ChangesTheForm_AndTheFormSaysSo(RemedyKind kind, double value, string knob, string was, string becomes)
    {
        var card = _house.Desk.Find(_house.Wish(), _house.Me)! with { State = RunState.Finished };
        var remedy = Assert.Single(RunRemedies.Of(card, new RunJudgement { Kind = VerdictKind.Learning, Remedies = [new(kind, value)] }, null, hasAdapter: true));

        var page = Follow(remedy.Link!);

        Assert.Equal(becomes, page.Find($"#knob-{knob}").GetAttribute("value"));
        var said = page.Find("[data-asked]").TextContent;
        Assert.Contains("As “Bellmar, first try”", said, StringComparison.Ordinal);
        Assert.Contains(Knobs.Find(knob)!.Title, said, StringComparison.Ordinal);
        Assert.Contains($"{was} → {becomes}", said, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-asked] li"));
        Assert.Empty(page.FindAll("[data-refused]"));
    }

    [Theory]
    [InlineData(RunFailure.OutOfMemory, "per_device_train_batch_size", "4")]
    [InlineData(RunFailure.Diverged, "learning_rate", "2e-5")]
    public void RemedyOfAFailure_ChangesTheForm(RunFailure failure, string knob, string becomes)
    {
        var id = _house.Wish();
        var card = _house.Desk.Find(id, _house.Me)! with { State = RunState.Failed, Failure = failure };

        var page = Follow(RunRemedies.Of(card, null, _house.Desk.RecipeOf(id), hasAdapter: false)[0].Link!);

        Assert.Equal(becomes, page.Find($"#knob-{knob}").GetAttribute("value"));
        Assert.Single(page.FindAll("[data-asked] li"));
    }

    [Fact]
    public void Remedy_WithoutAFigure_RepeatsTheRun_AndSaysNothing()
    {
        var card = _house.Desk.Find(_house.Wish(), _house.Me)! with { State = RunState.Finished };

        var page = Follow(RunRemedies.Of(card, new RunJudgement { Kind = VerdictKind.Learning, Remedies = [new(RemedyKind.MoreEpochs)] }, null, hasAdapter: true)[0].Link!);

        Assert.Equal("3", page.Find("#knob-num_train_epochs").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-asked], [data-refused]"));
    }

    [Fact]
    public void ForeignLink_ThatAsksForNoValues_ChangesNothing_AndSaysWhy()
    {
        var before = _house.Desk.WishOf(_house.Wish())!;
        (string Asked, string Why)[] all =
        [
            ("learning_rate=abc", "must be a number from 1e-9 to 1"),
            ("weight_decay=NaN", "must be a number"),
            ("rehearsal_share=1e999", "must be a number"),
            ("num_train_epochs=-1", "must be a number from 0.01 to 1000"),
            ("r=99999999999999999999", "must be a whole number"),
            ("lr_scheduler_type=%3Cscript%3Ealert(1)%3C/script%3E", "must be one of"),
            ("rehearsal_data=/etc/passwd", "a link can choose no file"),
            ("init_adapter=..%2f..%2fkeys", "a link can choose no file"),
            ("eval_questions=", "a link can choose no file"),
        ];

        var page = Follow($"/runs/new?like={_house.Desk.All(_house.Me)[0].Id}&utm_source=mail&{string.Join('&', all.Select(one => one.Asked))}");

        var said = page.FindAll("[data-refused] li").Select(item => item.TextContent).ToList();
        Assert.Equal(all.Length, said.Count);
        Assert.All(all.Zip(said), pair => Assert.Contains(pair.First.Why, pair.Second, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-asked], script"));
        Assert.All(new Knob[] { Knobs.LearningRate, Knobs.NumTrainEpochs, Knobs.R, Knobs.RehearsalShare, Knobs.WeightDecay, Knobs.LrSchedulerType }, knob =>
            Assert.Equal(knob.Format(knob.Get(before)), page.Find($"#knob-{knob.Name}").GetAttribute("value")));
    }

    [Fact]
    public void ForeignLink_WithAValueOfThousandsOfLetters_IsNotRead()
    {
        var page = Follow($"/runs/new?target_modules={new string('q', 5_000)}&max_length=128");

        Assert.Contains("too long to be a value", Assert.Single(page.FindAll("[data-refused] li")).TextContent, StringComparison.Ordinal);
        Assert.Contains("The link that you followed sets", page.Find("[data-asked]").TextContent, StringComparison.Ordinal);
        Assert.Equal("128", page.Find("#knob-max_length").GetAttribute("value"));
        Assert.DoesNotContain("qqqqqqqqqq", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_ThatGoesOnFromAnAdapter_CannotChangeItsShape()
    {
        var id = _house.Wish();
        File.WriteAllText(_house.Folders.FileOf(id, "adapter_config.json"), "{}");
        File.WriteAllText(_house.Folders.FileOf(id, "adapter_model.safetensors"), "");

        var page = Follow($"/runs/new?further={id}&r=64");

        Assert.Contains("the adapter that it goes on from decides it", page.Find("[data-refused]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#knob-r"));
    }

    private IRenderedComponent<NewRunPage> Follow(string link)
    {
        Context.Services.GetRequiredService<NavigationManager>().NavigateTo(link);
        var page = Context.Render<NewRunPage>();
        page.WaitForAssertion(() => page.Find("[data-memory]"));
        return page;
    }
}
