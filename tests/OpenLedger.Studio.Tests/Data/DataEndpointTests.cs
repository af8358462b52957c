using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Features.Data;
using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Shell;

namespace OpenLedger.Studio.Tests.Data;

/// <summary>Files of sets over HTTP: for those who may see them, and never as a page.</summary>
public sealed class DataEndpointTests
{
    private const string Password = "four small boats at noon";

    [Fact]
    public async Task Examples_AreTakenAway_ByWhoMaySeeThem()
    {
        using var folder = new TemporaryFolder();
        await using var app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={folder.Path}", $"--Studio:AdminPassword={Password}"]);
        await StudioApp.StartAsync(app);
        var sets = app.Services.GetRequiredService<DatasetDesk>();
        using var context = await app.Services.GetRequiredService<IDbContextFactory<StudioContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var owner = context.Users.Single().Id;
        var set = await sets.CreateAsync(owner, "<b>My \"set\"</b>/../x", ExampleShape.Text, ["""{"text":"=1+1<script>"}"""], "a.txt", isRehearsal: false);

        using (var stranger = Door.Stand(app))
        {
            using var refused = await stranger.GetAsync($"/data/{set!.Id}/examples.jsonl", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var client = await Door.EnterAsync(app, Password);
        using var lines = await client.GetAsync($"/data/{set.Id}/examples.jsonl", TestContext.Current.CancellationToken);
        using var table = await client.GetAsync($"/data/{set.Id}/examples.csv", TestContext.Current.CancellationToken);
        using var aside = await client.GetAsync($"/data/{set.Id}/set-aside.csv", TestContext.Current.CancellationToken);
        using var nothing = await client.GetAsync($"/data/{new string('0', 32)}/examples.csv", TestContext.Current.CancellationToken);

        Assert.Equal("{\"text\":\"=1+1<script>\"}\n", await lines.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("attachment", lines.Content.Headers.ContentDisposition!.DispositionType);
        Assert.DoesNotContain("<", lines.Content.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", lines.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("\uFEFF\"text\"\r\n\"'=1+1<script>\"\r\n", Encoding.UTF8.GetString(await table.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (aside.StatusCode, nothing.StatusCode));
    }
}
