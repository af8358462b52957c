using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>The playground in a real browser, with real answers of a bundled model and of an adapter on it.</summary>
public sealed class PlaygroundTests(Chromium chromium) : EmptyStudio
{
    private static readonly LocatorAssertionsToHaveCountOptions Long = new() { Timeout = 300_000 };

    protected override void Prepare() => TrainedRun.LayInto(Folder);

    [Fact]
    public async Task Chat_IsKept_Changed_Copied_AndFoundAgain()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address);
        var page = visitor.Page;
        await visitor.OpenAsync($"/playground?run={TrainedRun.Id}");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = TrainedRun.Title })).ToBeVisibleAsync();
        await visitor.PictureAsync("playground-empty.Light.1366");

        await AskAsync(visitor, "Who are you?");
        await Assertions.Expect(page.Locator("[data-said]")).ToHaveCountAsync(2);
        await page.WaitForURLAsync("**/playground?chat=*");
        await Assertions.Expect(page.Locator(".column .row .tech", new() { HasText = "tokens/s" })).ToHaveCountAsync(2);
        await AskAsync(visitor, "Which month comes after October?");
        await Assertions.Expect(page.Locator("[data-said]")).ToHaveCountAsync(4);
        await visitor.PictureAsync("playground.Light.1366");

        await page.EvaluateAsync("() => { navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }; }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy the answer of nano-llama" }).Last.ClickAsync();
        await Assertions.Expect(page.Locator("[data-copy][data-done]")).ToHaveCountAsync(1);
        Assert.Equal(await page.Locator(".column").First.Locator("[data-said]").Last.TextContentAsync(), await page.EvaluateAsync<string>("() => window.copied"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Change the question: Who are you?" }).ClickAsync();
        await page.GetByLabel("Your question, changed").FillAsync("How many legs does a mouse have?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask again" }).ClickAsync();
        await Assertions.Expect(page.Locator("[role=log][aria-busy=false] [data-said]")).ToHaveCountAsync(2, Long);

        await visitor.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-said]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".bubble.me").First).ToContainTextAsync("How many legs does a mouse have?");
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task EnterSends_ShiftEnterBreaksTheLine_AndSlidersAreTurnedByKeys()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address);
        var page = visitor.Page;
        await visitor.OpenAsync("/playground?model=nano-llama");
        await page.Locator("summary", new() { HasText = "How it answers" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Slider, new() { Name = "Surprise (temperature)" }).PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator("#chat-temperature")).ToHaveValueAsync("0.1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Surprise: back to 0" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#chat-temperature")).ToHaveValueAsync("0");

        var box = page.GetByLabel("Your question");
        await box.FocusAsync();
        await page.Keyboard.TypeAsync("Who are you?");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.TypeAsync("Tell me.");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("[role=log][aria-busy=false] [data-said]")).ToHaveCountAsync(1, Long);
        Assert.EndsWith("Who are you?\nTell me.", await page.Locator(".bubble.me").TextContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(box).ToHaveValueAsync("");
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task Page_IsAccessible_WithAnswers_AndWithMasks()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address, Visitor.Narrow, ColorScheme.Dark);
        var page = visitor.Page;
        await visitor.OpenAsync($"/playground?run={TrainedRun.Id}");
        await visitor.IsAccessibleAsync();
        await AskAsync(visitor, "Who are you?");
        await page.Locator("summary", new() { HasText = "How it answers" }).ClickAsync();
        await page.Locator("summary", new() { HasText = "Told beforehand" }).ClickAsync();
        await page.Locator("summary", new() { HasText = "Your chats" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the question: Who are you?" }).ClickAsync();
        await visitor.LookAsync("playground-open");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it as it was" }).ClickAsync();
        await page.Locator("summary", new() { HasText = "How it answers" }).ClickAsync();
        await page.Locator("summary", new() { HasText = "Told beforehand" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a model" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Model of voice 3")).ToBeVisibleAsync();
        await visitor.LookAsync("playground-three");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take nano-mistral out" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Teach a better answer to nano-llama" }).ClickAsync();
        await page.GetByLabel("The answer it should give").FillAsync("I am the guide of Bellmar.");
        await visitor.LookAsync("playground-teach");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep as example" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Kept in From the playground")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Blind vote" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Your votes" })).ToBeVisibleAsync();
        await AskAsync(visitor, "Which month comes after October?");
        await visitor.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "A is better" }).ClickAsync();
        await Assertions.Expect(page.GetByText("You chose")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("1 so far")).ToBeVisibleAsync();
        await visitor.LookAsync("playground-blind");
        visitor.HasNoComplaint();
    }

    private static async Task AskAsync(Visitor visitor, string question)
    {
        await visitor.Page.GetByLabel("Your question").FillAsync(question);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("[role=log][aria-busy=true]")).ToHaveCountAsync(0, Long);
        await Assertions.Expect(visitor.Page.Locator(".bubble.me").Last).ToContainTextAsync(question);
        await Assertions.Expect(visitor.Page.Locator("[role=log][aria-busy=false]")).ToHaveCountAsync(1, Long);
    }
}
