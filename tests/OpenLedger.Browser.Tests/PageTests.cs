using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>A studio in which nothing was done yet: its colours, its form, and whom it refuses to start beside.</summary>
public sealed class PageTests(Chromium chromium, EmptyStudio empty) : IClassFixture<EmptyStudio>
{
    private readonly StudioProcess _studio = empty.Studio;

    [Fact]
    public async Task Colours_FollowTheSystem_UntilOneIsChosen_WhichIsRemembered()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, _studio.Address, scheme: ColorScheme.Dark);
        await visitor.OpenAsync("/");
        Assert.Equal(("dark", "#8fadff"), await LookAsync(visitor));

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Light", Exact = true }).ClickAsync();
        Assert.Equal(("light", "#2f5bd7"), await LookAsync(visitor));
        await visitor.ReloadAsync();
        Assert.Equal(("light", "#2f5bd7"), await LookAsync(visitor));
        Assert.Equal("true", await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Light", Exact = true }).GetAttributeAsync("aria-pressed"));

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "System", Exact = true }).ClickAsync();
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
    }

    [Fact]
    public async Task Form_IsUsedByKeyboardAlone()
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, _studio.Address);
        await visitor.OpenAsync("/runs/new");
        var slider = visitor.Page.GetByRole(AriaRole.Slider, new() { Name = "How boldly it learns" });

        await slider.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowLeft");

        await Assertions.Expect(visitor.Page.Locator("#knob-learning_rate")).ToHaveValueAsync("2e-3");
        await visitor.Page.Locator("#knob-learning_rate").FillAsync("much");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("2e-3 stays");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "How boldly it learns: back to 3e-3" }).PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("#knob-learning_rate")).ToHaveValueAsync("3e-3");
        await visitor.Page.GetByRole(AriaRole.Radio, new() { Name = "nano-llama" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("nano-mistral");
        await visitor.Page.Locator("summary", new() { HasText = "Advanced" }).PressAsync("Enter");
        await visitor.LookAsync("new-run-advanced");
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task SecondStudio_OnTheSameData_IsRefused_AndToldWhoHoldsIt()
    {
        var (status, output) = await StudioProcess.RefusalAsync("--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={empty.Folder}");

        Assert.Equal(2, status);
        Assert.Contains($"process {_studio.Id}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondStudio_AtTheSameAddress_IsRefusedInASentence()
    {
        using var other = new TemporaryFolder();

        var (status, output) = await StudioProcess.RefusalAsync($"--Urls={_studio.Address}", $"--Studio:DataFolder={other.Path}");

        Assert.Equal(2, status);
        Assert.Contains("at another port", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Urls=http://0.0.0.0:0", "without HTTPS")]
    [InlineData("--Urls=https://0.0.0.0:0", "needs a certificate")]
    [InlineData("--AllowedHosts=*", "only on this computer")]
    [InlineData("--Studio:TrustedProxies=10.0.0.2", "before it has a password")]
    public async Task OpeningTheStudioToOthers_IsRefused_WithTheReason(string setting, string reason)
    {
        using var other = new TemporaryFolder();

        var (status, output) = await StudioProcess.RefusalAsync(setting, $"--Studio:DataFolder={other.Path}");

        Assert.Equal(2, status);
        Assert.Contains(reason, output, StringComparison.Ordinal);
    }

    private static async Task<(string Theme, string Primary)> LookAsync(Visitor visitor)
    {
        var look = await visitor.Page.EvaluateAsync<string[]>(
            "() => [document.documentElement.dataset.theme, getComputedStyle(document.documentElement).getPropertyValue('--mud-palette-primary').trim()]");
        return (look[0], look[1]);
    }
}
