using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>
/// Contributor, reviewer and curator, each at a browser of their own: an entry is handed back with a reason, comes again, is accepted and
/// released, and its author is shown the proof and takes the release away.
/// </summary>
public sealed partial class ThreeSessionsTests(Chromium chromium) : IAsyncLifetime
{
    private const string Password = "seven quiet herons by the pier";
    private const string Question = "How is a bowline tied?";
    private const string Answer = "Make a small loop and bring the end up through it.";
    private const string Better = "Make a small loop, bring the end up through it, around the standing part, and back down; then pull both parts tight.";

    private readonly TemporaryFolder _folder = new();
    private StudioProcess _studio = null!;

    [GeneratedRegex("ohm@hafen")]
    private static partial Regex Address { get; }

    public async ValueTask InitializeAsync() => _studio = await StudioProcess.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await _studio.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Entry_GoesFromItsAuthor_OverReviewer_AndCurator_IntoARelease()
    {
        await using var curator = await Visitor.ArriveAsync(chromium, _studio.Address);
        var datanet = await MakeAsync(curator);
        await using var author = await InviteAsync(curator, "Eve", Visitor.Narrow, ColorScheme.Dark);
        await using var reviewer = await InviteAsync(curator, "Sam");
        await JoinAsync(author, datanet);
        await JoinAsync(reviewer, datanet);
        await curator.OpenAsync(datanet);
        await curator.Page.GetByLabel("Role of Sam").SelectOptionAsync("Reviewer");
        await Assertions.Expect(curator.Page.GetByLabel("Role of Sam")).ToHaveValueAsync("Reviewer");

        await ContributeAsync(author, datanet);

        // In a small team one review decides.
        await ReviewAsync(reviewer, datanet, async page =>
        {
            await page.Keyboard.PressAsync("r");
            await page.Keyboard.PressAsync("2");
            await page.GetByLabel("What would make it pass?").FillAsync("Say where the end goes then.");
            await page.GetByRole(AriaRole.Button, new() { Name = "Say it" }).ClickAsync();
        });

        await ReviseAsync(author, datanet);
        await ReviewAsync(reviewer, datanet, async page =>
        {
            await Assertions.Expect(page.GetByText("What changed since revision 1")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("a");
        });
        await author.OpenAsync(datanet + "/mine");
        await Assertions.Expect(author.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Accepted");

        var release = await ReleaseAsync(curator, datanet);
        await TakeAwayAsync(author, release);
        Assert.All([author, reviewer, curator], visitor => visitor.HasNoComplaint());
    }

    private static async Task<string> MakeAsync(Visitor curator)
    {
        var page = curator.Page;
        await curator.OpenAsync("/datanets/new");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Knots of the harbour");
        await page.GetByLabel("Purpose").FillAsync("What the people of the harbour know about knots.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a category" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Knots");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Small team" }).CheckAsync();
        await page.GetByLabel("Public").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Knots of the harbour");
        return new Uri(page.Url).AbsolutePath;
    }

    private async Task<Visitor> InviteAsync(Visitor admin, string name, int width = Visitor.Wide, ColorScheme scheme = ColorScheme.Light)
    {
        await admin.OpenAsync("/team");
        await admin.Page.GetByRole(AriaRole.Combobox, new() { Name = "Role", Exact = true }).SelectOptionAsync("Trainer");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await admin.Page.GetByLabel("The link. It is shown this once.").InputValueAsync();
        var visitor = await Visitor.StandAtTheDoorAsync(chromium, _studio.Address, width, scheme);
        await visitor.Page.GotoAsync(link);
        await visitor.Page.GetByLabel("Name").FillAsync(name);
        await visitor.Page.GetByLabel("Password").FillAsync(Password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await visitor.ReadyAsync();
        return visitor;
    }

    private static async Task JoinAsync(Visitor visitor, string datanet)
    {
        await visitor.OpenAsync(datanet);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Join to contribute" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Contribute an entry" })).ToBeVisibleAsync();
    }

    private static async Task ContributeAsync(Visitor author, string datanet)
    {
        var page = author.Page;
        await author.OpenAsync(datanet + "/contribute");
        await page.GetByLabel("Question or task").FillAsync(Question);
        await page.GetByLabel("Answer response").FillAsync($"{Answer} Write to frau.ohm@hafenpost.de if it slips.");
        await Assertions.Expect(page.GetByText("G09")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put placeholders there" }).ClickAsync();
        await Assertions.Expect(page.GetByText("G09")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByLabel("Answer response")).Not.ToHaveValueAsync(Address);
        await page.GetByLabel("Category").SelectOptionAsync("Knots");
        await page.GetByLabel("I wrote it or may give it").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand it in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Thank you." })).ToContainTextAsync("Waits for review");
    }

    /// <summary>The next entry is judged; leaving the page sends the vote at once.</summary>
    private static async Task ReviewAsync(Visitor reviewer, string datanet, Func<IPage, Task> judge)
    {
        var page = reviewer.Page;
        var entry = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Entry ") });
        await reviewer.OpenAsync(datanet + "/review");
        for (var again = 0; again < 10; again++)
        {
            await Assertions.Expect(entry.Or(page.GetByText("Nothing waits.")).First).ToBeVisibleAsync();
            if (await entry.IsVisibleAsync())
            {
                break;
            }

            // What another sent on leaving may still be on its way.
            await Task.Delay(1_000, TestContext.Current.CancellationToken);
            await reviewer.ReloadAsync();
        }

        await Assertions.Expect(entry).ToBeVisibleAsync();
        await judge(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo U" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Front page" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Knots of the harbour");
    }

    private static async Task ReviseAsync(Visitor author, string datanet)
    {
        var page = author.Page;
        await author.OpenAsync(datanet + "/mine");
        var entry = page.GetByRole(AriaRole.Article);
        await Assertions.Expect(entry).ToContainTextAsync("Needs changes");
        await Assertions.Expect(entry).ToContainTextAsync("Say where the end goes then.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("What reviewers ask for")).ToBeVisibleAsync();
        await page.GetByLabel("Answer response").FillAsync(Better);
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand it in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Thank you." })).ToContainTextAsync("Waits for review");
    }

    private static async Task<string> ReleaseAsync(Visitor curator, string datanet)
    {
        var page = curator.Page;
        await curator.OpenAsync(datanet + "/releases");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make release 1.0.0" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Knots of the harbour 1.0.0");
        await curator.OpenAsync(datanet + "/releases");
        await Assertions.Expect(page.GetByText("There is nothing to release")).ToBeVisibleAsync();
        await curator.IsAccessibleAsync();
        return datanet + "/releases/1.0.0";
    }

    private static async Task TakeAwayAsync(Visitor author, string release)
    {
        var page = author.Page;
        await author.OpenAsync(release);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Show me") }).ClickAsync();
        await Assertions.Expect(page.GetByText("It is in this release: the way from its text leads to the signed root.")).ToBeVisibleAsync();
        await author.LookAsync("release-proof");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "entries.jsonl" }).ClickAsync());
        Assert.Contains(Better, await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
    }
}
