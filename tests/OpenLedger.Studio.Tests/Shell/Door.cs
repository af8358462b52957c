using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;

namespace OpenLedger.Studio.Tests.Shell;

/// <summary>Signs in as a browser does: the form, its token, the cookie.</summary>
internal static partial class Door
{
    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token { get; }

    public static HttpClient Stand(WebApplication app) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(app.Urls.First()) };

    public static async Task<HttpClient> EnterAsync(WebApplication app, string password, string? name = null)
    {
        var client = Stand(app);
        using var answer = await PostAsync(client, "/sign-in", "sign-in", new() { ["Input.Name"] = name ?? "admin", ["Input.Password"] = password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    /// <summary>The token that stands in a page, as its forms and scripts send it.</summary>
    public static async Task<string> TokenAsync(HttpClient client, string path) =>
        WebUtility.HtmlDecode(Token.Match(await client.GetStringAsync(path, TestContext.Current.CancellationToken)).Groups[1].Value);

    /// <summary>Posts a form of a static page with the token that stands in it.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string form, Dictionary<string, string> fields)
    {
        fields["__RequestVerificationToken"] = await TokenAsync(client, path);
        fields["_handler"] = form;
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }
}
