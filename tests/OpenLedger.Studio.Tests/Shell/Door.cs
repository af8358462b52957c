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

    /// <summary>Posts a form of a static page with the token that stands in it.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string form, Dictionary<string, string> fields)
    {
        var page = await client.GetStringAsync(path, TestContext.Current.CancellationToken);
        fields["__RequestVerificationToken"] = WebUtility.HtmlDecode(Token.Match(page).Groups[1].Value);
        fields["_handler"] = form;
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }
}
