using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>
/// From an empty folder to a chat beside the base model, with a file that a person brings and a model that a person adds, everything
/// else as the studio sets it: with the keyboard alone, and in the long form (<c>OPENLEDGER_LONG=1</c>) with the mouse and a real model of
/// other people's, SmolLM2.
/// </summary>
public sealed class JourneyTests(Chromium chromium) : EmptyStudio
{
    private const int MostTabs = 200;
    private const int MostClicks = 6;

    private static readonly LocatorAssertionsToHaveCountOptions Long = new() { Timeout = 1_800_000 };
    private static readonly Regex SetPage = new("/data/[0-9a-z]{12,}$");

    private readonly TemporaryFolder _files = new();
    private int _clicks;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _files.Dispose();
    }

    /// <summary>With the keyboard alone; the long form also with a mouse, a real model and more of the file.</summary>
    public static TheoryData<bool> Ways => LongRun.Chosen ? [true, false] : [true];

    [Theory]
    [MemberData(nameof(Ways))]
    public Task Newcomer_BringsAModelAndAFile_TrainsAsTheStudioSetsIt_AndChats(bool isByKeyboard) => isByKeyboard ? WithTheKeyboardAsync() : WithTheMouseAsync();

    private async Task WithTheMouseAsync()
    {
        var (file, model) = (Questions(160), SmolModel.Unpack());
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("/models/add");
        await page.GetByLabel("Folder of the model").FillAsync(model);
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at it" }).ClickAsync();
        await page.GetByLabel("What you will call it").FillAsync("Brought along", new() { Timeout = 300_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await page.WaitForURLAsync("**/models/brought-along");

        await visitor.OpenAsync("/data");
        await visitor.BringAsync(new FilePayload { Name = Path.GetFileName(file), MimeType = "text/csv", Buffer = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken) });
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Take " }));
        await page.WaitForURLAsync(SetPage);
        await ClickAsync(page.GetByText("Train on it"));
        await ClickAsync(page.GetByText("Brought along", new() { Exact = true }).First);
        var train = page.GetByRole(AriaRole.Button, new() { Name = "Train", Exact = true });
        await Assertions.Expect(page.Locator("[data-brief]")).ToContainTextAsync("steps", new() { Timeout = 120_000 });
        await visitor.PictureAsync("journey-new-run.light.1366");
        await Assertions.Expect(train).ToBeEnabledAsync();
        await ClickAsync(train);
        await page.WaitForURLAsync(Visitor.RunPage);
        Assert.InRange(_clicks, 1, MostClicks);

        await Assertions.Expect(page.Locator("[data-state=Finished]")).ToHaveCountAsync(1, Long);
        await visitor.PictureAsync("journey-finished.light.1366");
        await page.GetByLabel("Your question").FillAsync("A box holds 6 eggs. How many eggs are in 4 boxes?");
        await page.Keyboard.PressAsync("Enter");
        await AnswersComeAsync(page);

        await visitor.PictureAsync("journey-chat.light.1366");
        visitor.HasNoComplaint();
    }

    private async Task WithTheKeyboardAsync()
    {
        var model = CopyOf("nano-mistral");
        var file = Questions(20);
        await using var visitor = await Visitor.StandAtTheDoorAsync(chromium, Studio.Address);
        var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
        await page.GotoAsync(Studio.Address + "/sign-in");
        await TabToAsync(page, page.GetByLabel("Password"));
        await keys.TypeAsync(StudioProcess.Password);
        await keys.PressAsync("Enter");
        await visitor.ReadyAsync();

        await GoAsync(visitor, "Models");
        await PressAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Add a model" }).First);
        await TabToAsync(page, page.GetByLabel("Folder of the model"));
        await keys.TypeAsync(model);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "It is sound" })).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Add it" }));
        await page.WaitForURLAsync(new Regex("/models/[a-z0-9-]+$"));

        await GoAsync(visitor, "Data");
        var choose = page.GetByRole(AriaRole.Button, new() { Name = "Choose a file" });
        await TabToAsync(page, choose);
        var chooser = await page.RunAndWaitForFileChooserAsync(() => keys.PressAsync("Enter"));
        await chooser.SetFilesAsync(file);
        await page.WaitForURLAsync("**/data/import/*");
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Take " }));
        await page.WaitForURLAsync(SetPage);
        await PressAsync(page, page.GetByText("Train on it"));
        var train = page.GetByRole(AriaRole.Button, new() { Name = "Train", Exact = true });
        await Assertions.Expect(page.Locator("[data-brief]")).ToContainTextAsync("steps", new() { Timeout = 120_000 });
        await TabToAsync(page, page.Locator("input[name=model]").First, page.Locator("input[name=model]:checked"));
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(train).ToBeEnabledAsync();
        await PressAsync(page, train);
        await page.WaitForURLAsync(Visitor.RunPage);

        await Assertions.Expect(page.Locator("[data-state=Finished]")).ToHaveCountAsync(1, Long);
        await TabToAsync(page, page.GetByLabel("Your question"));
        await keys.TypeAsync("How many eggs are in 4 boxes of 6?");
        await keys.PressAsync("Enter");
        await AnswersComeAsync(page);
        visitor.HasNoComplaint();
    }

    /// <summary>Both models have answered: nobody writes any more, and neither answer is empty or the dots of one that is still awaited.</summary>
    private static async Task AnswersComeAsync(IPage page)
    {
        await Assertions.Expect(page.Locator(".bubble:not(.me)", new() { HasTextRegex = new Regex(@"\w") })).ToHaveCountAsync(2, Long);
        await Assertions.Expect(page.Locator("[role=log][aria-busy=false]")).ToHaveCountAsync(1, Long);
    }

    private async Task ClickAsync(ILocator locator)
    {
        await locator.ClickAsync();
        _clicks++;
    }

    /// <summary>A page of the menu, reached from wherever the focus is.</summary>
    private static async Task GoAsync(Visitor visitor, string name)
    {
        await PressAsync(visitor.Page, visitor.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }));
        await visitor.Page.WaitForURLAsync($"**/{name.ToLowerInvariant()}");
        await visitor.ReadyAsync();
    }

    private static async Task PressAsync(IPage page, ILocator target)
    {
        await Assertions.Expect(target).ToBeVisibleAsync();
        await TabToAsync(page, target);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Presses Tab until the focus is where it is wanted, or inside of it; the focus is visible there.</summary>
    private static async Task TabToAsync(IPage page, params ILocator[] targets)
    {
        for (var tab = 0; tab < MostTabs; tab++)
        {
            foreach (var target in targets)
            {
                if (await target.CountAsync() > 0 && await target.First.EvaluateAsync<bool>("element => element === document.activeElement || element.closest('a,button') === document.activeElement && document.activeElement !== null"))
                {
                    return;
                }
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{targets[0]} was not reached by {MostTabs} presses of Tab on {page.Url}; the focus is at {await page.EvaluateAsync<string>("() => document.activeElement?.outerHTML.slice(0, 200) ?? ''")}");
    }

    private string CopyOf(string model)
    {
        var target = Directory.CreateDirectory(Path.Combine(_files.Path, "Little-" + model)).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SmolModel.Checkout(), "models", model)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return target;
    }

    /// <summary>The first questions of GSM8K, as a file that a person brings.</summary>
    private string Questions(int count)
    {
        var source = Path.Combine(SmolModel.Checkout(), "..", "shared", "fixtures", "gsm8k", "train.jsonl");
        Assert.SkipUnless(File.Exists(source), "needs ../shared/fixtures: other people's data that does not belong to this repository");
        var rows = File.ReadLines(source).Take(count).Select(line => JsonDocument.Parse(line).RootElement);
        var path = Path.Combine(_files.Path, "questions.csv");
        var text = new StringBuilder("question,answer\n");
        foreach (var row in rows)
        {
            text.Append(Cell(row.GetProperty("question").GetString()!)).Append(',').Append(Cell(row.GetProperty("answer").GetString()!)).Append('\n');
        }

        File.WriteAllText(path, text.ToString());
        return path;

        static string Cell(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
