using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>
/// One small training, then every page, light and dark, wide and narrow: each accessible, none wider than its window, no complaint of
/// the browser. <c>build/screens.sh</c> keeps the pictures.
/// </summary>
public sealed class ScreenTests(Chromium chromium) : IAsyncLifetime
{
    private const int Steps = 12;

    // Before anything was done.
    private static readonly (string Name, string Path)[] Untouched = [("home-empty", "/"), ("runs-empty", "/runs"), ("run-gone", "/runs/20260101-000000-none"), ("model-gone", "/models/nothing")];

    private static readonly (string Name, string Path)[] Pages =
    [
        ("home", "/"), ("models", "/models"), ("model", "/models/nano-llama"), ("model-add", "/models/add"), ("data", "/data"), ("new-run", "/runs/new"), ("runs", "/runs"),
        ("playground", "/playground"), ("team", "/team"), ("audit", "/team/audit"), ("account", "/account"), ("settings", "/settings"), ("storage", "/storage"), ("trash", "/trash"), ("not-found", "/nowhere"), ("error", "/error"),
    ];

    private readonly TemporaryFolder _folder = new();
    private StudioProcess _studio = null!;

    public async ValueTask InitializeAsync() => _studio = await StudioProcess.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await _studio.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task EveryPage_IsAccessible_OnWideAndNarrowWindows_LightAndDark()
    {
        await using var outside = await Visitor.StandAtTheDoorAsync(chromium, _studio.Address);
        await outside.Page.GotoAsync(_studio.Address + "/sign-in");
        await outside.LookAsync("sign-in", both: true);

        await using var visitor = await Visitor.ArriveAsync(chromium, _studio.Address);
        foreach (var (name, path) in Untouched)
        {
            await visitor.OpenAsync(path);
            await visitor.LookAsync(name, both: true);
        }

        var run = await TrainAsync(visitor);
        foreach (var (name, path) in Pages.Append(("run", run)))
        {
            await visitor.OpenAsync(path);
            await Assertions.Expect(visitor.Page.GetByText("Measuring …", new() { Exact = true })).ToHaveCountAsync(0);
            await visitor.LookAsync(name, both: true);
        }

        await visitor.Page.GotoAsync(_studio.Address + "/too-many-pages");
        await visitor.LookAsync("too-many-pages", both: true);
        await CompareAsync(visitor, run);
        outside.HasNoComplaint();
    }

    [Fact]
    public async Task FirstPassword_IsAskedForOnAPageThatEverybodyCanUse()
    {
        using var folder = new TemporaryFolder();
        await using var fresh = await StudioProcess.StartAsync(folder.Path, "--Studio:AdminPassword=");
        await using var first = await Visitor.StandAtTheDoorAsync(chromium, fresh.Address);

        await first.Page.GotoAsync(fresh.Address);
        await Assertions.Expect(first.Page.Locator("input[type=password]").First).ToBeVisibleAsync();

        await first.LookAsync("welcome", both: true);
        first.HasNoComplaint();
    }

    /// <summary>The longest words, on the narrowest window.</summary>
    [Fact]
    public async Task German_IsNoWiderThanTheNarrowestWindow()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, _studio.Address);
        await visitor.OpenAsync("/runs");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Deutsch" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        var wide = new List<string>();
        foreach (var (name, path) in Pages.Concat(Untouched).Append(("compare", "/runs/compare")))
        {
            await visitor.OpenAsync(path);
            if (await visitor.TooWideAsync(Visitor.Narrow, $"{name}.german") is > 0 and var pixels)
            {
                wide.Add($"{path}: {pixels} pixels");
            }
        }

        Assert.Empty(wide);
    }

    private static async Task CompareAsync(Visitor visitor, string run)
    {
        await visitor.TrainAsync(("max_steps", Steps / 2));
        var other = new Uri(visitor.Page.Url).AbsolutePath;
        await Assertions.Expect(visitor.Page.Locator("[data-state=Finished]")).ToHaveCountAsync(1, new() { Timeout = 300_000 });
        await visitor.OpenAsync($"/runs/compare?ids={run.Split('/')[^1]},{other.Split('/')[^1]}");
        await Assertions.Expect(visitor.Page.GetByText("max steps").First).ToBeVisibleAsync();
        await visitor.LookAsync("compare", both: true);
    }

    private static async Task<string> TrainAsync(Visitor visitor)
    {
        await visitor.TrainAsync(("max_steps", Steps));
        await Assertions.Expect(visitor.Page.Locator("[data-state=Finished]")).ToHaveCountAsync(1, new() { Timeout = 300_000 });
        return new Uri(visitor.Page.Url).AbsolutePath;
    }
}
