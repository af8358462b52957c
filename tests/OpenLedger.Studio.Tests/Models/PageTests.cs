using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Models;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Models;

/// <summary>The pages of the models, as each role sees them.</summary>
public sealed class PageTests : ComponentTest
{
    private readonly ModelsHouse _house = new();
    private CurrentAccount _me = null!;

    public PageTests()
    {
        Context.Services.AddLocalization().AddSingleton<TimeProvider>(TimeProvider.System).AddScoped<CircuitPresence>()
            .AddSingleton(_house.Desk).AddSingleton(_house.Arrivals).AddSingleton(_house.Adapters).AddSingleton(_house.Data)
            .AddSingleton(_house.Get<RunDesk>()).AddSingleton(_house.Get<ModelRemoval>()).AddSingleton(_house.Get<Uploads>())
            .AddSingleton<AntiforgeryStateProvider, NoToken>().AddTransient(_ => _me);
        _me = _house.Admin;
        Context.SetRendererInfo(new RendererInfo("Server", true));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public void ModelsPage_ShowsEachModel_WithItsLicenceAndWhetherItFits()
    {
        var page = Render<ModelsPage>(_house.Trainer);

        Assert.Equal(3, page.FindAll("section.card").Count);
        Assert.Contains("MIT", page.Markup, StringComparison.Ordinal);
        Assert.Contains("fits this computer", page.Markup, StringComparison.Ordinal);
        Assert.Equal("/models/add", page.Find(".actions a").GetAttribute("href"));
    }

    [Fact]
    public void ModelsPage_OfAViewer_OffersNothingThatIsNotAllowed() => Assert.Empty(Render<ModelsPage>(_house.Viewer).FindAll(".actions"));

    [Fact]
    public void ModelsPage_WithoutAnyModel_SaysWhatToDo()
    {
        _house.Options.ModelsFolder = "/no/such/folder";

        Assert.Contains("No model yet", Render<ModelsPage>(_house.Trainer).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelPage_OfABundledModel_HasItsFacts_AndCannotBeDeleted()
    {
        var page = Render<ModelPage>(_house.Admin, ("Id", "nano-llama"));

        Assert.Contains("1.86 M", page.Markup, StringComparison.Ordinal);
        Assert.Contains("base weights", page.Markup, StringComparison.Ordinal);
        Assert.Contains("It came with the studio and stays.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Contains("Delete", StringComparison.Ordinal));
        Assert.Contains(page.FindAll("a"), link => link.GetAttribute("href") == "/runs/new?model=nano-llama");
    }

    [Fact]
    public async Task ModelPage_OfALostModel_SaysWhatHappened()
    {
        var model = await AddedModel.UploadAsync(_house);
        Directory.Delete(model.Folder, recursive: true);

        var page = Render<ModelPage>(_house.Trainer, ("Id", model.Id));

        Assert.Contains("is gone. Put it back, or delete the model and add it again.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("a"), link => link.GetAttribute("href")?.StartsWith("/runs/new", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void ModelPage_OfNoModel_SaysSo() => Assert.Contains("does not exist", Render<ModelPage>(_house.Trainer, ("Id", "../../etc")).Find("h1").TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task ModelPage_Renames_ForItsOwner()
    {
        var model = await AddedModel.UploadAsync(_house);
        Assert.DoesNotContain(Render<ModelPage>(_house.Other, ("Id", model.Id)).FindAll("button"), button => button.TextContent.Trim() == "Rename");

        var page = Render<ModelPage>(_house.Trainer, ("Id", model.Id));
        page.FindAll("button").First(button => button.TextContent.Trim() == "Rename").Click();
        page.Find("form.name-box input").Input("Better name");
        await page.Find("form.name-box").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("Better name", page.Find("h1").TextContent));
    }

    [Fact]
    public void AddPage_OffersFoldersToAdminsOnly()
    {
        Assert.Empty(Render<AddModelPage>(_house.Trainer).FindAll("#local-folder"));
        Assert.NotNull(Render<AddModelPage>(_house.Admin).Find("#local-folder"));
    }

    [Fact]
    public async Task Arrival_IsShown_WithItsTemplatePreview_AndAdded()
    {
        var arrival = await _house.ArriveAsync(ModelsHouse.Zip(Checkout.Model("nano-qwen"), "", ("studio.json", null)), name: "birds.zip");
        var added = "";

        var panel = Render<ArrivalPanel>(_house.Trainer, ("Id", arrival.Id), ("Ended", EventCallback.Factory.Create<string>(this, id => added = id)));

        Assert.Equal("birds", panel.Find("#arrival-name").GetAttribute("value"));
        Assert.NotEmpty(panel.FindAll(".preview mark"));
        panel.FindAll("input[name=template]")[^1].Change("on");
        Assert.Contains("### Answer:", panel.Find(".preview").TextContent, StringComparison.Ordinal);
        panel.FindAll("input[name=template]")[0].Change("on");
        await panel.FindAll("button").First(button => button.TextContent.Trim() == "Add it").ClickAsync(new());
        panel.WaitForAssertion(() => Assert.Equal("birds", added));
        Assert.Null(_house.Desk.CardOf("birds")!.Template);
    }

    [Fact]
    public async Task Arrival_ThatFailed_SaysWhy_InGermanToo()
    {
        var arrival = await _house.ArriveAsync([1, 2, 3]);

        Assert.Contains("not a zip file", Render<ArrivalPanel>(_house.Trainer, ("Id", arrival.Id)).Find("[role=alert]").TextContent, StringComparison.Ordinal);
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("de");
        try
        {
            Assert.Contains("keine Zip-Datei", Render<ArrivalPanel>(_house.Trainer, ("Id", arrival.Id)).Find("[role=alert]").TextContent, StringComparison.Ordinal);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Arrival_ThatIsGone_SaysSo() => Assert.Contains("not kept", Render<ArrivalPanel>(_house.Trainer, ("Id", "nothing")).Markup, StringComparison.Ordinal);

    private IRenderedComponent<TComponent> Render<TComponent>(CurrentAccount me, params (string Name, object Value)[] parameters)
        where TComponent : IComponent
    {
        _me = me;
        return Context.Render<TComponent>(builder =>
        {
            foreach (var (name, value) in parameters)
            {
                builder.TryAdd(name, value);
            }
        });
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
