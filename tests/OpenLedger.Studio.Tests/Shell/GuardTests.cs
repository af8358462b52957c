using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Features.Settings;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Accounts;

namespace OpenLedger.Studio.Tests.Shell;

/// <summary>How much one person may take, what a stranger may pretend, and what a certificate brings.</summary>
public sealed class GuardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenPages_AreLimited_AndAClosedOneMakesRoom()
    {
        await using var app = await StartAsync("--Studio:PagesPerPerson=2");
        var (client, cookies) = await EnterAsync(app);
        using var _ = client;
        using var first = await OpenAsync(app, cookies);
        using var second = await OpenAsync(app, cookies);

        var refusal = await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(app, cookies));
        using var page = await PageAsync(client, "/");

        Assert.Contains("429", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("/too-many-pages", page.Headers.Location?.OriginalString);
        Assert.Contains("Close some tabs", await client.GetStringAsync("/too-many-pages", Cancellation), StringComparison.Ordinal);
        first.Abort();
        await Eventually.True(() => TryOpen(app, cookies));
    }

    [Fact]
    public async Task ForwardedAddress_IsNotBelieved_FromWhoIsNoKnownProxy()
    {
        await using var app = await StartAsync();
        using var client = Door.Stand(app);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.9");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using (await Door.PostAsync(client, "/sign-in", "sign-in", new() { ["Input.Password"] = People.Password }))
        {
            using var context = app.Services.GetRequiredService<IDbContextFactory<StudioContext>>().CreateDbContext();
            Assert.Equal("127.0.0.1", context.Sessions.Single().Address);
        }
    }

    [Fact]
    public async Task Requests_AreLimited_EachPersonForThemselves()
    {
        await using var app = await StartAsync();
        using var client = Door.Stand(app);
        HttpResponseMessage? last = null;
        for (var i = 0; i < 610 && last?.StatusCode != HttpStatusCode.TooManyRequests; i++)
        {
            last?.Dispose();
            last = await client.GetAsync("/language", Cancellation);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last?.StatusCode);
        Assert.NotNull(last?.Headers.RetryAfter);
        last?.Dispose();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Cookie_IsGoodAfterARestart()
    {
        CookieContainer cookies;
        await using (var app = await StartAsync())
        {
            (var client, cookies) = await EnterAsync(app);
            client.Dispose();
        }

        await using var again = await StartAsync();
        using var later = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Moved(cookies, again) }) { BaseAddress = new Uri(again.Urls.First()) };

        Assert.Equal(HttpStatusCode.OK, (await PageAsync(later, "/account")).StatusCode);
    }

    [Theory]
    [InlineData("password1234")]
    [InlineData("changeme changeme")]
    public void PasswordOfASample_KeepsTheStudioFromStarting(string password)
    {
        var refusal = Assert.Throws<StudioStartException>(() => StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={_folder.Path}", $"--Studio:AdminPassword={password}"]));

        Assert.Contains("Studio:AdminPassword", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_BringsStrictTransport_TheHostCookie_AndLockedKeys()
    {
        var file = _folder.File("studio.pfx");
        using (var key = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=studio.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx, "a password"), Cancellation);
        }

        await using var app = StudioApp.Build(["--Urls=https://127.0.0.1:0", "--AllowedHosts=localhost;127.0.0.1", $"--Studio:DataFolder={_folder.File("data")}", $"--Studio:AdminPassword={People.Password}", $"--Studio:Certificate={file}", "--Studio:CertificatePassword=a password"]);
        await StudioApp.StartAsync(app);
        using var client = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };

        using var answer = await Door.PostAsync(client, "/sign-in", "sign-in", new() { ["Input.Password"] = People.Password });

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("__Host-openledger=", StringComparison.Ordinal));
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.All(Directory.GetFiles(_folder.File("data/keys"), "*.xml"), path => Assert.Contains("EncryptedData", File.ReadAllText(path), StringComparison.Ordinal));
        Assert.NotEmpty(Directory.GetFiles(_folder.File("data/keys"), "*.xml"));
        Assert.Equal(TimeSpan.FromDays(180), app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.HttpsPolicy.HstsOptions>>().Value.MaxAge);
    }

    [Fact]
    public async Task Settings_StandInTheFile_WithTheStandardOfTheirDeclaration_AndHaveGerman()
    {
        await using var app = await StartAsync();
        var desk = app.Services.GetRequiredService<SettingsDesk>();

        foreach (var group in desk.Groups)
        {
            Assert.Contains(group.Title, German.Words);
            foreach (var setting in group.Settings)
            {
                Assert.True(setting.IsStandard(app.Configuration[setting.Key] ?? "(not there)"), $"appsettings.json has another value of {setting.Key} than its declaration.");
                Assert.Contains(setting.Title, German.Words);
                Assert.Contains(setting.Help, German.Words);
                Assert.True(setting.Unit.Length == 0 || German.Words.Contains(setting.Unit), setting.Unit);
            }
        }

        Assert.All(StorageKinds.All, kind => Assert.Contains(kind, German.Words));
        Assert.All(HealthWords.All.Values, word => Assert.Contains(word, German.Words));
    }

    private async Task<WebApplication> StartAsync(params string[] settings)
    {
        var app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={_folder.Path}", $"--Studio:AdminPassword={People.Password}", .. settings]);
        await StudioApp.StartAsync(app);
        return app;
    }

    private static async Task<(HttpClient Client, CookieContainer Cookies)> EnterAsync(WebApplication app)
    {
        var cookies = new CookieContainer();
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = new Uri(app.Urls.First()) };
        using var answer = await Door.PostAsync(client, "/sign-in", "sign-in", new() { ["Input.Password"] = People.Password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return (client, cookies);
    }

    private static CookieContainer Moved(CookieContainer cookies, WebApplication app)
    {
        var moved = new CookieContainer();
        foreach (Cookie cookie in cookies.GetAllCookies())
        {
            moved.Add(new Uri(app.Urls.First()), new Cookie(cookie.Name, cookie.Value));
        }

        return moved;
    }

    private static async Task<ClientWebSocket> OpenAsync(WebApplication app, CookieContainer cookies)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = cookies;
        socket.Options.SetRequestHeader("Origin", app.Urls.First());
        await socket.ConnectAsync(new Uri(app.Urls.First().Replace("http:", "ws:", StringComparison.Ordinal) + "/_blazor"), Cancellation);
        return socket;
    }

    private static bool TryOpen(WebApplication app, CookieContainer cookies)
    {
        try
        {
            OpenAsync(app, cookies).GetAwaiter().GetResult().Dispose();
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    private static async Task<HttpResponseMessage> PageAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        return await client.SendAsync(request, Cancellation);
    }
}
