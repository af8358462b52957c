using AngleSharp.Dom;
using Bunit;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>The page of a new run while counting takes its time: what it shows, and that a run is only started on a count of its own settings.</summary>
public sealed class NewRunCountingTests : ComponentTest
{
    private readonly RunsHouse _house = new((_, _, _) => RunsHouse.Outcome);
    private readonly List<(TrainingRecipe Recipe, TaskCompletionSource<RunPreflight> Answer)> _asked = [];
    private IRenderedComponent<NewRunPage> _page = null!;

    public NewRunCountingTests() => NewRunPageTests.Serve(Context, _house, Ask);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public async Task Train_BeforeAnythingWasCounted_IsDisabled_AndSaysWhy()
    {
        Open();
        await AskedAsync(1);

        Assert.True(Train.HasAttribute("disabled"));
        Assert.Equal("Counting …", Train.GetAttribute("title"));
        Answer(Situations.Fine.Preflight!);

        _page.WaitForAssertion(() => Assert.False(Train.HasAttribute("disabled")));
        Assert.False(Train.HasAttribute("title"));
    }

    [Fact]
    public async Task FiguresAndWarnings_OfTheSettingsBefore_StayUntilTheNewOnesAreThere()
    {
        await OpenCountedAsync(Situations.Of(new TrainingRecipe(), memory: 9_000_000_000).Preflight!);
        Assert.Empty(_page.FindAll(".figures.old"));

        await TurnAsync("#knob-num_train_epochs", "4");

        Assert.Equal("9 GB", _page.Find("[data-memory]").TextContent);
        Assert.NotEmpty(_page.FindAll(".figures.old"));
        Assert.Contains("9 GB", _page.Find("[data-tone=Stops]").TextContent, StringComparison.Ordinal);
        Assert.True(Train.HasAttribute("disabled"));

        Answer(Situations.Fine.Preflight!);
        _page.WaitForAssertion(() => Assert.Empty(_page.FindAll(".figures.old")));
        Assert.Equal("300 MB", _page.Find("[data-memory]").TextContent);
        Assert.Empty(_page.FindAll("[data-tone=Stops]"));
        Assert.False(Train.HasAttribute("disabled"));
    }

    [Fact]
    public async Task Train_WhileItCounts_WaitsForThePresentSettings_AndStartsNothingWhereTheyTeachNothing()
    {
        await OpenCountedAsync(Situations.Fine.Preflight!);
        await TurnAsync("#knob-max_length", "8");
        Assert.False(Train.HasAttribute("disabled"));

        var pressed = _page.InvokeAsync(() => Train.ClickAsync(new()));
        await AskedAsync(3);
        Assert.False(pressed.IsCompleted);
        Assert.Empty(_house.Desk.All(_house.Me));
        Answer(Situations.Of(new TrainingRecipe(), Forecasts.Of(9) with { Load = null, TeachNothing = 180, TeachNothingSinceCut = 180, LongestExample = 200 }).Preflight!);
        await pressed;

        _page.WaitForAssertion(() => Assert.Contains("It did not start", _page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("so there is nothing to learn", _page.Find("[data-tone=Stops]").TextContent, StringComparison.Ordinal);
        Assert.True(Train.HasAttribute("disabled"));
        Assert.Empty(_house.Desk.All(_house.Me));
    }

    [Fact]
    public async Task Train_WhileItCounts_WritesDownWhatThePresentSettingsComeTo()
    {
        await OpenCountedAsync(Situations.Fine.Preflight!);
        await TurnAsync("#knob-num_train_epochs", "7");

        var pressed = _page.InvokeAsync(() => Train.ClickAsync(new()));
        await AskedAsync(3);
        Assert.Equal(7, _asked[^1].Recipe.NumTrainEpochs);
        Answer(Situations.Of(new TrainingRecipe(), memory: 777_000_000).Preflight!);
        await pressed;

        var card = Assert.Single(_house.Desk.All(_house.Me));
        Assert.Equal(777_000_000, card.Prediction!.MemoryBytes);
        Assert.Equal(7, _house.Desk.WishOf(RunDesk.IdOf(card))!.NumTrainEpochs);
    }

    [Fact]
    public async Task ErrorOfSettingsThatAreGone_IsNotShown()
    {
        Open();
        await AskedAsync(1);
        await TurnAsync("#knob-num_train_epochs", "4");

        _asked[0].Answer.TrySetException(new TrainingException("rows.jsonl, row 3: has no answer."));
        Answer(Situations.Fine.Preflight!);

        _page.WaitForAssertion(() => Assert.False(Train.HasAttribute("disabled")));
        Assert.Empty(_page.FindAll("[role=alert]"));
    }

    private IElement Train => _page.Find(".actions .mud-button-filled");

    private Task<RunPreflight> Ask(TrainingRecipe recipe, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<RunPreflight>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_asked)
        {
            _asked.Add((recipe, answer));
        }

        return answer.Task;
    }

    private void Open() => _page = Context.Render<NewRunPage>();

    private async Task OpenCountedAsync(RunPreflight preflight)
    {
        Open();
        await AskedAsync(1);
        Answer(preflight);
        _page.WaitForAssertion(() => _page.Find("[data-memory]"));
    }

    /// <summary>Turns a knob, and waits until the page has asked what that comes to.</summary>
    private async Task TurnAsync(string knob, string value)
    {
        var before = _asked.Count;
        await _page.InvokeAsync(() => _page.Find(knob).Change(value));
        await AskedAsync(before + 1);
    }

    private Task AskedAsync(int times) => Eventually.True(() => _asked.Count >= times);

    private void Answer(RunPreflight preflight)
    {
        lock (_asked)
        {
            _asked.ForEach(asked => asked.Answer.TrySetResult(preflight));
        }
    }
}
