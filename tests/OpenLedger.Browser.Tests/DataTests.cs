using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>A person brings a file of examples, sees what becomes of it, puts right what is wrong, and has the doctor look at it.</summary>
public sealed partial class DataTests(Chromium chromium) : IAsyncLifetime
{
    private const string Table =
        "Frage;Antwort\nWann öffnet der Laden?;Um neun Uhr.\nWo ist der Laden?;Am Hafen.\nWas kostet ein Boot?;\nWem gehört er?;Frau Ohm;zu viel\nWann öffnet der Laden?;Um neun Uhr.\nWer \"Oha\" sagt?;Der Wirt.\n";

    private readonly TemporaryFolder _folder = new();
    private StudioProcess _studio = null!;

    [GeneratedRegex("/data/[0-9a-f]{32}$")]
    private static partial Regex SetPage { get; }

    public async ValueTask InitializeAsync() => _studio = await StudioProcess.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await _studio.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task File_BecomesASet_ThatIsLookedAtAndChanged()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, _studio.Address, Visitor.Narrow, ColorScheme.Dark);
        var page = visitor.Page;
        await visitor.OpenAsync("/data");
        await Assertions.Expect(page.GetByText("No set of your own yet")).ToBeVisibleAsync();
        await visitor.LookAsync("data-empty");

        await visitor.BringAsync(Payload("laden.csv", TextEncoding(Table)));
        await Assertions.Expect(page.GetByText("Wann öffnet der Laden?").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take 3 examples" })).ToBeEnabledAsync();
        await page.GetByText("How the file is written").ClickAsync();
        await visitor.LookAsync("data-import");

        await page.GetByLabel("Name of the set").FillAsync("Der Laden");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take 3 examples" }).ClickAsync();
        await page.WaitForURLAsync(SetPage);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Der Laden");
        await ChangeAsync(visitor);
        await visitor.LookAsync("data-set");

        await page.GetByRole(AriaRole.Link, new() { Name = "Set aside 3" }).ClickAsync();
        await Assertions.Expect(page.GetByText("3 cells, but 2 are expected")).ToBeVisibleAsync();
        await visitor.LookAsync("data-aside");
        await page.GetByRole(AriaRole.Link, new() { Name = "About and export" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Notes")).ToBeVisibleAsync();
        await visitor.LookAsync("data-about");
        await page.GetByRole(AriaRole.Link, new() { Name = "Doctor" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Learned tokens").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Nothing to put right")).ToBeVisibleAsync();
        await visitor.LookAsync("data-doctor");
        await visitor.OpenAsync("/data");
        await visitor.LookAsync("data");

        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task BrokenFiles_AreAnsweredInASentence_WithinTwoSeconds()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, _studio.Address);
        foreach (var (name, bytes, says) in new[]
        {
            ("old.csv", new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1 }, "save it as .xlsx"),
            ("cut.jsonl", "{\"question\": \"a"u8.ToArray(), "None of the first rows can be read"),
            ("tokens.jsonl", "{\"input_ids\": [1, 2]}"u8.ToArray(), "one model alone"),
            ("numbers.csv", "a,b\n1,2\n3,4\n"u8.ToArray(), "Choose them below"),
        })
        {
            await visitor.OpenAsync("/data");
            await visitor.BringAsync(Payload(name, bytes));

            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(says, new() { Timeout = 2_000 });
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Take it" })).ToBeDisabledAsync();
        }
    }

    [Fact]
    public async Task StarterSet_IsReadByTheDoctor_AndCopied()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, _studio.Address);
        await visitor.OpenAsync("/data/starter?tab=doctor");

        await Assertions.Expect(visitor.Page.GetByText("100 %")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator(".token.learned").First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText("Nothing to put right")).ToBeVisibleAsync();
        await visitor.LookAsync("data-doctor-starter");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Copy it to change it" }).ClickAsync();
        await visitor.Page.WaitForURLAsync(SetPage);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Edit example 1", Exact = true })).ToBeVisibleAsync();
        visitor.HasNoComplaint();
    }

    private static byte[] TextEncoding(string text) => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray();

    private static FilePayload Payload(string name, byte[] bytes) => new() { Name = name, MimeType = "application/octet-stream", Buffer = bytes };

    private static async Task ChangeAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit example 2", Exact = true }).ClickAsync();
        await page.Locator("#turn-1").FillAsync("Am alten Hafen.");
        await visitor.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Am alten Hafen.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete example 1", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("2 examples")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.GetByText("3 examples")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Am Hafen.")).ToBeVisibleAsync();
    }
}
