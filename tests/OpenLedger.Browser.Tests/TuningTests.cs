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
        if (!LongRun.Chosen)
        {
            // Enough for three trials on the slowest machine; this one is stopped long before.
            await page.GetByRole(AriaRole.Button, new() { Name = "3 h", Exact = true }).ClickAsync();
        }

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
