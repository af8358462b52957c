using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>
/// A search for the best settings: begun from the page of a new run, looked at, stopped. With <c>OPENLEDGER_LONG=1</c> it goes on to its
/// end, and its best is kept as a run.
/// </summary>
public sealed class TuningTests(Chromium chromium) : EmptyStudio
{
    private static readonly LocatorAssertionsToHaveCountOptions Long = new() { Timeout = 1_200_000 };

    [Fact]
    public async Task Search_IsBegunFromTheNewRun_LookedAt_AndEnds()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("/runs/new");
        await page.GetByText("Find the best settings").First.ClickAsync();
        await page.WaitForURLAsync("**/tuning/new");
        await visitor.ReadyAsync();
        // For the short form enough for three trials on the slowest machine: it is stopped long before. The long one goes to its end.
        await GiveAsync(page, LongRun.Chosen ? 5 : 180);
        await Assertions.Expect(page.Locator("[data-trials]")).ToHaveTextAsync(new Regex("^[0-9]+$"), new() { Timeout = 60_000 });
        await visitor.LookAsync("tuning-new");

        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/tuning/(?!new)"));
        await Assertions.Expect(page.Locator("[data-state=Running]")).ToHaveCountAsync(1, Long);
        if (LongRun.Chosen)
        {
            await Assertions.Expect(page.Locator("svg.spark").First).ToBeVisibleAsync(new() { Timeout = 600_000 });
        }

        await visitor.LookAsync("tuning");
        if (LongRun.Chosen)
        {
            await KeepsItsBestAsync(visitor);
        }
        else
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Stop and keep the best" }).ClickAsync();
            await Assertions.Expect(page.Locator("[data-state=Stopped],[data-state=Finished]")).ToHaveCountAsync(1, Long);
        }

        visitor.HasNoComplaint();
    }

    /// <summary>Gives it so many minutes, and waits until what that comes to has been counted: until then nothing can be begun.</summary>
    private static async Task GiveAsync(IPage page, int minutes)
    {
        await page.Locator("#own-minutes").FillAsync($"{minutes}");
        await page.Locator("#own-minutes").PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "30 min", Exact = true })).ToHaveAttributeAsync("aria-pressed", "false");
        await Assertions.Expect(page.Locator("#comes-to")).ToHaveAttributeAsync("aria-busy", "false", new() { Timeout = 60_000 });
    }

    private static async Task KeepsItsBestAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open the best run" })).ToBeVisibleAsync(new() { Timeout = 1_800_000 });
        await visitor.LookAsync("tuning-over");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the best run" }).ClickAsync();
        await page.WaitForURLAsync(Visitor.RunPage);
        await Assertions.Expect(page.Locator("[data-state=Finished]")).ToHaveCountAsync(1, Long);
        await visitor.PictureAsync("tuning-best");
        await visitor.OpenAsync("/runs");
        await visitor.LookAsync("tuning-runs");
    }
}
