using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>Somebody makes a Datanet, writes an entry with the checks beside it, and sees what became of it.</summary>
public sealed class DatanetTests(Chromium chromium) : EmptyStudio
{
    [Fact]
    public async Task OnePerson_MakesADatanet_AndItsEntriesAreAcceptedAtOnce()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address, Visitor.Narrow, ColorScheme.Dark);
        var page = visitor.Page;
        await visitor.OpenAsync("/datanets");
        await visitor.LookAsync("datanets-empty");

        await visitor.OpenAsync("/datanets/new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Give it a title.");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Boats of the harbour");
        await page.GetByLabel("Purpose").FillAsync("What the people of the harbour know about boats.");
        await page.GetByLabel("Guidelines Markdown").FillAsync("## How to write\n\n- **Short** sentences\n- no [trick](javascript:alert(1))");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a category" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Knots");
        await page.GetByLabel("Entries wanted").FillAsync("4");
        await visitor.LookAsync("datanet-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Boats of the harbour");
        await Assertions.Expect(page.Locator("a[href^='javascript']")).ToHaveCountAsync(0);
        await visitor.LookAsync("datanet");

        await ContributeAsync(visitor);
        await page.GetByRole(AriaRole.Link, new() { Name = "See what becomes of it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("passed the checks")).ToBeVisibleAsync();
        await visitor.LookAsync("datanet-entry");
        await page.GetByRole(AriaRole.Link, new() { Name = "Boats of the harbour" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 of 4")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Bring a file" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Bring a file of entries")).ToBeVisibleAsync();
        await visitor.LookAsync("datanet-import");
        await page.GetByRole(AriaRole.Link, new() { Name = "My entries" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
        await visitor.LookAsync("datanet-mine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it back …" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it back", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("You took it back.")).ToBeVisibleAsync();
        visitor.HasNoComplaint();
    }

    private static async Task ContributeAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Contribute an entry" }).ClickAsync();
        await page.GetByLabel("Question or task").FillAsync("How is a bowline tied?");
        await page.GetByLabel("Answer response").FillAsync("Make a small loop, bring the end up through it and around the standing part. Write to frau.ohm@hafenpost.de if it slips.");
        await Assertions.Expect(page.GetByText("G09")).ToBeVisibleAsync();
        await visitor.LookAsync("datanet-contribute");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put placeholders there" }).ClickAsync();
        await Assertions.Expect(page.GetByText("G09")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByLabel("Answer response")).Not.ToHaveValueAsync(new System.Text.RegularExpressions.Regex("ohm@hafen"));
        await visitor.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Question or task")).ToHaveValueAsync("How is a bowline tied?");
        await page.GetByLabel("I wrote it or may give it").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand it in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Thank you." })).ToContainTextAsync("Accepted");
    }
}
