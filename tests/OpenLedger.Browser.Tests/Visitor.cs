using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>Someone at a browser of their own, who notices everything that the browser complains about.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    public const int Wide = 1366;
    public const int Narrow = 390;

    private const int Height = 844;
    private const float Patience = 60_000;

    /// <summary>The address of a run's page.</summary>
    public static readonly Regex RunPage = new("/runs/[0-9]{8}-");

    private static string? ShotsFolder => Environment.GetEnvironmentVariable("OPENLEDGER_SHOTS") is { Length: > 0 } folder ? folder : null;

    private readonly IBrowserContext _context;
    private readonly int _width;
    private readonly ColorScheme _scheme;
    private readonly string _address;
    private readonly ConcurrentQueue<string> _complaints = new();
    private int _losses;

    private Visitor(IBrowserContext context, IPage page, string address, int width, ColorScheme scheme)
    {
        (_width, _scheme) = (width, scheme);
        _context = context;
        _address = address;
        Page = page;
        Page.SetDefaultTimeout(Patience);
        page.Console += (_, message) =>
        {
            // A machine that stood still for half a minute loses the connection, and the page takes it up again by itself.
            if (message.Text.Contains("Connection disconnected with error", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _losses);
            }
            else if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                _complaints.Enqueue($"outside request: {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _complaints.Enqueue($"{response.Status}: {response.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Somebody who signs in as the admin.</summary>
    public static async Task<Visitor> ArriveAsync(Chromium chromium, string address, int width = Wide, ColorScheme scheme = ColorScheme.Light)
    {
        var visitor = await StandAtTheDoorAsync(chromium, address, width, scheme);
        await visitor.SignInAsync();
        return visitor;
    }

    /// <summary>Somebody who has not signed in.</summary>
    public static async Task<Visitor> StandAtTheDoorAsync(Chromium chromium, string address, int width = Wide, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = Height }, ColorScheme = scheme, Locale = "en-GB" });
        return new Visitor(context, await context.NewPageAsync(), address, width, scheme);
    }

    /// <summary>Signs in; with a name where the studio has more than one account.</summary>
    public async Task SignInAsync(string? name = null, string password = StudioProcess.Password)
    {
        await Page.GotoAsync(_address + "/sign-in");
        if (name is not null)
        {
            await Page.GetByLabel("Name").FillAsync(name);
        }

        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await ReadyAsync();
    }

    /// <summary>Opens a page and waits until it answers to clicks: what is pressed before that is lost.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(_address + path);
        await ReadyAsync();
    }

    public async Task ReloadAsync()
    {
        await Page.ReloadAsync();
        await ReadyAsync();
    }

    public Task ReadyAsync() => Page.Locator("[data-interactive=true]").WaitForAsync();

    public void HasNoComplaint() => Assert.Empty(_complaints);

    /// <summary>What stands where, for a test that waited in vain.</summary>
    public async Task<string> DescribeAsync()
    {
        var alerts = await Page.GetByRole(AriaRole.Alert).AllInnerTextsAsync();
        var focus = await Page.EvaluateAsync<string>("() => document.activeElement?.outerHTML.slice(0, 300) ?? ''");
        var connection = await Page.EvaluateAsync<string>("() => document.getElementById('components-reconnect-modal')?.className ?? ''");
        return $"Page: {Page.Url}\nAlerts: {string.Join(" | ", alerts)}\nFocus: {focus}\nConnection: {connection}\nComplaints: {string.Join(" | ", _complaints)}\nConnection losses: {_losses}";
    }

    /// <summary>No finding of axe by WCAG 2.1 A and AA, and no page that is wider than its window.</summary>
    public async Task IsAccessibleAsync()
    {
        var findings = await FindingsAsync();
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    /// <summary>What axe finds by WCAG 2.1 A and AA, and how much a page is wider than its window.</summary>
    public async Task<IReadOnlyList<string>> FindingsAsync()
    {
        var options = new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } };
        var result = await Page.RunAxe(options);
        var findings = result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{new Uri(Page.Url).AbsolutePath}: {violation.Id}: {node.Html}")).ToList();
        var width = await TooWideAsync();
        if (width > 0)
        {
            findings.Add($"{new Uri(Page.Url).AbsolutePath}: {width} pixels wider than its window");
        }

        return findings;
    }

    /// <summary>How much the page is wider than a window of so many pixels, in which a picture of it is kept where pictures are asked for.</summary>
    public async Task<int> TooWideAsync(int width, string name)
    {
        await ShowAsync(width, _scheme);
        await PictureAsync($"{name}.{width}");
        var pixels = await TooWideAsync();
        await ShowAsync(_width, _scheme);
        return pixels;
    }

    private Task<int> TooWideAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Keeps a picture where OPENLEDGER_SHOTS names a folder for them.</summary>
    public async Task PictureAsync(string name)
    {
        if (ShotsFolder is { } folder)
        {
            await Page.EvaluateAsync("() => scrollTo(0, 0)");
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }

    /// <summary>
    /// Finds nothing wrong with the page as it stands: in this person's window, or in both a wide and light and a narrow and dark one.
    /// Where pictures are asked for, or time does not matter, in every one, and each picture is kept.
    /// </summary>
    public async Task LookAsync(string name, bool both = false)
    {
        var findings = new List<string>();
        (int, ColorScheme)[] looks = ShotsFolder is not null || LongRun.Chosen
            ? [(Wide, ColorScheme.Light), (Wide, ColorScheme.Dark), (Narrow, ColorScheme.Dark)]
            : both ? [(Wide, ColorScheme.Light), (Narrow, ColorScheme.Dark)] : [(_width, _scheme)];
        foreach (var (width, scheme) in looks)
        {
            await ShowAsync(width, scheme);
            var look = $"{(scheme == ColorScheme.Dark ? "dark" : "light")}.{width}";
            findings.AddRange((await FindingsAsync()).Select(finding => $"{look} {finding}"));
            await PictureAsync($"{name}.{look}");
        }

        await ShowAsync(_width, _scheme);
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    private async Task ShowAsync(int width, ColorScheme scheme)
    {
        await Page.SetViewportSizeAsync(width, Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });

        // Colours on their way from one look to the other have no contrast that means anything.
        await Page.EvaluateAsync("""
            async () => {
              const frame = () => new Promise(requestAnimationFrame);
              await frame(); await frame();
              for (const animation of document.getAnimations()) { try { animation.finish(); } catch { /* endless */ } }
              await frame();
            }
            """);
    }

    /// <summary>Brings a file to the page that is open, which then shows what becomes of it.</summary>
    public async Task BringAsync(FilePayload file)
    {
        // The field takes files as soon as its script is there, a moment after the page.
        for (var attempt = 0; attempt < 20 && !Page.Url.Contains("/data/import/", StringComparison.Ordinal); attempt++)
        {
            if (await Page.Locator(".drop[data-state=Empty] input[type=file]").CountAsync() > 0)
            {
                await Page.Locator("input[type=file]").SetInputFilesAsync(file);
            }

            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        await Page.WaitForURLAsync("**/data/import/*");
    }

    /// <summary>Starts a run with some settings of the advanced ones, all else as the studio sets it; its page is open afterwards.</summary>
    public async Task TrainAsync(params (string Knob, int Value)[] settings)
    {
        await OpenAsync("/runs/new");
        await Page.Locator("summary", new() { HasText = "Advanced" }).PressAsync("Enter");
        foreach (var (knob, value) in settings)
        {
            await Page.Locator($"#knob-{knob}").FillAsync($"{value}");
        }

        await Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Page.Locator("summary", new() { HasText = $"{settings.Length} changed" })).ToBeVisibleAsync();
        var train = Page.GetByRole(AriaRole.Button, new() { Name = "Train", Exact = true });
        await Assertions.Expect(train).ToBeEnabledAsync();
        await train.ClickAsync();
        await Page.WaitForURLAsync(RunPage);
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
