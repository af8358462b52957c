using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>From the button Train to a chat with the tuned model, with a real training of a few steps in between.</summary>
public sealed class StoryTests(Chromium chromium) : EmptyStudio
{
    private static readonly LocatorAssertionsToHaveCountOptions Long = new() { Timeout = 600_000 };

    [Fact]
    public async Task Trainer_TrainsOnThePage_SeesItAgain_AndChats()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, Studio.Address);
        await TrainAsync(visitor, steps: 20);
        await using var other = await Visitor.ArriveAsync(chromium, Studio.Address, Visitor.Narrow, ColorScheme.Dark);
        await other.OpenAsync(new Uri(visitor.Page.Url).AbsolutePath);
        await Assertions.Expect(StepsIn(visitor)).ToContainTextAsync("of 20 steps", new() { Timeout = 300_000 });
        await visitor.ReloadAsync();

        foreach (var one in new[] { visitor, other })
        {
            await Assertions.Expect(one.Page.Locator("[data-state=Finished]")).ToHaveCountAsync(1, Long);
            await Assertions.Expect(StepsIn(one)).ToHaveTextAsync("20 of 20 steps");
            await Assertions.Expect(one.Page.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", new Regex("up to step 20"));
            await Assertions.Expect(one.Page.GetByText("Same questions, then and now")).ToBeVisibleAsync();
        }

        await AskAsync(visitor, "When does Bellmar open?");
        await Assertions.Expect(visitor.Page.Locator(".bubble:not(.me)")).ToHaveCountAsync(2);
        await Assertions.Expect(visitor.Page.Locator(".bubble.me")).ToHaveCountAsync(2);
        await visitor.IsAccessibleAsync();
        await other.IsAccessibleAsync();
        await visitor.PictureAsync("finished.Light.1366");
        await other.PictureAsync("finished.Dark.390");
        visitor.HasNoComplaint();
        other.HasNoComplaint();
    }

    [Fact]
    public async Task Run_IsStopped_GoesOn_SurvivesAKill_AndIsDeleted()
    {
        await using (var visitor = await Visitor.ArriveAsync(chromium, Studio.Address))
        {
            await TrainAsync(visitor, steps: 30);
            await Assertions.Expect(StepsIn(visitor)).ToContainTextAsync("of 30 steps", new() { Timeout = 300_000 });
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Stop and keep" }).ClickAsync();
            await Assertions.Expect(visitor.Page.Locator("[data-state=Stopped]")).ToHaveCountAsync(1, Long);
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
            await Assertions.Expect(visitor.Page.Locator("[data-state=Running]")).ToHaveCountAsync(1, Long);
            visitor.HasNoComplaint();
        }

        await Studio.KillAsync();
        await using var again = await StudioProcess.StartAsync(Folder);
        await using var later = await Visitor.ArriveAsync(chromium, again.Address);
        await later.OpenAsync("/runs");
        await later.Page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link, new() { Name = "Bellmar, try 1" }).ClickAsync();
        await Assertions.Expect(later.Page.Locator("[data-state=Finished]")).ToHaveCountAsync(1, Long);
        await later.Page.GetByRole(AriaRole.Button, new() { Name = "More to do with this run" }).ClickAsync();
        await later.Page.GetByText("Delete …").ClickAsync();
        await Assertions.Expect(later.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await later.IsAccessibleAsync();
        await later.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(later.Page.GetByText("No run yet")).ToBeVisibleAsync();
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(Folder, "runs"))); // it rests in the trash
        later.HasNoComplaint();
        Assert.Equal(0, await again.StopAsync());
    }

    private static ILocator StepsIn(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Progress" }).Locator(".stat span").First;

    private async Task TrainAsync(Visitor visitor, int steps)
    {
        await visitor.OpenAsync("/runs/new");
        await visitor.Page.Locator("summary", new() { HasText = "Advanced" }).PressAsync("Enter");
        await visitor.Page.Locator("#knob-max_steps").FillAsync($"{steps}");
        await visitor.Page.Locator("#knob-save_steps").FillAsync("5");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visitor.Page.Locator("summary", new() { HasText = "2 changed" })).ToBeVisibleAsync();
        var train = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Train", Exact = true });
        await Assertions.Expect(train).ToBeEnabledAsync();
        await train.FocusAsync();
        await Assertions.Expect(train).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        try
        {
            await visitor.Page.WaitForURLAsync(new Regex("/runs/[0-9]{8}-"));
        }
        catch (TimeoutException)
        {
            var runs = Directory.EnumerateFileSystemEntries(Path.Combine(Folder, "runs")).Select(Path.GetFileName);
            Assert.Fail($"Train was pressed and no run opened. {await visitor.DescribeAsync()}\nRuns on the disk: {string.Join(", ", runs)}\nThe studio said: {Studio.Output}");
        }
    }

    private static async Task AskAsync(Visitor visitor, string question)
    {
        await visitor.Page.GetByLabel("Your question").FillAsync(question);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("[role=log][aria-busy=false]")).ToHaveCountAsync(1, Long);
    }
}
