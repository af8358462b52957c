using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Datanets;
using OpenLedger.Studio.Features.Datanets.Entries;
using OpenLedger.Studio.Features.Datanets.Releases;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Tests.Accounts;
using OpenLedger.Studio.Tests.Datanets;
using OpenLedger.Studio.Tests.Shell;

namespace OpenLedger.Studio.Tests.CommandLine;

/// <summary>A real studio, backed up while it runs, restored on "another computer" and opened with a new password: by the program itself.</summary>
public sealed class KeptStudioTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Backup => _folder.File("safe/one.zip");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Studio_ComesBackWhole_WithItsKeys_AndANewPassword()
    {
        var (datanet, key) = await LiveAsync();

        await RunAsync("is whole", "restore", Backup, "--check");
        var told = await RunAsync("passed its check", "restore", Backup, "--out", _folder.File("new"));
        var password = (await RunAsync("The new password of admin: ", "reset-password", "--data", _folder.File("new"))).Split(": ")[1].Split('\n')[0];
        Assert.DoesNotContain("key", told, StringComparison.Ordinal);

        await using var app = await StartAsync(_folder.File("new"));
        using var old = Door.Stand(app);
        using var refused = await Door.PostAsync(old, "/sign-in", "sign-in", new() { ["Input.Name"] = "admin", ["Input.Password"] = People.Password });
        using var admin = await Door.EnterAsync(app, password);
        var manifest = await admin.GetByteArrayAsync($"/datanets/{datanet}/releases/1.0.0/files/manifest.json", Cancellation);
        var me = await PersonAsync(app);
        Assert.True((await AddAsync(app, me, datanet, "How is a sheet bend tied?")).IsDone);
        var (next, problem) = await app.Services.GetRequiredService<ReleaseDesk>().MakeAsync(me, datanet, null, Cancellation);

        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.NotEmpty(manifest);
        Assert.True(next is not null, problem?.ToString());
        Assert.Equal(key, next!.Card.PublicKey);
        await app.StopAsync(Cancellation);
    }

    [Fact]
    public async Task KeyThatWasLost_IsToldOfAtTheRestore()
    {
        await LiveAsync();
        Directory.CreateDirectory(_folder.File("new/keys"));
        await RunAsync("passed its check", "restore", Backup, "--out", _folder.File("new"));
        File.Delete(_folder.File("new/keys/releases.pem"));
        using (var zip = System.IO.Compression.ZipFile.Open(Backup, System.IO.Compression.ZipArchiveMode.Update))
        {
            zip.GetEntry("keys/releases.pem")!.Delete();
        }

        using var process = CommandProcess.Start("restore", Backup, "--data", _folder.File("new"));
        var (status, _, error) = await process.EndAsync();

        Assert.NotEqual(0, status);
        Assert.Contains("keys/releases.pem", error, StringComparison.Ordinal);
    }

    /// <summary>A studio with a release, backed up by the program while it runs.</summary>
    private async Task<(string Datanet, string PublicKey)> LiveAsync()
    {
        await using var app = await StartAsync(_folder.File("old"), $"--Studio:AdminPassword={People.Password}");
        var me = await PersonAsync(app);
        var (datanet, _) = await app.Services.GetRequiredService<DatanetDesk>().CreateAsync(me, DatanetsHouse.Form());
        Assert.True((await AddAsync(app, me, datanet!, "How is a bowline tied?")).IsDone);
        var (made, problem) = await app.Services.GetRequiredService<ReleaseDesk>().MakeAsync(me, datanet!, null, Cancellation);
        Assert.True(made is not null, problem?.ToString());
        await RunAsync("found whole", "backup", "--data", _folder.File("old"), "--out", Backup, "--files");
        await app.StopAsync(Cancellation);
        return (datanet!, made!.Card.PublicKey);
    }

    private static Task<EntryAnswer> AddAsync(WebApplication app, CurrentAccount me, string datanet, string question) => app.Services.GetRequiredService<EntryDesk>()
        .SubmitAsync(me, datanet, DatanetsHouse.Entry(question, $"{question} With patience: the end goes up through the loop, around the standing part and back down again."));

    private static async Task<CurrentAccount> PersonAsync(WebApplication app)
    {
        var (accounts, sessions) = (app.Services.GetRequiredService<AccountDirectory>(), app.Services.GetRequiredService<SessionBook>());
        var id = accounts.Find("admin")!;
        var me = new CurrentAccount(accounts, sessions);
        me.Be(new(new System.Security.Claims.ClaimsIdentity([new(System.Security.Claims.ClaimTypes.NameIdentifier, id), new(SessionBook.Claim, await sessions.BeginAsync(id, "test", null))], "test")));
        return me;
    }

    private static async Task<WebApplication> StartAsync(string folder, params string[] settings)
    {
        var app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={folder}", .. settings]);
        await StudioApp.StartAsync(app);
        return app;
    }

    private static async Task<string> RunAsync(string says, params string[] arguments)
    {
        using var process = CommandProcess.Start(arguments);
        var (status, output, error) = await process.EndAsync();
        Assert.True(status == 0, error);
        Assert.Contains(says, output, StringComparison.Ordinal);
        return output;
    }
}
