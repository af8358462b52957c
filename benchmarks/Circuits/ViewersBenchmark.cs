using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;
using RunMetrics = OpenLedger.Studio.Features.Runs.RunMetrics;
using RunPhase = OpenLedger.Training.Runs.RunPhase;
using RunProgress = OpenLedger.Training.Runs.RunProgress;
using RunState = OpenLedger.Studio.Features.Runs.RunState;

namespace OpenLedger.Benchmarks.Circuits;

/// <summary>
/// What it costs to be watched: four people at browsers of their own look at a run that makes five steps a second. The studio runs in
/// this process and the steps come from a script, so what the process computes beyond what it does when nobody looks is the work for
/// the viewers. A click is timed in the browser, from the press until the page shows its effect.
/// </summary>
internal static class ViewersBenchmark
{
    private const int Viewers = 4;
    private const int StepsBefore = 300;
    private const int Clicks = 40;
    private const double CoreBar = 0.05;
    private const double ClickBar = 100;
    private const string ClickAndWait =
        "button => new Promise(done => { const start = performance.now(); new MutationObserver((_, watch) => { watch.disconnect(); done(performance.now() - start); }).observe(button, { attributes: true, attributeFilter: ['aria-pressed'] }); button.click(); })";

    private static readonly TimeSpan BetweenSteps = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);

    // Until the runtime has compiled what is used often: a server that runs for days has.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan BetweenClicks = TimeSpan.FromSeconds(0.15);

    public static IEnumerable<Figure> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("openledger-viewers-").FullName;
        try
        {
            return MeasureAsync(folder).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The other process: looks until it is told to click, and says how long each click took, rising.</summary>
    public static async Task LookAsync(string address, string run)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await BrowserPages.LaunchAsync(playwright);
        var pages = new List<IPage>();
        for (var person = 0; person < Viewers; person++)
        {
            pages.Add(await OpenAsync(browser, address, person, run));
        }

        Console.WriteLine("open");
        _ = await Console.In.ReadLineAsync();
        var clicks = await Task.WhenAll(pages.Select(ClickAsync));
        Console.WriteLine(string.Join(' ', clicks.SelectMany(times => times).Order().Select(time => time.ToString("F1", CultureInfo.InvariantCulture))));
    }

    private static Process Begin(string address, RunId run)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--child", "viewers", address, run.Value]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine();
        return line == "open" ? process : throw new InvalidOperationException($"The viewers did not come in: {line}");
    }

    private static async Task<List<Figure>> MeasureAsync(string folder)
    {
        var app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={folder}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None"]);
        await using (app)
        {
            await StudioApp.StartAsync(app);
            await CircuitsBenchmark.CreatePeopleAsync(app);
            var run = await CreateRunAsync(app);
            using var ended = new CancellationTokenSource();
            var steps = Task.Run(() => StepAsync(app, run, ended.Token));
            var nobody = await WorkAsync();
            using var viewers = Begin(app.Urls.First(), run);
            var work = await WorkAsync() - nobody;
            await viewers.StandardInput.WriteLineAsync();
            var clicks = (await viewers.StandardOutput.ReadLineAsync())!.Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture)).ToArray();
            await viewers.WaitForExitAsync();
            await ended.CancelAsync();
            await steps;
            await app.StopAsync();
            var late = clicks[(int)(0.95 * clicks.Length)];
            return
            [
                new Figure("circuits/viewers/work", work, "cores", $"the bar of {CoreBar.ToString(CultureInfo.InvariantCulture)}", CoreBar / work),
                new Figure("circuits/viewers/nobody looks", nobody, "cores", null, null),
                new Figure("circuits/viewers/click p95", late, "ms", $"the bar of {ClickBar:F0} ms", ClickBar / late),
                new Figure("circuits/viewers/click median", clicks[clicks.Length / 2], "ms", null, null),
            ];
        }
    }

    private static async Task<RunId> CreateRunAsync(WebApplication app)
    {
        var book = app.Services.GetRequiredService<RunBook>();
        var owner = app.Services.GetRequiredService<AccountDirectory>().Find(CircuitsBenchmark.NameOf(0))!;
        var now = TimeProvider.System.GetUtcNow();
        var card = await book.CreateAsync(
            new RunCard { Id = string.Empty, OwnerId = owner, Title = "Bellmar, watched", Model = "nano-llama", State = RunState.Running, IsShared = true, CreatedAt = now, QueuedAt = now, StartedAt = now, TotalSteps = 10_000 },
            path => File.WriteAllLines(Path.Combine(path, RunMetrics.FileName), Enumerable.Range(1, StepsBefore).Select(Line)));
        return RunId.TryParse(card.Id, out var id) ? id : throw new InvalidOperationException("The run has no id.");
    }

    private static async Task StepAsync(WebApplication app, RunId run, CancellationToken ended)
    {
        var feed = app.Services.GetRequiredService<RunFeed>();
        var path = app.Services.GetRequiredService<RunBook>().Folders.FileOf(run, RunMetrics.FileName);
        using var pace = new PeriodicTimer(BetweenSteps);
        for (var step = StepsBefore + 1; !ended.IsCancellationRequested; step++)
        {
            await File.AppendAllTextAsync(path, Line(step) + "\n", CancellationToken.None);
            feed.Publish(run, new RunProgress(RunPhase.Training, step, 10_000, LossAt(step), 0.002, 1, 1_000, Remaining: TimeSpan.FromMinutes(30)));
            try
            {
                await pace.WaitForNextTickAsync(ended);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, string address, int person, string run)
    {
        var page = await BrowserPages.SignInAsync(browser, address, CircuitsBenchmark.NameOf(person));
        await page.GotoAsync($"{address}/runs/{run}");
        await BrowserPages.ReadyAsync(page);
        await page.Locator("button[aria-pressed]", new() { HasText = "log" }).WaitForAsync();
        return page;
    }

    /// <summary>How much of a core this process computes while nobody clicks.</summary>
    private static async Task<double> WorkAsync()
    {
        await Task.Delay(Warm);
        using var self = Process.GetCurrentProcess();
        var (start, before) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime);
        await Task.Delay(Watched);
        self.Refresh();
        return (self.TotalProcessorTime - before).TotalSeconds / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<List<double>> ClickAsync(IPage page)
    {
        var button = page.Locator("button[aria-pressed]", new() { HasText = "log" });
        var times = new List<double>();
        for (var click = 0; click < Clicks; click++)
        {
            times.Add(await button.EvaluateAsync<double>(ClickAndWait));
            await Task.Delay(BetweenClicks);
        }

        return times;
    }

    private static double LossAt(int step) => 1 + (3 * Math.Exp(-step / 200.0)) + (0.1 * Math.Sin(step));

    private static string Line(int step) => string.Create(
        CultureInfo.InvariantCulture, $"{{\"step\":{step},\"loss\":{LossAt(step):F6},\"learning_rate\":0.002,\"grad_norm\":1.0,\"tokens_per_second\":1000,\"epoch\":1,\"memory_bytes\":60000000}}");
}
