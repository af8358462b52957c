using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenLedger.Studio.Accounts;
using OpenLedger.Studio.Features.Team;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Accounts;
using OpenLedger.Studio.Tests.Shell;

namespace OpenLedger.Studio.Tests.Security;

/// <summary>What a cookie is good for, from when until when, and what a form needs beside it.</summary>
[Collection(InOneStudio.Name)]
public sealed class SessionTests(SharedStudio studio)
{
    private const string CookieName = "openledger";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_GivesANewCookie_WhateverTheBrowserBrought()
    {
        var (name, planted) = (studio.Newcomer(), await CookieAsync(studio.Newcomer()));
        var (client, cookies) = Browser();
        cookies.Add(client.BaseAddress!, new Cookie(CookieName, planted));
        using var _ = client;

        // Somebody who is signed in is led past the door; the cookie that another browser planted goes with the sign-out.
        using var left = await SignOutAsync(client, cookies);
        using var entered = await Door.PostAsync(client, "/sign-in", "sign-in", new() { ["Input.Name"] = name, ["Input.Password"] = People.Password });

        var own = cookies.GetCookies(client.BaseAddress!)[CookieName]!.Value;
        Assert.NotEqual(planted, own);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(planted));
    }

    [Fact]
    public async Task Cookie_ThatWasCopied_IsWorthNothing_AfterTheSignOut()
    {
        var (client, cookies) = Browser();
        using var _ = client;
        using var entered = await Door.PostAsync(client, "/sign-in", "sign-in", new() { ["Input.Name"] = studio.Newcomer(), ["Input.Password"] = People.Password });
        var copied = cookies.GetCookies(client.BaseAddress!)[CookieName]!.Value;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(copied));

        using var left = await SignOutAsync(client, cookies);

        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(copied));
    }

    [Fact]
    public async Task NewPassword_EndsEveryOtherBrowser()
    {
        var name = studio.Newcomer();
        var (one, other, me) = (await CookieAsync(name), await CookieAsync(name), await studio.PersonAsync(name));

        Assert.Null(await studio.Get<OwnAccountDesk>().ChangePasswordAsync(me, People.Password, "nine red kites over hay"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (await StatusAsync(one), await StatusAsync(other)));
        Assert.Equal(Roles.Trainer, me.Role);
    }

    [Fact]
    public async Task RoleThatWasTaken_IsRefusedAtTheNextRequest()
    {
        var name = studio.Newcomer();
        var cookie = await CookieAsync(name);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(cookie));
        studio.Get<WriteQueue>().Write(context => context.Users.Single(account => account.UserName == name).IsClosed = true);
        studio.Get<AccountDirectory>().Refresh();

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(cookie));
    }

    [Fact]
    public async Task FiveWrongPasswords_LetTheAccountRest_FromEveryAddress()
    {
        var (door, name) = (studio.Get<SignIn>(), studio.Newcomer());
        for (var i = 0; i < 5; i++)
        {
            Assert.NotNull(await door.WithPasswordAsync(From($"192.0.2.{i}"), name, "wrong wrong wrong", stay: false));
        }

        // The right one, from an address that has not tried yet.
        Assert.NotNull(await door.WithPasswordAsync(From("192.0.2.99"), name, People.Password, stay: false));
        Assert.NotNull(await door.WithPasswordAsync(From("192.0.2.99"), "nobody", People.Password, stay: false));
    }

    [Theory]
    [InlineData("//evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/runs", "/runs")]
    public async Task WayBack_AfterTheSignIn_StaysInTheStudio(string back, string way)
    {
        var (client, cookies) = Browser();
        using var _ = client;

        using var entered = await Door.PostAsync(client, $"/sign-in?back={Uri.EscapeDataString(back)}", "sign-in", new() { ["Input.Name"] = studio.Newcomer(), ["Input.Password"] = People.Password });
        using var content = new FormUrlEncodedContent([new("to", "de"), new("back", back), new("__RequestVerificationToken", await Door.TokenAsync(client, "/runs"))]);
        using var language = await client.PostAsync("/language", content, Cancellation);

        Assert.All([entered, language], answer => Assert.Equal(new Uri(client.BaseAddress!, way), new Uri(client.BaseAddress!, answer.Headers.Location!)));
        Assert.NotEmpty(cookies.GetCookies(client.BaseAddress!));
    }

    [Fact]
    public async Task Form_WithAnotherPersonsToken_IsRefused()
    {
        var (one, other) = (await studio.BrowserAsync(studio.Newcomer()), await studio.BrowserAsync(studio.Newcomer()));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/uploads") { Content = JsonContent.Create(new { purpose = "dataset", name = "a.jsonl", length = 1 }) };
        request.Headers.Add("RequestVerificationToken", await Door.TokenAsync(other, "/runs"));

        using var answer = await one.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public void EveryAddressThatChangesSomething_WantsTheToken()
    {
        var unguarded = studio.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Any(method => method is not ("GET" or "HEAD" or "OPTIONS")) == true)
            .Where(route => route.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true })
            .Select(route => route.RoutePattern.RawText!.Trim('/'))
            .Where(route => !route.StartsWith("_blazor", StringComparison.Ordinal) && !route.StartsWith("_framework", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal);

        // Uploads want it in a header and check it themselves: UploadEndpointTests. A circuit has no form; its origin is checked.
        Assert.Equal(["uploads", "uploads/{id}"], unguarded);
    }

    private static Microsoft.AspNetCore.Http.DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

    private (HttpClient Client, CookieContainer Cookies) Browser()
    {
        var cookies = new CookieContainer();
        return (new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = new Uri(studio.App.Urls.First()) }, cookies);
    }

    private async Task<string> CookieAsync(string name)
    {
        var (client, cookies) = Browser();
        using (client)
        {
            using var entered = await Door.PostAsync(client, "/sign-in", "sign-in", new() { ["Input.Name"] = name, ["Input.Password"] = People.Password });
            return cookies.GetCookies(client.BaseAddress!)[CookieName]!.Value;
        }
    }

    private static async Task<HttpResponseMessage> SignOutAsync(HttpClient client, CookieContainer cookies)
    {
        Assert.NotNull(cookies.GetCookies(client.BaseAddress!)[CookieName]);
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", await Door.TokenAsync(client, "/runs"))]);
        return await client.PostAsync("/sign-out", content, Cancellation);
    }

    /// <summary>What somebody gets who has this cookie and nothing else.</summary>
    private async Task<HttpStatusCode> StatusAsync(string cookie)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(studio.App.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Cookie", $"{CookieName}={cookie}");
        using var answer = await client.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }
}
