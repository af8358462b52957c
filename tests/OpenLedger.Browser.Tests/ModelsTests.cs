using System.IO.Compression;
using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>A person adds a model, takes an adapter away and brings it back.</summary>
public sealed class ModelsTests(Chromium chromium) : EmptyStudio
{
    private static readonly LocatorAssertionsToBeVisibleOptions Long = new() { Timeout = 300_000 };

    private readonly TemporaryFolder _files = new();

    protected override void Prepare() => TrainedRun.LayInto(Folder);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task RealModel_IsUploadedAsAZipFile_AndThenAddedAsAFolder()
    {
        var zip = SmolModel.Pack(Path.Combine(_files.Path, "SmolLM2-135M-Instruct.zip"));
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("/models");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a model" }).First.ClickAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(zip);
        await Assertions.Expect(page.GetByRole(AriaRole.Progressbar).First).ToBeVisibleAsync();
        await visitor.PictureAsync("model-arrives.Light.1366");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "It is sound" })).ToBeVisibleAsync(Long);
        await Assertions.Expect(page.GetByLabel("What you will call it")).ToHaveValueAsync("SmolLM2-135M-Instruct");
        await visitor.LookAsync("model-sound");
        await page.GetByText("### Question").ClickAsync();
        await Assertions.Expect(page.Locator(".preview")).ToContainTextAsync("### Answer:");
        await page.GetByText("Its own", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".preview mark").First).ToContainTextAsync("The museum opens at nine.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await page.WaitForURLAsync("**/models/smollm2-135m-instruct");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("SmolLM2-135M-Instruct");
        await Assertions.Expect(page.GetByText("134.52 M").First).ToBeVisibleAsync();
        await visitor.LookAsync("model-added");

        await visitor.OpenAsync("/models/add");
        await page.GetByLabel("Folder of the model").FillAsync(SmolModel.Unpack());
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "It is sound" })).ToBeVisibleAsync(Long);
        await page.GetByLabel("What you will call it").FillAsync("Smol, from a folder");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await page.WaitForURLAsync("**/models/smol-from-a-folder");
        await visitor.OpenAsync("/models");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Smol, from a folder" })).ToContainTextAsync("copied folder");
        await visitor.PictureAsync("models-two-more.Light.1366");

        await visitor.OpenAsync("/models/smol-from-a-folder");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete …" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.WaitForURLAsync("**/models");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Smol, from a folder" })).ToHaveCountAsync(0);
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task Adapter_IsTakenAway_ImportedAgain_AndRenamed()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("/models/nano-llama");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Take away" }).ClickAsync());
        var zip = Path.Combine(_files.Path, download.SuggestedFilename);
        await download.SaveAsAsync(zip);
        using (var archive = ZipFile.OpenRead(zip))
        {
            Assert.Contains("README.md", archive.Entries.Select(entry => entry.FullName));
            Assert.Contains("adapter_model.safetensors", archive.Entries.Select(entry => entry.FullName));
        }

        await page.Locator("input[type=file]").SetInputFilesAsync(zip);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "It fits this model" })).ToBeVisibleAsync(Long);
        await visitor.LookAsync("adapter-fits");
        await page.GetByLabel("What you will call it").FillAsync("Bellmar, brought back");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import it" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row, new() { Name = "Bellmar, brought back" });
        await Assertions.Expect(row).ToContainTextAsync("elsewhere");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename Bellmar, brought back" }).ClickAsync();
        await page.GetByLabel("New name of the adapter").FillAsync("Back");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete Back" })).ToBeVisibleAsync();
        await visitor.LookAsync("adapter-imported");
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task FileThatIsNoModel_IsAnsweredInASentence()
    {
        var file = Path.Combine(_files.Path, "page.zip");
        await File.WriteAllTextAsync(file, "<html>Sign in</html>", TestContext.Current.CancellationToken);
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address, Visitor.Narrow, ColorScheme.Dark);
        await visitor.OpenAsync("/models/add");

        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(file);

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This is not a zip file");
        await visitor.LookAsync("model-refused");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Choose something else" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Choose a file" })).ToBeVisibleAsync();
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task Upload_SurvivesAKilledStudio_AndGoesOnWhereItStopped()
    {
        var file = Path.Combine(_files.Path, "large.zip");
        await File.WriteAllBytesAsync(file, new byte[40 << 20], TestContext.Current.CancellationToken);
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address);
        var page = visitor.Page;
        var offsets = new System.Collections.Concurrent.ConcurrentQueue<long>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("offset=", StringComparison.Ordinal))
            {
                offsets.Enqueue(long.Parse(request.Url.Split("offset=")[1], System.Globalization.CultureInfo.InvariantCulture));
            }
        };
        await page.RouteAsync("**/uploads/*", async route =>
        {
            await Task.Delay(300);
            await route.ContinueAsync();
        });
        await visitor.OpenAsync("/models/add");
        await page.Locator("input[type=file]").SetInputFilesAsync(file);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (offsets.Count < 4)
        {
            await Task.Delay(50, deadline.Token);
        }

        await Studio.KillAsync();
        await using var again = await StudioProcess.StartAsync(Folder, $"--Urls={Studio.Address}");
        await visitor.OpenAsync("/models/add");
        offsets.Clear();
        await page.Locator("input[type=file]").SetInputFilesAsync(file);

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This is not a zip file", new() { Timeout = 60_000 });
        Assert.True(offsets.TryPeek(out var first) && first >= 8 << 20, $"It began anew, at {first}.");
    }

    [Fact]
    public async Task Keyboard_AloneAddsAModel()
    {
        var zip = Path.Combine(_files.Path, "nano.zip");
        ZipFile.CreateFromDirectory(Path.Combine(SmolModel.Checkout(), "models", "nano-qwen"), zip);
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("/models/add");
        var choose = page.GetByRole(AriaRole.Button, new() { Name = "Choose a file" });
        await choose.FocusAsync();
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Keyboard.PressAsync("Enter"));
        await chooser.SetFilesAsync(zip);
        await Assertions.Expect(page.GetByLabel("What you will call it")).ToBeVisibleAsync(Long);
        await page.GetByLabel("What you will call it").FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("By keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/models/by-keys");
        visitor.HasNoComplaint();
    }
}
