using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>One person brings entries, another reviews them without touching the mouse.</summary>
public sealed class ReviewTests(Chromium chromium) : IAsyncLifetime
{
    private const string EvesPassword = "seven quiet herons by the pier";

    private static readonly string[] Topics = ["mooring at a quay", "reefing in strong wind", "reading a tide table", "cooking under way", "choosing an anchor"];

    private readonly TemporaryFolder _folder = new();
    private StudioProcess _studio = null!;

    public async ValueTask InitializeAsync() => _studio = await StudioProcess.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await _studio.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task FiveEntries_AreReviewed_ByKeyboardAlone()
    {
        await using var ann = await Visitor.ArriveAsync(chromium, _studio.Address, Visitor.Narrow);
        var datanet = await MakeAsync(ann);
        await ann.OpenAsync(datanet + "/review");
        await Assertions.Expect(ann.Page.GetByText("Nothing waits. Thank you.")).ToBeVisibleAsync();
        await ann.IsAccessibleAsync();
        await using (var eve = await InviteAsync(ann))
        {
            await ContributeAsync(eve, datanet);
            eve.HasNoComplaint();
        }

        await ann.OpenAsync(datanet);
        await ann.Page.GetByRole(AriaRole.Link, new() { Name = "Review (5)" }).ClickAsync();
        var entry = ann.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Entry ") });
        var (keyboard, undo) = (ann.Page.Keyboard, ann.Page.GetByRole(AriaRole.Button, new() { Name = "Undo U" }));
        await Assertions.Expect(entry).ToBeVisibleAsync();
        await ann.PictureAsync("review.390");
        await ann.IsAccessibleAsync();

        // Her own second page has the same entry before it.
        await using (var desktop = await Visitor.StandAtTheDoorAsync(chromium, _studio.Address, Visitor.Wide, ColorScheme.Dark))
        {
            await desktop.SignInAsync("admin");
            await desktop.OpenAsync(datanet + "/review");
            await Assertions.Expect(desktop.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Entry ") })).ToBeVisibleAsync();
            await desktop.Page.Keyboard.PressAsync("?");
            await desktop.Page.Keyboard.PressAsync("x");
            await Assertions.Expect(desktop.Page.GetByText("Decline: say what and how")).ToBeVisibleAsync();
            await desktop.PictureAsync("review-decline.dark.1366");
            await desktop.IsAccessibleAsync();
        }

        // Taken back, the first is there again.
        var first = await entry.GetAttributeAsync("aria-label") ?? "";
        await keyboard.PressAsync("a");
        await Assertions.Expect(undo).ToBeVisibleAsync();
        await Assertions.Expect(entry).Not.ToHaveAttributeAsync("aria-label", first);
        await keyboard.PressAsync("u");
        await Assertions.Expect(entry).ToHaveAttributeAsync("aria-label", first);

        // A letter in a field is a letter.
        await keyboard.PressAsync("r");
        await keyboard.PressAsync("2");
        await ann.Page.GetByLabel("What would make it pass?").FocusAsync();
        await keyboard.TypeAsync("Say what to do in rain.");
        await ann.PictureAsync("review-changes.390");
        await ann.IsAccessibleAsync();
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Enter");
        await NextAsync(entry, first);
        for (var seen = 1; seen < Topics.Length; seen++)
        {
            var now = await entry.GetAttributeAsync("aria-label") ?? "";
            await keyboard.PressAsync("a");
            if (seen < Topics.Length - 1)
            {
                await NextAsync(entry, now);
            }
        }

        await Assertions.Expect(ann.Page.GetByText("Nothing waits. Thank you.")).ToBeVisibleAsync();
        await Assertions.Expect(ann.Page.GetByText("Your vote counts. Thank you.")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await ann.OpenAsync(datanet);
        await Assertions.Expect(ann.Page.GetByText("4 of 9")).ToBeVisibleAsync();
        ann.HasNoComplaint();
    }

    private static Task NextAsync(ILocator entry, string before) => Assertions.Expect(entry).Not.ToHaveAttributeAsync("aria-label", before);

    private static async Task<string> MakeAsync(Visitor ann)
    {
        var page = ann.Page;
        await ann.OpenAsync("/datanets/new");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Boats of the harbour");
        await page.GetByLabel("Purpose").FillAsync("What the people of the harbour know about boats.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a category" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Seamanship");
        await page.GetByLabel("Entries wanted").FillAsync("9");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Small team" }).CheckAsync();
        await page.GetByLabel("Public").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Boats of the harbour");
        return new Uri(page.Url).AbsolutePath;
    }

    private async Task<Visitor> InviteAsync(Visitor ann)
    {
        await ann.OpenAsync("/team");
        await ann.Page.GetByRole(AriaRole.Combobox, new() { Name = "Role", Exact = true }).SelectOptionAsync("Trainer");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await ann.Page.GetByLabel("The link. It is shown this once.").InputValueAsync();
        var eve = await Visitor.StandAtTheDoorAsync(chromium, _studio.Address);
        await eve.Page.GotoAsync(link);
        await eve.Page.GetByLabel("Name").FillAsync("Eve");
        await eve.Page.GetByLabel("Password").FillAsync(EvesPassword);
        await eve.Page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await eve.ReadyAsync();
        return eve;
    }

    private async Task ContributeAsync(Visitor eve, string datanet)
    {
        var file = Path.Combine(_folder.Path, "boats.csv");
        await File.WriteAllLinesAsync(file, Topics.Select(topic => $"What should I know about {topic}?,The first thing about {topic} is to take your time and to ask somebody who has done it.").Prepend("prompt,response"));
        var page = eve.Page;
        await eve.OpenAsync(datanet);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join to contribute" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Contribute an entry" })).ToBeVisibleAsync();
        await eve.OpenAsync(datanet + "/import");
        await page.Locator("input[type=file]").SetInputFilesAsync(file);
        await page.GetByLabel("Category").SelectOptionAsync("Seamanship");
        await page.GetByLabel("I wrote them or may give them").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in 5 entries" }).ClickAsync();
        await Assertions.Expect(page.GetByText("5 entries handed in")).ToBeVisibleAsync();
    }
}
