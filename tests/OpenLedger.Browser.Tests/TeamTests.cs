using Microsoft.Playwright;

namespace OpenLedger.Browser.Tests;

/// <summary>A team in a real browser: pages of keeping and of people, and two people in two browsers.</summary>
public sealed class TeamTests(Chromium chromium) : IAsyncLifetime
{
    private const string EvesPassword = "seven grey herons in fog";

    private readonly TemporaryFolder _folder = new();
    private StudioProcess _studio = null!;

    public async ValueTask InitializeAsync() => _studio = await StudioProcess.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await _studio.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pages_AreCleanAndAccessible()
    {
        await using var ann = await Visitor.ArriveAsync(chromium, _studio.Address);
        await ann.OpenAsync("/team");
        var link = await InviteAsync(ann, "Viewer");
        await ann.LookAsync("team-invited");

        await using var stranger = await Visitor.StandAtTheDoorAsync(chromium, _studio.Address);
        foreach (var path in new[] { new Uri(link).AbsolutePath, "/invite/not-one" })
        {
            await stranger.Page.GotoAsync(_studio.Address + path);
            await stranger.LookAsync(path.EndsWith("not-one", StringComparison.Ordinal) ? "invite-gone" : "invite");
        }

        ann.HasNoComplaint();
    }

    [Fact]
    public async Task TwoPeople_InTwoBrowsers_SeeWhatTheirRolesAllow()
    {
        await using var ann = await Visitor.ArriveAsync(chromium, _studio.Address);
        await ann.OpenAsync("/team");
        var link = await InviteAsync(ann, "Trainer");

        await using var eve = await Visitor.StandAtTheDoorAsync(chromium, _studio.Address);
        await eve.Page.GotoAsync(link);
        await eve.Page.GetByLabel("Name").FillAsync("Eve");
        await eve.Page.GetByLabel("Password").FillAsync(EvesPassword);
        await eve.Page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await eve.ReadyAsync();
        await Assertions.Expect(eve.Page.Locator(".who")).ToHaveTextAsync("Eve");

        // The link is used up, for everybody.
        await using var late = await Visitor.StandAtTheDoorAsync(chromium, _studio.Address);
        await late.Page.GotoAsync(link);
        await Assertions.Expect(late.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("used already");

        // Pages of admins do not exist for her, by link or by address.
        await Assertions.Expect(eve.Page.GetByRole(AriaRole.Link, new() { Name = "Team" })).ToHaveCountAsync(0);
        await eve.Page.GotoAsync(_studio.Address + "/team");
        await Assertions.Expect(eve.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This page is not for your role");

        // Made an admin, she may at her next click; made a viewer again, the page that she has open does nothing any more.
        await ann.ReloadAsync();
        await ann.Page.GetByLabel("Role of Eve").SelectOptionAsync("Admin");
        await ann.ReloadAsync();
        await Assertions.Expect(ann.Page.GetByLabel("Role of Eve")).ToHaveValueAsync("Admin");
        await eve.OpenAsync("/team");
        await Assertions.Expect(eve.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Team");
        await ann.Page.GetByLabel("Role of Eve").SelectOptionAsync("Viewer");
        await ann.ReloadAsync();
        await Assertions.Expect(ann.Page.GetByLabel("Role of Eve")).ToHaveValueAsync("Viewer");
        await eve.Page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        await Assertions.Expect(eve.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("admins only");
        await eve.OpenAsync("/runs/new");
        await Assertions.Expect(eve.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This page is not for your role");

        // The last admin stays one, and the page says why.
        await ann.Page.GetByLabel("Role of admin").SelectOptionAsync("Viewer");
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("last admin");
        await Assertions.Expect(ann.Page.GetByLabel("Role of admin")).ToHaveValueAsync("Admin");

        // Closed, she is out, and what she has open leads to the door.
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Close the account of Eve" }).ClickAsync();
        await ann.IsAccessibleAsync();
        await ann.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Assertions.Expect(ann.Page.GetByText("closed", new() { Exact = true })).ToBeVisibleAsync();
        await eve.Page.GotoAsync(_studio.Address + "/account");
        await Assertions.Expect(eve.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
    }

    [Fact]
    public async Task Account_IsKeptByKeyboardAlone()
    {
        await using var ann = await Visitor.ArriveAsync(chromium, _studio.Address);
        await using var phone = await Visitor.ArriveAsync(chromium, _studio.Address, Visitor.Narrow);
        await ann.OpenAsync("/account");
        await Assertions.Expect(ann.Page.GetByText("this one")).ToBeVisibleAsync();
        await ann.Page.GetByLabel("What others see").FillAsync("Ann");
        await ann.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(ann.Page.Locator(".who")).ToHaveTextAsync("Ann");

        await ann.Page.GetByLabel("The password that you have now").FillAsync(StudioProcess.Password);
        await ann.Page.Keyboard.PressAsync("Tab");
        await ann.Page.Keyboard.TypeAsync(EvesPassword);
        await ann.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(ann.Page.GetByText("You are signed in here alone")).ToBeVisibleAsync();
        await phone.Page.GotoAsync(_studio.Address + "/account");
        await Assertions.Expect(phone.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
        ann.HasNoComplaint();
    }

    [Fact]
    public async Task Settings_AreChangedByKeyboardAlone_AndABackupIsMade()
    {
        await using var ann = await Visitor.ArriveAsync(chromium, _studio.Address);
        await ann.OpenAsync("/settings");
        var days = ann.Page.GetByRole(AriaRole.Textbox, new() { Name = "Days in the trash" });
        await days.FillAsync("many");
        await ann.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(ann.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("a whole number from 0 to 3650");
        await days.FillAsync("7");
        await ann.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(ann.Page.GetByText("chosen here")).ToBeVisibleAsync();
        await ann.ReloadAsync();
        await Assertions.Expect(days).ToHaveValueAsync("7");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Days in the trash: take back" }).PressAsync("Enter");
        await Assertions.Expect(days).ToHaveValueAsync("30");

        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).PressAsync("Enter");
        await Assertions.Expect(ann.Page.GetByText("found whole")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Check studio-" }).PressAsync("Enter");
        await Assertions.Expect(ann.Page.GetByText("is whole: every file")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await ann.LookAsync("settings-backup");
        var file = await ann.Page.RunAndWaitForDownloadAsync(() => ann.Page.GetByRole(AriaRole.Link, new() { Name = "Download studio-" }).ClickAsync());
        Assert.Matches("^studio-[0-9]{8}-[0-9]{6}.zip$", file.SuggestedFilename);
        var bundle = await ann.Page.RunAndWaitForDownloadAsync(() => ann.Page.GetByRole(AriaRole.Link, new() { Name = "Download the support bundle" }).ClickAsync());
        Assert.Equal("support.zip", bundle.SuggestedFilename);
    }

    [Fact]
    public async Task Door_OpensNoCircuit()
    {
        await using var stranger = await Visitor.StandAtTheDoorAsync(chromium, _studio.Address);
        var sockets = 0;
        stranger.Page.WebSocket += (_, _) => sockets++;
        foreach (var path in new[] { "/sign-in", "/invite/not-one", "/sign-in" })
        {
            await stranger.Page.GotoAsync(_studio.Address + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        }

        Assert.Equal(0, sockets);
    }

    private static async Task<string> InviteAsync(Visitor ann, string role)
    {
        await ann.Page.GetByRole(AriaRole.Combobox, new() { Name = "Role", Exact = true }).SelectOptionAsync(role);
        await ann.Page.GetByLabel("Note").FillAsync("for Eve");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await ann.Page.GetByLabel("The link. It is shown this once.").InputValueAsync();
        await Assertions.Expect(ann.Page.GetByText("for Eve").First).ToBeVisibleAsync();
        return link;
    }
}
