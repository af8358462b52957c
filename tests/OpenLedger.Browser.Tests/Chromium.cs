using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(OpenLedger.Browser.Tests.Chromium))]

namespace OpenLedger.Browser.Tests;

/// <summary>The machine's own Chromium or Chrome, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // The same places, in the same order, as build/setup.sh looks at.
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private const float Patience = 30_000;

    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Headless = true, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string Find()
    {
        var set = Environment.GetEnvironmentVariable("CHROMIUM_PATH");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return new[] { set }.Concat(Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name)))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The tests in a real browser need Chromium. Install it, or set CHROMIUM_PATH to a Chromium or Chrome.");
    }
}
