using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Shell;

namespace OpenLedger.Studio.Tests.Accounts;

/// <summary>Who gets in, and what somebody outside sees.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private const string Password = "four small boats at noon";

    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={_folder.Path}"]);
        await StudioApp.StartAsync(_app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task FirstVisitor_ChoosesThePassword_AndIsIn_TheSecondIsNotAsked()
    {
        using var first = Door.Stand(_app);
        using var weak = await Door.PostAsync(first, "/welcome", "welcome", new() { ["Input.Password"] = "short" });
        Assert.Contains("at least 12", await weak.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var chosen = await Door.PostAsync(first, "/welcome", "welcome", new() { ["Input.Password"] = Password });

        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PageAsync(first, "/")).StatusCode);
        using var second = Door.Stand(_app);
        Assert.EndsWith("/", (await PageAsync(second, "/welcome")).Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeThereIsAPassword_EveryPageLeadsToTheWelcome()
    {
        using var client = Door.Stand(_app);

        Assert.Equal("/welcome", (await PageAsync(client, "/runs")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/look.css", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task WrongPassword_AndUnknownName_GetTheSameAnswer_AndTheSixthTryHasToWait()
    {
        await CreateAsync();
        using var client = Door.Stand(_app);
        var answers = new List<string>();
        foreach (var name in new[] { "admin", "nobody" })
        {
            using var answer = await Door.PostAsync(client, "/sign-in", "sign-in", new() { ["Input.Name"] = name, ["Input.Password"] = "wrong wrong wrong" });
            answers.Add((await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("role=\"alert\">")[1].Split('<')[0]);
        }

        Assert.Equal(answers[0], answers[1]);
        HttpStatusCode last = default;
        for (var i = 0; i < 5; i++)
        {
            using var answer = await Door.PostAsync(client, "/sign-in", "sign-in", new() { ["Input.Name"] = "admin", ["Input.Password"] = "wrong wrong wrong" });
            last = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public async Task Cookie_IsOurs_AndNoScriptReadsIt()
    {
        await CreateAsync();
        using var client = Door.Stand(_app);
        using var answer = await Door.PostAsync(client, "/sign-in", "sign-in", new() { ["Input.Password"] = Password, ["Input.Name"] = "admin" });

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("openledger=", StringComparison.Ordinal));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https:evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData(null, "/")]
    [InlineData("/runs/new?like=a", "/runs/new?like=a")]
    public void WayBack_StaysInTheStudio(string? back, string way) => Assert.Equal(way, AccountsModule.Local(back));

    [Fact]
    public async Task Form_WithoutItsToken_IsRefused()
    {
        await CreateAsync();
        using var client = Door.Stand(_app);
        using var content = new FormUrlEncodedContent([new("Input.Password", Password), new("_handler", "sign-in")]);

        using var answer = await client.PostAsync("/sign-in", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task EveryAddress_ButTheDoor_AsksWhoIsThere()
    {
        await CreateAsync();
        using var client = Door.Stand(_app);
        var open = new List<string>();
        foreach (var endpoint in _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{", string.Empty, StringComparison.Ordinal).Replace("}", string.Empty, StringComparison.Ordinal).Replace("*", string.Empty, StringComparison.Ordinal);
            if (endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IDisableHttpMetricsMetadata>() is not null || IsAsset(path))
            {
                continue;
            }

            using var request = new HttpRequestMessage(new HttpMethod(methods[0]), path);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.Redirect))
            {
                open.Add($"{methods[0]} {path}");
            }
        }

        Assert.Equal(["GET /error", "GET /health", "GET /health/live", "GET /health/ready", "GET /invite/Token", "GET /metrics", "GET /sign-in", "POST /language", "POST /sign-out"], open.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SessionThatWasEnded_IsRefusedAtTheNextRequest()
    {
        await CreateAsync();
        using var client = await Door.EnterAsync(_app, Password);
        Assert.Equal(HttpStatusCode.OK, (await PageAsync(client, "/")).StatusCode);
        using var context = _app.Services.GetRequiredService<IDbContextFactory<StudioContext>>().CreateDbContext();

        await _app.Services.GetRequiredService<SessionBook>().EndAsync(context.Sessions.Single().Id);

        Assert.StartsWith("http", (await PageAsync(client, "/")).Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_IsTheBrowsers_UntilOneIsChosen()
    {
        await CreateAsync();
        using var client = Door.Stand(_app);
        client.DefaultRequestHeaders.Add("Accept-Language", "de-AT,de;q=0.9");

        var page = await client.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);

        Assert.Contains("Anmelden", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\"", page, StringComparison.Ordinal);
    }

    private static bool IsAsset(string path) =>
        path.StartsWith("/_content/", StringComparison.Ordinal) || path.StartsWith("/_framework/", StringComparison.Ordinal) || path.StartsWith("/lib/", StringComparison.Ordinal)
        || Path.HasExtension(path.Split('?')[0]);

    private async Task CreateAsync() => Assert.Null((await _app.Services.GetRequiredService<FirstAccount>().CreateAsync(Password)).Problem);

    private static async Task<HttpResponseMessage> PageAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
