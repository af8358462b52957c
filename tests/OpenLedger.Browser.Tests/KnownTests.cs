using System.Text;
using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>
/// A curator keeps known items and names test questions, a reviewer meets the known items as a short test, and both look how it goes. In the
/// long form two accounts are used from one network besides, and count as one.
/// </summary>
public sealed class KnownTests(Chromium chromium) : EmptyStudio
{
    private const string Rules = """{ "minReviews": { "T0": 1, "T1": 1, "T2": 1, "T3": 1 }, "acceptOdds": 2, "needsChangesOdds": 2, "ownEntriesAtOnce": true, "reviewerTier": "T0", "qualification": { "items": 3, "minAccuracy": 0.6 } }""";
    private const string Network = "203.0.113.7";

    private const string Own = """
        prompt,response
        How is a bowline tied?,"Make a small loop, bring the end up through it, around the standing part, and back down; then pull both parts tight."
        How much chain does an anchor need in eight metres of water?,"At least three times the depth in calm weather, so 24 metres; five times or more when wind is on its way."
        When is the first reef taken?,"As soon as you think of it. A boat that heels far drifts and steers badly, and in stronger wind the work on deck becomes dangerous."
        """;

    /// <summary>The second of them stands among the accepted entries.</summary>
    private const string Questions = """
        {"messages":[{"role":"user","content":"Which light does a sailing boat show astern at night?"},{"role":"assistant","content":"A white one, over 135 degrees."}]}
        {"messages":[{"role":"user","content":"How much chain does an anchor need in eight metres of water?"},{"role":"assistant","content":"At least three times the depth in calm weather, so 24 metres; five times or more when wind is on its way."}]}
        """;

    private static readonly (string Verdict, string Category, string Why, int Left)[] Reasons =
    [
        ("Accepted", "Seamanship", "Each step is there, and the last one says when you are done.", 2),
        ("Accepted", "Seamanship", "The rule, the number and the exception are all there.", 1),
        ("Not accepted", "Life ashore", "It is about the harbour's bread, and this Datanet gathers what is known of boats.", 0),
    ];

    // Where people are is what a proxy in front says: here all sit at this computer.
    protected override string[] Settings => ["--Studio:TrustedProxies=127.0.0.1"];

    [Fact]
    public async Task KnownItems_AndTestQuestions_AreKept_Met_AndLookedAt()
    {
        await using var curator = await Visitor.ArriveAsync(chromium, Studio.Address);
        var datanet = await MakeAsync(curator);
        await using var author = await curator.InviteAsync(chromium, "Eve");
        await using var reviewer = await curator.InviteAsync(chromium, "Sam");
        await ComeTogetherAsync(curator, author, reviewer, datanet);
        await curator.OpenAsync(datanet + "/known");
        await Assertions.Expect(curator.Page.GetByText("None yet.")).ToBeVisibleAsync();

        await BringAsync(curator, datanet);
        await ContributeAsync(author, datanet);
        await DeclineAsync(curator, datanet);
        await DeclineAsync(reviewer, datanet);
        await MarkAsync(curator, datanet);
        await TakeTestAsync(reviewer, datanet);
        await UpholdAsync(curator, datanet);
        await reviewer.OpenAsync(datanet + "/calibration");
        await Assertions.Expect(reviewer.Page.GetByText("You accepted it, they did not.")).ToBeVisibleAsync();
        await reviewer.LookAsync("datanet-calibration", both: true);

        await NameQuestionsAsync(curator, datanet);
        await curator.OpenAsync(datanet + "/health");
        await Assertions.Expect(curator.Page.GetByText("not enough yet: 1 of 20 texts")).ToBeVisibleAsync();
        await curator.LookAsync("datanet-health-agreement", both: true);
        await LookAtLinksAsync(curator, datanet);
        Assert.All([curator, author, reviewer], visitor => visitor.HasNoComplaint());
    }

    private static async Task<string> MakeAsync(Visitor curator)
    {
        var page = curator.Page;
        await curator.OpenAsync("/datanets/new");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Boats of the harbour");
        await page.GetByLabel("Purpose").FillAsync("What the people of the harbour know about boats.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a category" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a category" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).First.FillAsync("Seamanship");
        await page.GetByLabel("Name", new() { Exact = true }).Last.FillAsync("Life ashore");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Open crowd" }).CheckAsync();
        await page.GetByLabel("Accounts of one network count as one").CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Public" }).CheckAsync();
        await page.GetByText("All numbers JSON").ClickAsync();
        await page.Locator("#policy").FillAsync(Rules);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Boats of the harbour");
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task ComeTogetherAsync(Visitor curator, Visitor author, Visitor reviewer, string datanet)
    {
        foreach (var visitor in (Visitor[])[author, reviewer])
        {
            await visitor.OpenAsync(datanet);
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Join to contribute" }).ClickAsync();
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Contribute an entry" })).ToBeVisibleAsync();
        }

        await curator.OpenAsync(datanet);
        await curator.Page.GetByLabel("Role of Sam").SelectOptionAsync("Reviewer");
        await Assertions.Expect(curator.Page.GetByLabel("Role of Sam")).ToHaveValueAsync("Reviewer");
    }

    /// <summary>The owner's entries are accepted at once.</summary>
    private static async Task BringAsync(Visitor curator, string datanet)
    {
        var page = curator.Page;
        await curator.OpenAsync(datanet + "/import");
        await page.Locator("input[type=file]").SetInputFilesAsync(FileOf("boats.csv", Own));
        await page.GetByLabel("Category").SelectOptionAsync("Seamanship");
        await page.GetByLabel("I wrote them or may give them").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in 3 entries" }).ClickAsync();
        await Assertions.Expect(page.GetByText("3 of them were accepted at once.")).ToBeVisibleAsync();
    }

    private static async Task ContributeAsync(Visitor author, string datanet)
    {
        var page = author.Page;
        await author.OpenAsync(datanet + "/contribute");
        await page.GetByLabel("Question or task").FillAsync("Where are the best rolls of the harbour sold?");
        await page.GetByLabel("Answer response").FillAsync("At the bakery beside the market hall, since they bake until noon and know everybody by name.");
        await page.GetByLabel("Category").SelectOptionAsync("Life ashore");
        await page.GetByLabel("I wrote it or may give it").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand it in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Thank you." })).ToContainTextAsync("Waits for review");
    }

    /// <summary>One declines the entry that waits; leaving the page sends it at once.</summary>
    private static async Task DeclineAsync(Visitor judge, string datanet)
    {
        var page = judge.Page;
        var entry = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Entry ") });
        await ComeAgainAsync(judge, datanet + "/review", entry);
        await page.Locator("[data-listening=true]").WaitForAsync();
        foreach (var key in (string[])["x", "1", "Enter"])
        {
            await page.Keyboard.PressAsync(key);
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo U" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Front page" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Boats of the harbour");
    }

    private static async Task MarkAsync(Visitor curator, string datanet)
    {
        var page = curator.Page;
        await ComeAgainAsync(curator, datanet, page.Locator(".line", new() { HasText = "Declined" }).GetByText("1", new() { Exact = true }));
        await curator.OpenAsync(datanet + "/known");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it a known item" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say in a sentence or two");
        foreach (var (verdict, category, why, left) in Reasons)
        {
            await page.GetByRole(AriaRole.Combobox, new() { Name = "Verdict" }).SelectOptionAsync(verdict);
            await Assertions.Expect(page.GetByRole(AriaRole.Article).First).ToContainTextAsync(category);
            await page.GetByLabel("Why its verdict is right").First.FillAsync(why);
            await page.GetByRole(AriaRole.Button, new() { Name = "Make it a known item" }).First.ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(left);
        }

        await page.GetByRole(AriaRole.Combobox, new() { Name = "Verdict" }).SelectOptionAsync("Accepted");
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByText("2 to accept, 1 to hand back")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".line", new() { HasText = "Short test for new reviewers" })).ToContainTextAsync("switched on");
        await curator.LookAsync("datanet-known", both: true);
    }

    /// <summary>Who accepts everything sees one of the three otherwise, and says that curators are mistaken.</summary>
    private static async Task TakeTestAsync(Visitor reviewer, string datanet)
    {
        var page = reviewer.Page;
        var entry = page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Entry ") });
        var mistaken = page.GetByRole(AriaRole.Button, new() { Name = "The curators are mistaken here" });
        await reviewer.OpenAsync(datanet + "/review");
        await Assertions.Expect(page.GetByText("A short test first: 0 of 3.")).ToBeVisibleAsync();
        await page.Locator("[data-listening=true]").WaitForAsync();
        for (var answered = 0; answered < 3 && !await mistaken.IsVisibleAsync(); answered++)
        {
            await Assertions.Expect(entry).ToBeVisibleAsync();
            var now = await entry.GetAttributeAsync("aria-label");
            await page.Keyboard.PressAsync("a");
            await page.Locator($".entry:not([aria-label='{now}'])").Or(page.GetByText("Nothing waits. Thank you.")).WaitForAsync();
        }

        await Assertions.Expect(page.GetByText("It is about the harbour's bread")).ToBeVisibleAsync();
        await page.GetByText("Show it once more").ClickAsync();
        await reviewer.LookAsync("review-known-answer", both: true);
        await mistaken.ClickAsync();
        await Assertions.Expect(page.GetByText("A curator looks at it again")).ToBeVisibleAsync();
    }

    private static async Task UpholdAsync(Visitor curator, string datanet)
    {
        var page = curator.Page;
        await curator.OpenAsync(datanet + "/known");
        await Assertions.Expect(page.GetByText("its verdict is wrong")).ToBeVisibleAsync();
        await curator.LookAsync("datanet-known-contested");
        await page.GetByRole(AriaRole.Button, new() { Name = "It is right" }).ClickAsync();
        await Assertions.Expect(page.GetByText("its verdict is wrong")).ToHaveCountAsync(0);
    }

    private static async Task NameQuestionsAsync(Visitor curator, string datanet)
    {
        var page = curator.Page;
        await curator.OpenAsync(datanet + "/evaluations");
        await Assertions.Expect(page.GetByText("None yet.")).ToBeVisibleAsync();
        await page.Locator(".drop[data-state=Empty] input[type=file]").SetInputFilesAsync(FileOf("harbour-exam.jsonl", Questions));
        await Assertions.Expect(page.GetByText("2 questions")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("These hold a test question")).ToBeVisibleAsync();
        await curator.LookAsync("datanet-evaluations", both: true);
    }

    /// <summary>Linking goes by a sweep every minute: the long form waits for it.</summary>
    private async Task LookAtLinksAsync(Visitor curator, string datanet)
    {
        await curator.OpenAsync(datanet);
        await Assertions.Expect(curator.Page.GetByText("Accounts that are used from one network within a day count as one here")).ToBeVisibleAsync();
        if (LongRun.Chosen)
        {
            foreach (var name in (string[])["Eve", "Sam"])
            {
                await using var elsewhere = await Visitor.StandAtTheDoorAsync(chromium, Studio.Address);
                await elsewhere.Page.SetExtraHTTPHeadersAsync([new("X-Forwarded-For", Network)]);
                await elsewhere.SignInAsync(name, Visitor.Password);
            }

            await ComeAgainAsync(curator, datanet, curator.Page.GetByText("counts as one with Sam"), seconds: 100);
        }

        await curator.LookAsync("datanet-links", both: true);
    }

    /// <summary>Loads a page anew until something stands on it: what others sent on leaving may still be on its way.</summary>
    private static async Task ComeAgainAsync(Visitor visitor, string path, ILocator wanted, int seconds = 20)
    {
        await visitor.OpenAsync(path);
        for (var second = 0; second < seconds && !await wanted.First.IsVisibleAsync(); second++)
        {
            await Task.Delay(1_000, TestContext.Current.CancellationToken);
            await visitor.ReloadAsync();
        }

        await Assertions.Expect(wanted.First).ToBeVisibleAsync();
    }

    private static FilePayload FileOf(string name, string text) => new() { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text) };
}
