using System.Globalization;
using Microsoft.Playwright;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Benchmarks.Circuits;

/// <summary>
/// How long a page takes on a warm server until it answers to clicks, in a browser, from the navigation until its circuit has drawn it;
/// and how much of it jumps while figures arrive (the sum of the browser's layout shifts, 0.1 being what the web calls good).
/// </summary>
internal static class PagesBenchmark
{
    private const int Times = 5;
    private const double Bar = 1;
    private const double ShiftBar = 0.1;
    private const string Watch =
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) { if (!entry.hadRecentInput) { window.shift += entry.value; } } }).observe({ type: 'layout-shift', buffered: true });";

    private static readonly string[] Pages = ["", "models", "models/nano-llama", "data", "data/starter", "datanets", "datanets/new", "runs", "runs/new", "tuning/new", "playground", "team", "settings", "storage", "trash"];
    private static readonly TimeSpan FiguresArrive = TimeSpan.FromSeconds(1);

    public static IEnumerable<Figure> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("openledger-pages-").FullName;
        try
        {
            return MeasureAsync(folder).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<Figure>> MeasureAsync(string folder)
    {
        var app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={folder}", $"--Studio:AdminPassword={CircuitsBenchmark.Password}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None"]);
        await using (app)
        {
            await StudioApp.StartAsync(app);
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await BrowserPages.LaunchAsync(playwright);
            var address = app.Urls.First();
            var page = await BrowserPages.SignInAsync(browser, address);
            await page.AddInitScriptAsync(Watch);
            var seen = new List<(string Page, double Seconds, double Shift)>();
            foreach (var path in Pages)
            {
                seen.Add(await OpenAsync(page, $"{address}/{path}", path));
            }

            await app.StopAsync();
            var (slowest, jumpiest) = (seen.MaxBy(one => one.Seconds), seen.MaxBy(one => one.Shift));
            return
            [
                .. seen.Select(one => new Figure($"pages/interactive//{one.Page}", one.Seconds, "s", string.Create(CultureInfo.InvariantCulture, $"shift {one.Shift:F3}"), null)),
                new Figure("pages/interactive/slowest", slowest.Seconds, "s", $"the bar of {Bar:F0} s (/{slowest.Page})", Bar / slowest.Seconds),
                new Figure("pages/interactive/largest shift", jumpiest.Shift, "", $"{ShiftBar.ToString(CultureInfo.InvariantCulture)} (/{jumpiest.Page})", jumpiest.Shift > 0 ? ShiftBar / jumpiest.Shift : null),
            ];
        }
    }

    /// <summary>The median of several openings; the first, which compiles, is not counted.</summary>
    private static async Task<(string Page, double Seconds, double Shift)> OpenAsync(IPage page, string address, string path)
    {
        var times = new List<double>();
        var shift = 0.0;
        for (var time = 0; time <= Times; time++)
        {
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit });
            await BrowserPages.ReadyAsync(page);
            times.Add(await page.EvaluateAsync<double>("() => performance.now() / 1000"));
            if (time == Times)
            {
                await Task.Delay(FiguresArrive);
                shift = await page.EvaluateAsync<double>("() => window.shift");
            }
        }

        return (path, times.Skip(1).Order().ElementAt(Times / 2), shift);
    }
}
