using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>
/// One small training, then every page, light and dark, wide and narrow: each accessible, none wider than its window, no complaint of
/// the browser. <c>build/screens.sh</c> keeps the pictures.
/// </summary>
public sealed class ScreenTests(Chromium chromium) : IAsyncLifetime
{
    private const int Steps = 12;

    private static readonly (string Name, string Path)[] Pages =
    [
        ("home", "/"), ("models", "/models"), ("model", "/models/nano-llama"), ("model-add", "/models/add"), ("data", "/data"), ("datanets", "/datanets"), ("datanet-new", "/datanets/new"), ("new-run", "/runs/new"), ("runs", "/runs"),
        ("playground", "/playground"), ("team", "/team"), ("audit", "/team/audit"), ("account", "/account"), ("settings", "/settings"), ("storage", "/storage"), ("trash", "/trash"), ("not-found", "/nowhere"),
    ];

    // Two looks show what is wrong with a page; the other two are for its pictures.
    private static IEnumerable<(int Width, ColorScheme Scheme)> Looks => Environment.GetEnvironmentVariable("OPENLEDGER_SHOTS") is { Length: > 0 }
        ? [(Visitor.Wide, ColorScheme.Light), (Visitor.Wide, ColorScheme.Dark), (Visitor.Narrow, ColorScheme.Light), (Visitor.Narrow, ColorScheme.Dark)]
        : [(Visitor.Wide, ColorScheme.Light), (Visitor.Narrow, ColorScheme.Dark)];

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
        string run;
        await using (var visitor = await Visitor.ArriveAsync(chromium, _studio.Address))
        {
            run = await TrainAsync(visitor);
        }

        var findings = new List<string>();
        foreach (var (width, scheme) in Looks)
        {
            await using var outside = await Visitor.StandAtTheDoorAsync(chromium, _studio.Address, width, scheme);
            await outside.Page.GotoAsync(_studio.Address + "/sign-in");
            await outside.IsAccessibleAsync();
            await outside.PictureAsync($"sign-in.{Name(width, scheme)}");

            await using var visitor = await Visitor.ArriveAsync(chromium, _studio.Address, width, scheme);
            foreach (var (name, path) in Pages.Append(("run", run)))
            {
                await visitor.OpenAsync(path);
                findings.AddRange((await visitor.FindingsAsync()).Select(finding => $"{Name(width, scheme)} {finding}"));
                await visitor.PictureAsync($"{name}.{Name(width, scheme)}");
            }
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    private static string Name(int width, ColorScheme scheme) => $"{(scheme == ColorScheme.Dark ? "dark" : "light")}.{width}";

    private static async Task<string> TrainAsync(Visitor visitor)
    {
        await visitor.TrainAsync(("max_steps", Steps));
        await Assertions.Expect(visitor.Page.Locator("[data-state=Finished]")).ToHaveCountAsync(1, new() { Timeout = 300_000 });
        return new Uri(visitor.Page.Url).AbsolutePath;
    }
}
