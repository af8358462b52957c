using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Tests.Playground;

namespace OpenLedger.Studio.Tests.Runs;

public sealed class PageTests : ComponentTest
{
    private readonly RunsHouse _house = new((_, _, _) => RunsHouse.Outcome);

    public PageTests()
    {
        var options = new StudioOptions
        {
            ModelsFolder = Path.Combine(AppContext.BaseDirectory, "models"),
            StarterSetFolder = Path.Combine(AppContext.BaseDirectory, "starter-set"),
        };
        Context.Services.AddSingleton(options).AddSingleton(TimeProvider.System).AddSingleton(_house.Desk).AddSingleton(_house.Me).AddLocalization()
            .AddSingleton<ILogger<ChatDesk>>(NullLogger<ChatDesk>.Instance)
            .AddSingleton(Shelves.With(_ => new FakeChatModel())).AddSingleton(new ChatLine(TimeSpan.FromSeconds(10)))
            .AddSingleton<ChatDesk>().AddSingleton<ModelDesk>().AddSingleton<StarterSetDesk>().AddScoped<CircuitPresence>();
        Context.SetRendererInfo(new RendererInfo("Server", true));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public void RunPage_OfNoRun_SaysSo()
    {
        var page = Context.Render<RunPage>(parameters => parameters.Add(run => run.Id, "../../etc"));

        Assert.Contains("does not exist", page.Find("h1").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void RunPage_ShowsTheVerdict_TheScoresAndTheChat()
    {
        var id = _house.Wish();
        File.WriteAllText(_house.Folders.FileOf(id, "metrics.jsonl"), "{\"step\":1,\"loss\":4}\n{\"step\":20,\"loss\":1,\"eval_loss\":1.2}\n");
        File.WriteAllText(_house.Folders.FileOf(id, "adapter_config.json"), "{}");
        File.WriteAllText(_house.Folders.FileOf(id, "adapter_model.safetensors"), "");
        _house.Train(id);

        var page = Context.Render<RunPage>(parameters => parameters.Add(run => run.Id, id.Value));

        page.WaitForAssertion(() =>
        {
            Assert.Contains("It learned.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
            Assert.Contains("34 of 40", page.Markup, StringComparison.Ordinal);
            Assert.Equal(_house.Folders.PathOf(id), page.FindComponent<RunChat>().Instance.AdapterFolder);
            Assert.NotNull(page.Find("#chat-question"));
            Assert.Contains("up to step 20", page.Find("[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void RunPage_WithoutAnAdapter_HasNoChatYet()
    {
        var id = _house.Wish();

        var page = Context.Render<RunPage>(parameters => parameters.Add(run => run.Id, id.Value));

        Assert.Empty(page.FindAll("#chat-question"));
        Assert.Contains("Next in line", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunPage_OfARunThatBrokeOff_SaysWhy_AndOffersToGoOn()
    {
        var id = _house.Wish();
        _house.Book.Update(id, card => card with { State = RunState.Failed, Problem = "The disk is full. Free some space." });

        var page = Context.Render<RunPage>(parameters => parameters.Add(run => run.Id, id.Value));

        Assert.Contains("The disk is full. Free some space.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Go on").ClickAsync(new());
        Assert.Equal(RunState.Waiting, _house.StateOf(id));
    }

    [Fact]
    public void RunsPage_HasAnEmptyFace_AndAList()
    {
        Assert.Contains("No run yet", Context.Render<RunsPage>().Markup, StringComparison.Ordinal);

        var id = _house.Wish("House rules");

        Assert.Contains($"/runs/{id}", Context.Render<RunsPage>().Find("tbody").InnerHtml, StringComparison.Ordinal);
    }
}
