using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Features.Data.Sets;
using OpenLedger.Studio.Store;

namespace OpenLedger.Studio.Tests.Data;

public sealed class PageTests : ComponentTest
{
    private readonly DataHouse _house;

    public PageTests()
    {
        Context.Services.AddLogging().AddLocalization();
        _house = new DataHouse(Context.Services);
        Context.SetRendererInfo(new RendererInfo("Server", true));
        _house.Open(Context.Services);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Fact]
    public void Viewer_LooksAtWhatIsShared_AndBringsNothing()
    {
        _house.SignIn("kim", Roles.Viewer);

        var page = Context.Render<DataPage>();

        Assert.Empty(page.FindAll(".drop"));
        Assert.Contains("Nobody has shared one with you", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Starter set: Bellmar", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Context.Render<DatasetPage>(parameters => parameters.Add(set => set.Id, "starter")).FindAll(".actions"));
    }

    [Fact]
    public async Task OthersSet_DoesNotExist()
    {
        var set = await _house.ImportAsync(_house.Person("ben"), "a.jsonl", "{\"text\": \"secret\"}");
        _house.SignIn();

        var page = Context.Render<DatasetPage>(parameters => parameters.Add(parts => parts.Id, set.Id));

        Assert.Contains("does not exist", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PreferencePairs_SayWhyTheyCannotBeTrainedOn_AndOfferTheWay()
    {
        var me = _house.SignIn();
        var pairs = await _house.ImportAsync(me, "a.jsonl", "{\"prompt\": \"Why?\", \"chosen\": \"So.\", \"rejected\": \"No.\"}");

        var page = Context.Render<DatasetPage>(parameters => parameters.Add(set => set.Id, pairs.Id));

        Assert.Contains("not built yet", page.Find(".note.warn").TextContent, StringComparison.Ordinal);
        await page.FindAll("button").Single(button => button.TextContent.Contains("better answers", StringComparison.Ordinal)).ClickAsync(new());
        Assert.Equal(2, _house.Sets.All(me).Count(set => !set.IsBundled));
        Assert.Contains(Context.Services.GetRequiredService<NavigationManager>().Uri.Split('/')[^1], _house.Sets.All(me).Select(set => set.Id));
    }

    [Fact]
    public async Task HostileText_IsShownAsText()
    {
        var me = _house.SignIn();
        var set = await _house.ImportAsync(me, "a.jsonl", "{\"question\": \"<script>alert(1)</script>\", \"answer\": \"<img src=x onerror=alert(1)>\"}");

        var page = Context.Render<DatasetPage>(parameters => parameters.Add(parts => parts.Id, set.Id));

        Assert.Empty(page.FindAll("script, img"));
        Assert.Contains("<script>alert(1)</script>", page.Find(".turns").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ShowsWhatBecomesOfTheFile_AndTakesIt()
    {
        var me = _house.SignIn();
        var upload = await _house.UploadAsync(me, "shop.csv", "question,answer\nWhen?,At nine.\nWhere?,\n"u8.ToArray());

        var page = Context.Render<ImportPage>(parameters => parameters.Add(import => import.Upload, upload));
        page.WaitForAssertion(() => Assert.Contains("Take 1 example", page.Find(".actions").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Contains("no answer to learn", page.Markup, StringComparison.Ordinal);
        await page.FindAll(".actions button")[^1].ClickAsync(new());

        await Eventually.True(() => _house.Sets.All(me).Any(set => !set.IsBundled));
        Assert.Equal(("shop", 1L), _house.Sets.All(me).Where(set => !set.IsBundled).Select(set => (set.Name, set.Rows)).Single());
    }

    [Fact]
    public async Task Import_IsCorrected_ByChoosingColumns()
    {
        var me = _house.SignIn();
        var upload = await _house.UploadAsync(me, "shop.csv", "x,y\nAt nine it opens.,When does it open?\nOver there by the sea.,Where is it?\n"u8.ToArray());
        var page = Context.Render<ImportPage>(parameters => parameters.Add(import => import.Upload, upload));
        page.WaitForAssertion(() => Assert.Equal("y", page.Find("#role-Question").GetAttribute("value")), TimeSpan.FromSeconds(20));

        await page.Find("#role-Question").ChangeAsync(new() { Value = "x" });
        await page.Find("#role-Answer").ChangeAsync(new() { Value = "y" });

        page.WaitForAssertion(() => Assert.Contains("When does it open?", page.FindAll(".turn .mark")[0].TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Sentences_AreSaidInGerman()
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de");
        try
        {
            var me = _house.SignIn();
            var upload = await _house.UploadAsync(me, "a.jsonl", "{\"question\": \"a\", \"answer\": \"b\"}\n{\"question\": \"c\", \"answer\": {\"x\": 1}}\n"u8.ToArray());
            var form = await _house.Imports.LookAsync(me, upload, FormCorrection.None, CancellationToken.None);
            var words = Context.Services.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<Words>>();

            Assert.StartsWith("muss ein Text sein, ist aber ein Objekt. ", form!.Preview[1].Problem!.Message.In(words), StringComparison.Ordinal);
            Assert.Contains("noch nicht gebaut", DatasetDesk.WhyNotTrainable(new Dataset("x", "x", ExampleShape.Preference, 1))!.In(words), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
