using System.Diagnostics;
using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>One person brings entries, another reviews them without touching the mouse.</summary>
public sealed class ReviewTests(Chromium chromium) : EmptyStudio
{
    /// <summary>Decisions a minute that a keyboard has to allow.</summary>
    private const double LeastPerMinute = 12;

    private const string PlentyPerDay = """{ "minReviews": { "T0": 1, "T1": 1, "T2": 1, "T3": 1 }, "acceptOdds": 2, "needsChangesOdds": 2, "maxReviews": 3, "reviewerTier": "T0", "quota": { "T0": 400, "T1": 400, "T2": 500, "T3": 1000, "wip": [400, 400, 500, 1000] } }""";

    private static readonly string[] Few = ["mooring at a quay", "reefing in strong wind", "reading a tide table", "cooking under way", "choosing an anchor"];

    private static readonly string[] Topics = LongRun.Chosen ? [.. Few, .. Many.Split(';')] : Few;

    private const string Many =
        "painting the hull;sewing a torn sail;steering by compass;towing a dinghy;filling the water tank;talking on the radio;sleeping in shifts;signalling with flags;lighting the stove;pumping the bilge;"
        + "greasing the winches;rigging a jury mast;crossing a shipping lane;catching mackerel;drying wet clothes;leaving a lee shore;entering a lock;paying harbour dues;storing vegetables;treating seasickness;"
        + "charging the batteries;sounding the depth;splicing a rope;caulking the deck;hoisting the spinnaker;rescuing a swimmer;weathering a squall;anchoring in mud;rowing against the stream;reading clouds;"
        + "folding the mainsail;polishing brass;changing the impeller;bleeding the diesel;planning a night passage;keeping the log;insuring a boat;wintering ashore;scraping off barnacles;teaching children;"
        + "passing under bridges;borrowing a mooring;measuring drift;hailing the pilot;repairing the toilet";

    private static readonly string[] Accept = ["a"];
    private static readonly string[] HandBack = ["r", "2", "Enter"];

    [Fact]
    public async Task Entries_AreReviewed_ByKeyboardAlone()
    {
        await using var ann = await Visitor.ArriveAsync(chromium, Studio.Address, Visitor.Narrow);
        var datanet = await MakeAsync(ann);
        await ann.OpenAsync(datanet + "/review");
        await Assertions.Expect(ann.Page.GetByText("Nothing waits. Thank you.")).ToBeVisibleAsync();
        await ann.IsAccessibleAsync();
        await using (var eve = await ann.InviteAsync(chromium, "Eve"))
        {
            await ContributeAsync(eve, datanet);
            eve.HasNoComplaint();
        }

        await ann.OpenAsync(datanet);

        // Of fifty, what the queue has no room for waits on the list, and comes in with each decision.
        await ann.Page.GetByRole(AriaRole.Link, new() { NameRegex = new(LongRun.Chosen ? "^Review \\(" : "^Review \\(5\\)$") }).ClickAsync();
        var entry = ann.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Entry ") });
        var (keyboard, undo) = (ann.Page.Keyboard, ann.Page.GetByRole(AriaRole.Button, new() { Name = "Undo U" }));
        await Assertions.Expect(entry).ToBeVisibleAsync();
        await ann.PictureAsync("review.390");
        await ann.IsAccessibleAsync();
        await IsNamedAsync(ann.Page, entry);

        // Her own second page has the same entry before it.
        await using (var desktop = await Visitor.StandAtTheDoorAsync(chromium, Studio.Address, Visitor.Wide, ColorScheme.Dark))
        {
            await desktop.SignInAsync("admin");
            await desktop.OpenAsync(datanet + "/review");
            await Assertions.Expect(desktop.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("^Entry ") })).ToBeVisibleAsync();
            await ListensAsync(desktop.Page);
            await desktop.Page.Keyboard.PressAsync("?");
            await desktop.Page.Keyboard.PressAsync("x");
            await Assertions.Expect(desktop.Page.GetByText("Decline: say what and how")).ToBeVisibleAsync();
            await desktop.PictureAsync("review-decline.dark.1366");
            await desktop.IsAccessibleAsync();
        }

        // Taken back, the first is there again.
        await ListensAsync(ann.Page);
        var first = await entry.GetAttributeAsync("aria-label") ?? "";
        await keyboard.PressAsync("a");
        await Assertions.Expect(undo).ToBeVisibleAsync();
        await Assertions.Expect(entry).Not.ToHaveAttributeAsync("aria-label", first);
        await keyboard.PressAsync("u");
        await Assertions.Expect(entry).ToHaveAttributeAsync("aria-label", first);

        // What is selected in a text is the place that the reason is about.
        await entry.Locator("[data-field=response]").EvaluateAsync("field => document.getSelection().selectAllChildren(field)");

        // A letter in a field is a letter.
        await keyboard.PressAsync("r");
        await keyboard.PressAsync("2");
        await Assertions.Expect(ann.Page.Locator(".marked q")).ToBeVisibleAsync();
        await ann.Page.GetByLabel("What would make it pass?").FocusAsync();
        await keyboard.TypeAsync("Say what to do in rain.");
        await ann.PictureAsync("review-changes.390");
        await ann.IsAccessibleAsync();
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Enter");
        await NextAsync(entry, first);
        var clock = Stopwatch.StartNew();
        for (var seen = 1; seen < Topics.Length; seen++)
        {
            var now = await entry.GetAttributeAsync("aria-label") ?? "";
            foreach (var key in LongRun.Chosen && seen % 5 == 0 ? HandBack : Accept)
            {
                await keyboard.PressAsync(key);
            }

            if (seen < Topics.Length - 1)
            {
                await NextAsync(entry, now);
            }
        }

        var perMinute = (Topics.Length - 1) / clock.Elapsed.TotalMinutes;
        TestContext.Current.SendDiagnosticMessage("{0:F0} decisions a minute by keyboard.", perMinute);
        Assert.True(perMinute >= LeastPerMinute, $"Only {perMinute:F1} decisions a minute.");
        if (LongRun.Chosen)
        {
            ann.HasNoComplaint();
            return;
        }

        await Assertions.Expect(ann.Page.GetByText("Nothing waits. Thank you.")).ToBeVisibleAsync();
        await Assertions.Expect(ann.Page.GetByText("Your vote counts. Thank you.")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await ann.OpenAsync(datanet);
        await Assertions.Expect(ann.Page.GetByText("4 of 9")).ToBeVisibleAsync();
        await ann.OpenAsync(datanet + "/health");
        await Assertions.Expect(ann.Page.GetByText("Does the work keep up?")).ToBeVisibleAsync();
        await ann.LookAsync("datanet-health");
        ann.HasNoComplaint();
    }

    /// <summary>What a screen reader says of the page: the entry, what can be said of it, and what stands beside it.</summary>
    private static async Task IsNamedAsync(IPage page, ILocator entry)
    {
        foreach (var verb in new[] { "Accept", "Needs changes …", "Decline …", "Abuse …", "Skip …" })
        {
            await Assertions.Expect(entry.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true })).ToHaveCountAsync(1);
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "What the machine checked, and what you say" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "All keys ?" })).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Parts of this Datanet" })).ToHaveCountAsync(1);
    }

    /// <summary>On a busy machine the script that hears the keys comes a moment after the page.</summary>
    private static Task ListensAsync(IPage page) => page.Locator("[data-listening=true]").WaitForAsync();

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
        if (LongRun.Chosen)
        {
            // Fifty in one day of one newcomer are more than a team expects.
            await page.GetByText("All numbers JSON").ClickAsync();
            await page.Locator("#policy").FillAsync(PlentyPerDay);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Make it", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Boats of the harbour");
        return new Uri(page.Url).AbsolutePath;
    }

    private async Task ContributeAsync(Visitor eve, string datanet)
    {
        var file = Path.Combine(Folder, "boats.csv");
        await File.WriteAllLinesAsync(file, Topics.Select(topic => $"What should I know about {topic}?,The first thing about {topic} is to take your time and to ask somebody who has done it.").Prepend("prompt,response"));
        var page = eve.Page;
        await eve.OpenAsync(datanet);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join to contribute" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Contribute an entry" })).ToBeVisibleAsync();
        await eve.OpenAsync(datanet + "/import");
        await page.Locator("input[type=file]").SetInputFilesAsync(file);
        await page.GetByLabel("Category").SelectOptionAsync("Seamanship");
        await page.GetByLabel("I wrote them or may give them").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Hand in {Topics.Length} entries" }).ClickAsync();
        await Assertions.Expect(page.GetByText($"{Topics.Length} entries handed in")).ToBeVisibleAsync();
    }
}
