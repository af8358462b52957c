using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>
/// The server is killed again and again while a run trains and two people click: nothing that was acknowledged is lost, nothing is left
/// lying about, pages find back by themselves, and the adapter is the one of a studio that nobody disturbed. Two kills; twenty with
/// <c>OPENLEDGER_LONG=1</c>.
/// </summary>
public sealed class KilledStudioTests(Chromium chromium) : IAsyncLifetime
{
    private const int SaveSteps = 5;
    private const int Seed = 20261125;

    private static readonly int Kills = LongRun.Chosen ? 20 : 1;
    private static readonly int Steps = LongRun.Chosen ? 300 : 15;
    private static readonly (string, int)[] Settings = [("max_steps", Steps), ("save_steps", SaveSteps)];
    private static readonly LocatorAssertionsToHaveCountOptions Long = new() { Timeout = 600_000 };

    private readonly TemporaryFolder _calm = new();
    private readonly TemporaryFolder _rough = new();
    private StudioProcess? _studio;
    private int _acknowledged;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_studio is not null)
        {
            await _studio.DisposeAsync();
        }

        _calm.Dispose();
        _rough.Dispose();
    }

    [Fact]
    public async Task Server_KilledAgainAndAgain_LosesNothing_AndPagesFindBack()
    {
        var wanted = await UndisturbedAsync();
        var urls = $"--Urls=http://127.0.0.1:{FreePort()}";
        _studio = await StudioProcess.StartAsync(_rough.Path, urls);
        await using var watcher = await Visitor.ArriveAsync(chromium, _studio.Address);
        await using var clicker = await Visitor.ArriveAsync(chromium, _studio.Address);
        await watcher.TrainAsync(Settings);
        await clicker.OpenAsync("/settings");

        using var done = new CancellationTokenSource();
        var clicks = Task.WhenAll(ChangeSettingsAsync(clicker, done.Token), LookAroundAsync(clicker, done.Token));
        var random = new Random(Seed);
        var found = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            if (LongRun.Chosen && kill % 3 == 1)
            {
                await ProgressAsync(new Uri(watcher.Page.Url).Segments[^1]);
            }

            await Task.Delay(random.Next(500, 5_000));
            await _studio.KillAsync();
            await _studio.DisposeAsync();
            _studio = await StudioProcess.StartAsync(_rough.Path, urls);

            // Nobody reloads this page: it comes back by itself, and says again where the run stands.
            await Assertions.Expect(watcher.Page.Locator("[data-state=Running],[data-state=Finished]")).ToHaveCountAsync(1, Long);
            await Assertions.Expect(watcher.Page.Locator("#components-reconnect-modal[open]")).ToHaveCountAsync(0, Long);
            found++;
        }

        await Assertions.Expect(watcher.Page.Locator("[data-state=Finished]")).ToHaveCountAsync(1, Long);
        await done.CancelAsync();
        await clicks;
        Assert.Equal(Kills, found);
        await NothingIsLostAsync(clicker, new Uri(watcher.Page.Url).Segments[^1], wanted);
    }

    /// <summary>Waits for some more steps: a run whose server always dies at the same step is given up in the end, which is another test's subject.</summary>
    private async Task ProgressAsync(string run)
    {
        var metrics = Path.Combine(_rough.Path, "runs", run, "metrics.jsonl");
        var before = Lines();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (Lines() is var now && now < Math.Min(before + SaveSteps + 1, Steps))
        {
            await Task.Delay(100, deadline.Token);
        }

        int Lines() => File.Exists(metrics) ? File.ReadLines(metrics).Count() : 0;
    }

    private async Task NothingIsLostAsync(Visitor clicker, string run, byte[] wanted)
    {
        var folder = Path.Combine(_rough.Path, "runs", run);
        Assert.Equal(wanted, AdapterIn(folder));
        var steps = File.ReadLines(Path.Combine(folder, "metrics.jsonl")).Select(line => Regex.Match(line, "\"step\":(\\d+),\"loss\"")).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(1, Steps), steps);
        var wentOn = File.ReadLines(Path.Combine(folder, "events.jsonl")).Count(line => line.Contains("\"wentOn\"", StringComparison.Ordinal));
        Assert.True(!LongRun.Chosen || wentOn > Kills / 2, $"the run went on {wentOn} times after {Kills} kills");

        await clicker.OpenAsync("/settings");
        var kept = await SettingOf(clicker).InputValueAsync();
        Assert.True(_acknowledged > 0, "nothing was changed in all that time");
        Assert.InRange(int.Parse(kept, CultureInfo.InvariantCulture), _acknowledged, _acknowledged + 1);

        Assert.Equal(run, Path.GetFileName(Assert.Single(Directory.EnumerateDirectories(Path.Combine(_rough.Path, "runs")))));
        var leftOver = Directory.EnumerateFiles(_rough.Path, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) is var name && (name.Contains(".tmp", StringComparison.Ordinal) || name.Contains(".part", StringComparison.Ordinal) || name.EndsWith(".new", StringComparison.Ordinal)));
        Assert.Empty(leftOver);
    }

    /// <summary>The same run in a studio that nobody disturbs.</summary>
    private async Task<byte[]> UndisturbedAsync()
    {
        await using var studio = await StudioProcess.StartAsync(_calm.Path);
        await using var visitor = await Visitor.ArriveAsync(chromium, studio.Address);
        await visitor.TrainAsync(Settings);
        await Assertions.Expect(visitor.Page.Locator("[data-state=Finished]")).ToHaveCountAsync(1, Long);
        return AdapterIn(Path.Combine(_calm.Path, "runs", new Uri(visitor.Page.Url).Segments[^1]));
    }

    /// <summary>One person counts upwards in a setting, and remembers the last number that the page called saved.</summary>
    private async Task ChangeSettingsAsync(Visitor visitor, CancellationToken done)
    {
        for (var number = 1; !done.IsCancellationRequested; number++)
        {
            try
            {
                var setting = SettingOf(visitor);
                await setting.FillAsync($"{number}", new() { Timeout = 2_000 });
                await setting.PressAsync("Tab", new() { Timeout = 2_000 });
                await Assertions.Expect(Row(setting).GetByText("Saved.")).ToBeAttachedAsync(new() { Timeout = 2_000 });
                await Assertions.Expect(setting).ToHaveValueAsync($"{number}", new() { Timeout = 1_000 });
                _acknowledged = number;
                await visitor.ReloadAsync();
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                // The server is down just now: this number may or may not be kept. Come back, and try the same again.
                number = _acknowledged;
                await BackAsync(visitor, "/settings", done);
            }
        }
    }

    /// <summary>Another person opens one page after the other over plain HTTP.</summary>
    private async Task LookAroundAsync(Visitor visitor, CancellationToken done)
    {
        string[] paths = ["/", "/runs", "/runs/new", "/models", "/data", "/playground"];
        for (var turn = 0; !done.IsCancellationRequested; turn++)
        {
            try
            {
                var answer = await visitor.Page.APIRequest.GetAsync(_studio!.Address + paths[turn % paths.Length], new() { Timeout = 5_000 });
                Assert.True(answer.Status < 500, $"{paths[turn % paths.Length]} answered {answer.Status}");
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                // Down just now.
            }

            await Task.Delay(300, CancellationToken.None);
        }
    }

    private static async Task BackAsync(Visitor visitor, string path, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            try
            {
                await visitor.OpenAsync(path);
                return;
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                await Task.Delay(200, CancellationToken.None);
            }
        }
    }

    private static ILocator SettingOf(Visitor visitor) => visitor.Page.Locator("#setting-Studio-RunsPerPersonPerDay");

    private static ILocator Row(ILocator setting) => setting.Locator("xpath=ancestor::div[@class='setting' or contains(@class,'setting ')][1]");

    private static byte[] AdapterIn(string folder) => SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "adapter_model.safetensors")));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
