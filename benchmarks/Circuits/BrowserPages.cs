using Microsoft.Playwright;

namespace OpenLedger.Benchmarks.Circuits;

/// <summary>A real browser before the studio, for figures that only a browser can tell.</summary>
internal static class BrowserPages
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumPath(), Args = ["--no-sandbox", "--disable-gpu"] });

    /// <summary>Signs in on a page of its own; with a name where the studio has more than one account.</summary>
    public static async Task<IPage> SignInAsync(IBrowser browser, string address, string? name = null)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1366, Height = 844 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(address + "/sign-in");
        if (name is not null)
        {
            await page.GetByLabel("Name").FillAsync(name);
        }

        await page.GetByLabel("Password").FillAsync(CircuitsBenchmark.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await ReadyAsync(page);
        return page;
    }

    /// <summary>Returns when the page answers to clicks.</summary>
    public static Task ReadyAsync(IPage page) => page.Locator("[data-interactive=true]").WaitForAsync();

    private static string ChromiumPath()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return new[] { Environment.GetEnvironmentVariable("CHROMIUM_PATH") }.Concat(Names.SelectMany(name => folders.Select(place => Path.Combine(place, name)))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("This figure needs Chromium. Install it, or set CHROMIUM_PATH to a Chromium or Chrome.");
    }
}
