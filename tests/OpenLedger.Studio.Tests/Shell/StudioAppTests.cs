using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Shell;

/// <summary>The whole studio over HTTP: what it answers, to whom, and with which headers.</summary>
public sealed class StudioAppTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={_folder.Path}", "--Studio:AdminPassword=four small boats at noon"]);
        await StudioApp.StartAsync(_app);
        _client = await Door.EnterAsync(_app, "four small boats at noon");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/health", HttpStatusCode.OK)]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/runs", HttpStatusCode.OK)]
    [InlineData("/runs/nothing", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/look.css", HttpStatusCode.OK)]
    [InlineData("/lib/uplot/uPlot.esm.js", HttpStatusCode.OK)]
    [InlineData("/_framework/blazor.web.js", HttpStatusCode.OK)]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css", HttpStatusCode.OK)]
    public async Task Address_Answers(string path, HttpStatusCode status)
    {
        using var answer = await _client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("script-src 'self' 'nonce-", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task ScriptNonce_IsNewForEachAnswer_AndStandsOnTheImportMap()
    {
        using var first = await _client.GetAsync("/", TestContext.Current.CancellationToken);
        using var second = await _client.GetAsync("/", TestContext.Current.CancellationToken);
        var policy = Header(first, "Content-Security-Policy");
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];

        Assert.NotEqual(policy, Header(second, "Content-Security-Policy"));
        Assert.Contains($"type=\"importmap\" nonce=\"{nonce}\"", WebUtility.HtmlDecode(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    public async Task HostName_IsOneOfThisComputer(string host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Host = host;

        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task Circuit_IsOpenedForOurOwnPagesOnly(string? origin, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin ?? _client.BaseAddress!.GetLeftPart(UriPartial.Authority));

        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Log_TellsWhatTheSettingsAskFor_AndNoMore()
    {
        using var outside = Door.Stand(_app);
        using var refused = await Door.PostAsync(outside, "/sign-in", "sign-in", new() { ["Input.Name"] = "admin", ["Input.Password"] = "wrong wrong wrong" });
        string[] Logs() => Directory.GetFiles(Path.Combine(_folder.Path, "logs"));
        await Eventually.True(() => Logs().Length > 0);

        using var reader = new StreamReader(Logs()[0], new FileStreamOptions { Share = FileShare.ReadWrite });
        var told = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Sign-in refused", told, StringComparison.Ordinal);
        Assert.DoesNotContain("\"@l\":\"Debug\"", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortThatIsTaken_IsToldInASentence()
    {
        using var other = new TemporaryFolder();
        await using var second = StudioApp.Build([$"--Urls={_app.Urls.First()}", $"--Studio:DataFolder={other.Path}"]);

        var refusal = await Assert.ThrowsAsync<StudioStartException>(() => StudioApp.StartAsync(second));

        Assert.Contains("at another port", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adapter_IsTakenAway_AsTheFilesThatPeftLoads_WithItsCard()
    {
        var draft = new RunCard { Id = string.Empty, Title = "Bellmar", Model = "nano-llama", CreatedAt = DateTimeOffset.UnixEpoch, QueuedAt = DateTimeOffset.UnixEpoch, State = RunState.Finished };
        var card = await _app.Services.GetRequiredService<RunBook>().CreateAsync(draft, folder =>
        {
            Models.MadeAdapter.Write(folder, Checkout.Model("nano-llama"));
        });
        var id = card.Id;

        await using var stream = await _client.GetStreamAsync($"/runs/{id}/adapter.zip", Xunit.TestContext.Current.CancellationToken);
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Xunit.TestContext.Current.CancellationToken);

        using var zip = new ZipArchive(bytes);
        Assert.Equal(["adapter_config.json", "adapter_model.safetensors", "README.md"], zip.Entries.Select(entry => entry.FullName));
        using var missing = await _client.GetAsync("/runs/20260101-000000-none/adapter.zip", Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
