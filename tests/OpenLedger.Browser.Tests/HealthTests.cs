using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>Somebody looks how it goes with their Datanet, and is led to the category where an entry helps most.</summary>
public sealed class HealthTests(Chromium chromium) : EmptyStudio
{
    [Fact]
    public async Task HealthPage_SaysHowItGoes_AndLeadsToAThinCategory()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("/datanets/new");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Boats of the harbour");
        await page.GetByLabel("Purpose").FillAsync("What the people of the harbour know about boats.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a category" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a category" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).First.FillAsync("Weather");
        await page.GetByLabel("Name", new() { Exact = true }).Last.FillAsync("Knots & lines");
        await page.GetByLabel("Entries wanted").Last.FillAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "How it goes" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Nothing waits, and nothing had to")).ToBeVisibleAsync();
        await visitor.LookAsync("datanet-health-empty");
        await page.GetByRole(AriaRole.Link, new() { Name = "Write for Knots & lines" }).ClickAsync();
        await Assertions.Expect(page.Locator("#entry-category")).ToHaveValueAsync("Knots & lines");
        visitor.HasNoComplaint();
    }
}
