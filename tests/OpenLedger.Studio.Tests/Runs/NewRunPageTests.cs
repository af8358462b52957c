using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Training;
using OpenLedger.Training.Recipes;

namespace OpenLedger.Studio.Tests.Runs;

/// <summary>The page of a new run, over the bundled models and the starter set, with an estimator that answers at once.</summary>
public sealed class NewRunPageTests : ComponentTest
{
    private readonly RunsHouse _house = new((_, _, _) => RunsHouse.Outcome);
    private Forecaster _forecast = (recipe, _) => Task.FromResult(Situations.Of(new TrainingRecipe(), Forecasts.Of(recipe.PerDeviceTrainBatchSize * 10)).Preflight!);

    static NewRunPageTests() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public NewRunPageTests() => Serve(Context, _house, (recipe, cancellation) => _forecast(recipe, cancellation));

    /// <summary>What the page needs, over the bundled models, the starter set and the runs of a house.</summary>
    internal static void Serve(BunitContext context, RunsHouse house, Forecaster forecast)
    {
        var options = new StudioOptions
        {
            ModelsFolder = Path.Combine(AppContext.BaseDirectory, "models"),
            StarterSetFolder = Path.Combine(AppContext.BaseDirectory, "starter-set"),
        };
        context.Services.AddSingleton(options).AddSingleton(TimeProvider.System).AddSingleton(house.Desk)
            .AddSingleton(forecast)
            .AddSingleton(house.Me).AddSingleton(house.Services.GetRequiredService<RunDraftBook>())
            .AddSingleton(house.Services.GetRequiredService<DataFolder>()).AddSingleton(house.Services.GetRequiredService<IDbContextFactory<StudioContext>>())
            .AddSingleton(house.Services.GetRequiredService<WriteQueue>()).AddSingleton(house.Services.GetRequiredService<AuditLog>())
            .AddSingleton<ModelDesk>().AddSingleton<StarterSetDesk>().AddSingleton<BundledSets>().AddSingleton<DatasetDesk>().AddSingleton(house.Services.GetRequiredService<Quotas>()).AddSingleton<DataOptions>()
            .AddDatanets();
        context.SetRendererInfo(new RendererInfo("Server", true));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public void Page_BeginsWithTheModelsOwnDefaults_AndTheStarterSet()
    {
        var page = Rendered();

        Assert.Equal("3e-3", page.Find("#knob-learning_rate").GetAttribute("value"));
        Assert.Equal(3, page.FindAll("input[name=model]").Count);
        Assert.True(page.Find("input[type=checkbox]").HasAttribute("checked"));
        Assert.False(Train(page).HasAttribute("disabled"));
        Assert.Equal("true", page.FindAll(".presets button")[1].GetAttribute("aria-pressed"));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Page_SaysWhatItComesTo_AndAgainWhenAKnobIsTurned()
    {
        var page = Rendered();
        Assert.Contains("300 MB", page.Find("[data-memory]").TextContent, StringComparison.Ordinal);
        Assert.Contains("80 steps", page.Find("[data-brief]").TextContent, StringComparison.Ordinal);

        await ChangeAsync(page, "#knob-per_device_train_batch_size", "16");

        page.WaitForAssertion(() => Assert.Contains("160 steps", page.Find("[data-brief]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Train_WritesTheRecipeOfTheForm_AndOpensTheRun()
    {
        var page = Rendered();
        await page.InvokeAsync(() => page.FindAll("input[name=model]")[2].Change("nano-qwen"));
        await ChangeAsync(page, "#knob-num_train_epochs", "2");
        page.WaitForAssertion(() => Assert.False(Train(page).HasAttribute("disabled")));

        await page.InvokeAsync(() => Train(page).ClickAsync(new()));

        page.WaitForAssertion(() => Assert.Contains("/runs/", Context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var card = Assert.Single(_house.Desk.All(_house.Me));
        Assert.Equal(("nano-qwen", "Bellmar, try 1"), (card.Model, card.Title));
        Assert.True(RunId.TryParse(card.Id, out var id));
        var recipe = _house.Desk.WishOf(id)!;
        Assert.Equal((2, 0.5), (recipe.NumTrainEpochs, recipe.RehearsalShare));
        Assert.EndsWith("entries.jsonl", recipe.Data[0].Path, StringComparison.Ordinal);
        Assert.EndsWith($"/runs/{id}", Context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OpenedAgain_HasEverySetting()
    {
        var page = Rendered();
        await ChangeAsync(page, "#knob-r", "64");
        await ChangeAsync(page, "#knob-seed", "7");
        await page.InvokeAsync(() => page.FindAll("input[name=model]")[1].Change("nano-mistral"));

        page.WaitForAssertion(() => Assert.Contains("nano-mistral", RunDraftBook.Text(_house.Services.GetRequiredService<RunDraftBook>().Read(_house.Me.Id)!), StringComparison.Ordinal));
        var again = Rendered();

        Assert.Equal(("64", "7"), (again.Find("#knob-r").GetAttribute("value"), again.Find("#knob-seed").GetAttribute("value")));
        Assert.Contains("nano-mistral", again.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 changed", again.Find(".advanced summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_LikeARun_BeginsWithItsSettings()
    {
        var page = Rendered();
        await ChangeAsync(page, "#knob-r", "64");
        await page.InvokeAsync(() => Train(page).ClickAsync(new()));
        page.WaitForAssertion(() => Assert.Single(_house.Desk.All(_house.Me)));

        Context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/runs/new?like={_house.Desk.All(_house.Me)[0].Id}");

        Assert.Equal("64", Rendered().Find("#knob-r").GetAttribute("value"));
    }

    [Fact]
    public async Task Page_FurtherFromARun_KeepsItsShape_AndNamesItsAdapter()
    {
        var id = _house.Wish();
        var folder = _house.Folders.PathOf(id);
        await File.WriteAllTextAsync(Path.Combine(folder, "adapter_config.json"), "{}", Xunit.TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "adapter_model.safetensors"), "", Xunit.TestContext.Current.CancellationToken);
        Context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/runs/new?further={id}");
        var page = Rendered();

        Assert.Contains("Bellmar, first try", page.Find(".further").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#knob-r"));
        await page.InvokeAsync(() => Train(page).ClickAsync(new()));
        page.WaitForAssertion(() => Assert.Equal(2, _house.Desk.All(_house.Me).Count));
        Assert.True(RunId.TryParse(_house.Desk.All(_house.Me).Single(card => card.Id != id.Value).Id, out var second));
        Assert.Equal(folder, _house.Desk.WishOf(second)!.InitAdapter);
        Assert.DoesNotContain("r", _house.Desk.WishOf(second)!.Given);
    }

    [Fact]
    public async Task NothingChosen_CannotStart_AndSaysWhy()
    {
        var page = Rendered();

        await page.InvokeAsync(() => page.Find("input[type=checkbox]").Change(false));

        page.WaitForAssertion(() => Assert.True(Train(page).HasAttribute("disabled")));
        Assert.Contains("Nothing is chosen to learn from", page.Find("[data-tone=Stops]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warning_IsMendedByItsButton()
    {
        var page = Rendered();
        await ChangeAsync(page, "#knob-learning_rate", "0.5");
        page.WaitForAssertion(() => Assert.Contains("usually breaks", page.Find("[data-tone=Look]").TextContent, StringComparison.Ordinal));

        await page.InvokeAsync(() => page.FindAll(".fixes button").Single(button => button.TextContent.StartsWith("Set it to", StringComparison.Ordinal)).Click());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-tone=Look]")));
        Assert.Equal("3e-3", page.Find("#knob-learning_rate").GetAttribute("value"));
    }

    [Fact]
    public async Task TooMuchMemory_CannotStart()
    {
        _forecast = (_, _) => Task.FromResult(Situations.Of(new TrainingRecipe(), memory: 9_000_000_000).Preflight!);
        var page = Rendered();

        page.WaitForAssertion(() => Assert.Contains("Too large for this computer", page.Find(".pill.bad").TextContent, StringComparison.Ordinal));
        Assert.True(Train(page).HasAttribute("disabled"));

        _forecast = (_, _) => Task.FromResult(Situations.Fine.Preflight!);
        await page.InvokeAsync(() => page.FindAll(".fixes button").Single(button => button.TextContent == "Look again").Click());
        page.WaitForAssertion(() => Assert.False(Train(page).HasAttribute("disabled")));
    }

    [Fact]
    public void DataThatCannotBeRead_IsSaid_AndCannotStart()
    {
        _forecast = (_, _) => Task.FromException<RunPreflight>(new TrainingException("rows.jsonl, row 3: has no answer. Add one."));
        var page = Context.Render<NewRunPage>();

        page.WaitForAssertion(() => Assert.Contains("row 3", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.True(Train(page).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Presets_TurnTheAmount_AndSuggestion_SaysWhy()
    {
        var page = Rendered();

        await page.InvokeAsync(() => page.FindAll(".presets button")[0].Click());
        Assert.Equal("6", page.Find("#knob-num_train_epochs").GetAttribute("value"));
        await page.InvokeAsync(() => page.Find(".amount .link").Click());

        Assert.Contains("For 180 examples of up to 40 tokens", page.Find(".advice").TextContent, StringComparison.Ordinal);
        Assert.Equal("4", page.Find("#knob-per_device_train_batch_size").GetAttribute("value"));
    }

    private static IElement Train(IRenderedComponent<NewRunPage> page) => page.Find(".actions .mud-button-filled");

    private static Task ChangeAsync(IRenderedComponent<NewRunPage> page, string what, string value) => page.InvokeAsync(() => page.Find(what).Change(value));

    /// <summary>The page once it has said what the run comes to.</summary>
    private IRenderedComponent<NewRunPage> Rendered()
    {
        var page = Context.Render<NewRunPage>();
        page.WaitForAssertion(() => page.Find("[data-memory]"));
        return page;
    }
}
