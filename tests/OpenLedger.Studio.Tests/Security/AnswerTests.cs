using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OpenLedger.Studio.Tests.Security;

/// <summary>What the studio answers with: headers of every answer, names that are markup, files that are taken away.</summary>
[Collection(InOneStudio.Name)]
public sealed partial class AnswerTests(SharedStudio studio)
{
    private static readonly string[] Headers = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy"];

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(@"\son\w+\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Handler { get; }

    [GeneratedRegex(@"(href|src|action|formaction)=""\s*(javascript|vbscript|data:text)", RegexOptions.IgnoreCase)]
    private static partial Regex Runs { get; }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryPage_HasEveryHeader_AndNoScriptThatIsNotOurs()
    {
        var admin = await studio.BrowserAsync("admin");
        var pages = studio.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && route.RoutePattern.Parameters.Count == 0)
            .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/'))
            .Distinct().ToList();
        Assert.True(pages.Count > 20);
        foreach (var page in pages)
        {
            var (answer, text) = await GetAsync(admin, page);
            using (answer)
            {
                Guarded(answer, page);
                Assert.False(Tag.Matches(text).Any(tag => IsActive(tag.Value)), $"{page} holds a script of its own");
            }
        }
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/data/00000000000000000000000000000000/examples.csv", HttpStatusCode.NotFound)]
    [InlineData("/uploads/00000000000000000000000000000000", HttpStatusCode.NotFound)]
    [InlineData("/uploads", HttpStatusCode.NotFound)]
    [InlineData("/health", HttpStatusCode.OK)]
    [InlineData("/metrics", HttpStatusCode.OK)]
    [InlineData("/look.css", HttpStatusCode.OK)]
    public async Task EveryOtherAnswer_HasEveryHeader(string path, HttpStatusCode status)
    {
        var (answer, _) = await GetAsync(await studio.BrowserAsync("ada"), path);
        using (answer)
        {
            Assert.Equal(status, answer.StatusCode);
            Guarded(answer, path);
        }
    }

    [Fact]
    public async Task AnswerOfAnotherOrigin_IsRefused_WhateverIsAsked()
    {
        var client = await studio.BrowserAsync("ada");
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/runs"), (HttpMethod.Post, "/sign-out"), (HttpMethod.Post, "/language"), (HttpMethod.Post, "/uploads"), (HttpMethod.Get, "/_blazor"), (HttpMethod.Post, "/_blazor/negotiate") })
        {
            foreach (var origin in new[] { "https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example" })
            {
                using var request = new HttpRequestMessage(method, path);
                request.Headers.Add("Origin", origin);
                using var answer = await client.SendAsync(request, Cancellation);

                Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{method} {path} answered {origin} with {answer.StatusCode}");
                Guarded(answer, path);
            }
        }
    }

    [Fact]
    public async Task NamesThatAreMarkup_AreText_WhereverTheyStand()
    {
        var (hers, client, shown) = (studio.Hers, await studio.BrowserAsync("ada"), 0);
        string[] pages =
        [
            "/", "/runs", "/data", "/models/nano-llama", "/playground", "/datanets", "/storage", $"/runs/{hers.Run}", $"/data/{hers.Set}", $"/data/{hers.Set}?tab=examples", $"/playground?chat={hers.Chat}",
            $"/playground?run={hers.Run}", $"/runs/compare?ids={hers.Run}", $"/tuning/{hers.Search}", $"/datanets/{hers.Datanet}", $"/datanets/{hers.Datanet}/contribute", $"/datanets/{hers.Datanet}/edit",
            $"/datanets/{hers.Datanet}/entries/{hers.Entry}", $"/datanets/{hers.Datanet}/mine", $"/datanets/{hers.Datanet}/releases", $"/datanets/{hers.Datanet}/releases/{hers.Release.Version}",
            $"/data/import/{hers.Upload}",
        ];
        foreach (var page in pages)
        {
            var (answer, text) = await GetAsync(client, page);
            using (answer)
            {
                shown += text.Contains(SharedStudio.Mark, StringComparison.Ordinal) ? 1 : 0;
                Assert.False(text.Contains("<img src=x", StringComparison.OrdinalIgnoreCase), $"{page} lets the name of a thing be markup");
                Assert.False(text.Contains("<script>alert", StringComparison.OrdinalIgnoreCase), $"{page} lets a script through");
                Assert.False(Tag.Matches(text).Any(tag => IsActive(tag.Value)), $"{page} lets something run a script");
            }
        }

        Assert.True(shown >= pages.Length - 4, $"the name was seen on {shown} of {pages.Length} pages only");
    }

    [Fact]
    public async Task FilesThatAreTakenAway_AreNeverShown_AndTheirNamesAreHarmless()
    {
        var (hers, client) = (studio.Hers, await studio.BrowserAsync("ada"));
        var release = $"/datanets/{hers.Datanet}/releases/{hers.Release.Version}/files";
        foreach (var address in new[] { $"/data/{hers.Set}/examples.jsonl", $"/data/{hers.Set}/examples.csv", $"/runs/{hers.Run}/adapter.zip", $"/adapters/{hers.Adapter}/adapter.zip", $"/runs/{hers.Run}/metrics.csv", $"{release}/manifest.json", $"{release}/README.md", $"{release}/entries.jsonl" })
        {
            var (answer, _) = await GetAsync(client, address);
            using (answer)
            {
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address} answered {answer.StatusCode}");
                Guarded(answer, address);
                var place = answer.Content.Headers.ContentDisposition;
                Assert.True(place?.DispositionType == "attachment", $"{address} could be shown in the browser");
                Assert.DoesNotContain(place!.ToString(), letter => letter is '<' or '>' or '/' or '\\' or '\r' or '\n');
                Assert.NotEqual("text/html", answer.Content.Headers.ContentType!.MediaType);
            }
        }
    }

    [Theory]
    [InlineData("/runs/..%2f..%2fstudio.db/adapter.zip")]
    [InlineData("/runs/%2e%2e/adapter.zip")]
    [InlineData("/runs/..%5c..%5cstudio.db/metrics.csv")]
    [InlineData("/adapters/..%2fkeys/adapter.zip")]
    [InlineData("/adapters/%00/adapter.zip")]
    [InlineData("/data/..%2f..%2fkeys/set-aside.jsonl")]
    [InlineData("/backups/..%2fstudio.db")]
    [InlineData("/backups/..%5cstudio.db")]
    [InlineData("/backups/%2fetc%2fpasswd")]
    [InlineData("/uploads/..%2fstudio.db")]
    [InlineData("/lib/..%2f..%2fappsettings.json")]
    [InlineData("/_content/..%2f..%2fappsettings.json")]
    [InlineData("/_framework/..%2f..%2f..%2fappsettings.json")]
    public async Task Path_LeadsNowhereElse(string path)
    {
        foreach (var name in new[] { "admin", "ada" })
        {
            var (answer, text) = await GetAsync(await studio.BrowserAsync(name), path);
            using (answer)
            {
                Assert.False(answer.IsSuccessStatusCode, $"{path} answered {answer.StatusCode}");
                Assert.DoesNotContain("SQLite format", text, StringComparison.Ordinal);
                Assert.DoesNotContain("\"Studio\"", text, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Whether a tag runs something: a script that is neither a file of ours nor carries the nonce, a handler, a link.</summary>
    private static bool IsActive(string tag) =>
        Handler.IsMatch(Quoted.Replace(tag, "\"\"")) || Runs.IsMatch(tag)
        || (tag.StartsWith("<script", StringComparison.OrdinalIgnoreCase) && !tag.Contains("nonce=\"", StringComparison.Ordinal) && !tag.Contains(" src=\"", StringComparison.Ordinal));

    internal static void Guarded(HttpResponseMessage answer, string path)
    {
        foreach (var name in Headers)
        {
            Assert.True(answer.Headers.TryGetValues(name, out var values) && values.Count() == 1, $"{path} answered {(int)answer.StatusCode} without {name}, or with two");
        }

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("'unsafe-eval'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-inline'", policy.Split(';').Single(part => part.Trim().StartsWith("script-src", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.All(new[] { "object-src 'none'", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'", "default-src 'self'" }, part => Assert.Contains(part, policy, StringComparison.Ordinal));
    }

    private static async Task<(HttpResponseMessage Answer, string Text)> GetAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        var answer = await client.SendAsync(request, Cancellation);
        return (answer, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
