using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Team;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Accounts;
using OpenLedger.Studio.Tests.Shell;

namespace OpenLedger.Studio.Tests.Team;

/// <summary>Invitations, roles and the audit log over HTTP.</summary>
public sealed class InviteDoorTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;
    private HttpClient _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={_folder.Path}", $"--Studio:AdminPassword={People.Password}"]);
        await StudioApp.StartAsync(_app);
        _admin = await Door.EnterAsync(_app, People.Password);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Invited_ComesInByTheLink_AndIsWhatTheLinkSays()
    {
        var path = $"/invite/{await InviteAsync(Roles.Viewer)}";
        using var eve = Door.Stand(_app);
        var page = await eve.GetStringAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains("You are invited", page, StringComparison.Ordinal);

        using var weak = await Door.PostAsync(eve, path, "invite", new() { ["Input.Name"] = "Eve", ["Input.Password"] = "short" });
        Assert.Contains("at least 12", await weak.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var joined = await Door.PostAsync(eve, path, "invite", new() { ["Input.Name"] = "Eve", ["Input.Password"] = "seven grey herons in fog" });

        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        Assert.Contains("Eve", await eve.GetStringAsync("/account", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("used already", await eve.GetStringAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var again = await Door.EnterAsync(_app, "seven grey herons in fog", "Eve");
    }

    [Theory]
    [InlineData("/team")]
    [InlineData("/team/audit")]
    [InlineData("/team/audit.csv")]
    public async Task PageOfAdmins_IsRefusedToOthers(string path)
    {
        foreach (var role in new[] { Roles.Trainer, Roles.Viewer })
        {
            using var client = await JoinAsync(role);
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        using var allowed = await _admin.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Fact]
    public async Task AuditLog_IsDownloaded_WithoutFormulas()
    {
        using var client = await JoinAsync(Roles.Trainer, "=HYPERLINK(1)");

        var csv = await _admin.GetStringAsync("/team/audit.csv", TestContext.Current.CancellationToken);

        Assert.StartsWith("time,who,action,subject,detail\r\n", csv.TrimStart('\ufeff'), StringComparison.Ordinal);
        Assert.Contains(",'=HYPERLINK(1),invitation.accept,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=HYPERLINK", csv, StringComparison.Ordinal);
    }

    private async Task<HttpClient> JoinAsync(string role, string? name = null)
    {
        var path = $"/invite/{await InviteAsync(role)}";
        var client = Door.Stand(_app);
        using var joined = await Door.PostAsync(client, path, "invite", new() { ["Input.Name"] = name ?? $"Somebody {role}", ["Input.Password"] = "seven grey herons in fog" });
        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        return client;
    }

    private async Task<string> InviteAsync(string role)
    {
        var sessions = _app.Services.GetRequiredService<SessionBook>();
        var accounts = _app.Services.GetRequiredService<AccountDirectory>();
        var id = accounts.Find("admin")!;
        var me = new CurrentAccount(accounts, sessions);
        me.Be(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id), new Claim(SessionBook.Claim, sessions.Of(id)[0].Id)], "test")));
        var (token, problem) = await _app.Services.GetRequiredService<InvitationDesk>().InviteAsync(me, role, null);
        Assert.Null(problem);
        return token!;
    }
}
