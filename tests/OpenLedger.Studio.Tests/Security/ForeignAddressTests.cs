using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OpenLedger.Studio.Tests.Security;

/// <summary>What is somebody's own, asked for by its id over HTTP: its owner gets it, for everybody else it is not there.</summary>
[Collection(InOneStudio.Name)]
public sealed class ForeignAddressTests(SharedStudio studio)
{
    // Of nobody in particular, or guarded otherwise: base models are everybody's, the others have tests of their own.
    private static readonly string[] Others = ["/models/{Id}", "/invite/{Token}", "/backups/{name}"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Dictionary<string, string> Addresses
    {
        get
        {
            var (hers, release) = (studio.Hers, $"/datanets/{studio.Hers.Datanet}/releases/{studio.Hers.Release.Version}");
            return new(StringComparer.OrdinalIgnoreCase)
            {
                ["/data/{id}"] = $"/data/{hers.Set}",
                ["/data/import/{upload}"] = $"/data/import/{hers.Upload}",
                ["/data/{id}/examples.jsonl"] = $"/data/{hers.Set}/examples.jsonl",
                ["/data/{id}/examples.csv"] = $"/data/{hers.Set}/examples.csv",
                ["/data/{id}/set-aside.jsonl"] = $"/data/{hers.Set}/set-aside.jsonl",
                ["/data/{id}/set-aside.csv"] = $"/data/{hers.Set}/set-aside.csv",
                ["/runs/{id}"] = $"/runs/{hers.Run}",
                ["/runs/{id}/adapter.zip"] = $"/runs/{hers.Run}/adapter.zip",
                ["/runs/{id}/metrics.csv"] = $"/runs/{hers.Run}/metrics.csv",
                ["/adapters/{id}/adapter.zip"] = $"/adapters/{hers.Adapter}/adapter.zip",
                ["/tuning/{id}"] = $"/tuning/{hers.Search}",
                ["/uploads/{id}"] = $"/uploads/{hers.Upload}",
                ["/datanets/{id}"] = $"/datanets/{hers.Datanet}",
                ["/datanets/{id}/contribute"] = $"/datanets/{hers.Datanet}/contribute",
                ["/datanets/{id}/edit"] = $"/datanets/{hers.Datanet}/edit",
                ["/datanets/{id}/entries/{entry}"] = $"/datanets/{hers.Datanet}/entries/{hers.Entry}",
                ["/datanets/{id}/calibration"] = $"/datanets/{hers.Datanet}/calibration",
                ["/datanets/{id}/health"] = $"/datanets/{hers.Datanet}/health",
                ["/datanets/{id}/known"] = $"/datanets/{hers.Datanet}/known",
                ["/datanets/{id}/evaluations"] = $"/datanets/{hers.Datanet}/evaluations",
                ["/datanets/{id}/import"] = $"/datanets/{hers.Datanet}/import",
                ["/datanets/{id}/import/{upload}"] = $"/datanets/{hers.Datanet}/import/{hers.EntryUpload}",
                ["/datanets/{id}/mine"] = $"/datanets/{hers.Datanet}/mine",
                ["/datanets/{id}/releases"] = $"/datanets/{hers.Datanet}/releases",
                ["/datanets/{id}/releases/{version}"] = release,
                ["/datanets/{id}/releases/{version}/files/{name}"] = $"{release}/files/entries.jsonl",
                ["/datanets/{id}/releases/{version}/files/{format}/{file}"] = $"{release}/files/{studio.Hers.Release.Manifest.Files[0].Name}",
                ["/datanets/{id}/review"] = $"/datanets/{hers.Datanet}/review",
            };
        }
    }

    [Fact]
    public void EveryAddressWithAnId_IsTriedHere()
    {
        var known = Addresses.Keys.Concat(Others).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var untried = studio.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/'))
            .Where(route => route.Contains('{', StringComparison.Ordinal) && !route.Contains("{*", StringComparison.Ordinal) && !known.Contains(route))
            .Distinct();

        Assert.Empty(untried);
    }

    [Theory]
    [InlineData("ben")]
    [InlineData("vik")]
    public async Task WhatIsSomebodys_IsNotThere_ForAnother(string name)
    {
        var other = await studio.BrowserAsync(name);
        var owner = await studio.BrowserAsync("ada");
        var told = 0;
        foreach (var (route, address) in Addresses)
        {
            var (status, text) = await GetAsync(other, address);

            Assert.False(text.Contains(SharedStudio.Mark, StringComparison.OrdinalIgnoreCase), $"{address} tells {name} about what is Ada's");
            Assert.True(status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Redirect || (status == HttpStatusCode.OK && !IsFile(route)), $"{address} answered {name} with {status}");
            told += (await GetAsync(owner, address)) is (HttpStatusCode.OK, var own) && (IsFile(route) || own.Contains(SharedStudio.Mark, StringComparison.Ordinal)) ? 1 : 0;
        }

        // What is not there for others is there for her: all but the two files of rows that were set aside, which she has none of, and
        // pages of a review in which there is nothing yet.
        Assert.True(told >= Addresses.Count - 6, $"only {told} of {Addresses.Count} addresses tell Ada what is hers");
    }

    [Theory]
    [InlineData("ben")]
    [InlineData("vik")]
    public async Task AddressesThatNameSomethingBeside_TellNothingOfIt(string name)
    {
        var hers = studio.Hers;
        var other = await studio.BrowserAsync(name);
        foreach (var address in new[]
        {
            "/", "/runs", "/data", "/models", "/playground", "/datanets", "/storage", "/trash", $"/playground?chat={hers.Chat}", $"/playground?run={hers.Run}", $"/playground?adapter={hers.Adapter}",
            $"/runs/new?like={hers.Run}", $"/runs/new?further={hers.Run}", $"/runs/new?data={hers.Set}", $"/runs/compare?ids={hers.Run},{hers.Run}", $"/tuning/new?data={hers.Set}",
            $"/datanets/{hers.Datanet}/contribute?entry={hers.Entry}", $"/models/add?arrival={hers.Upload}",
        })
        {
            Assert.False((await GetAsync(other, address)).Text.Contains(SharedStudio.Mark, StringComparison.OrdinalIgnoreCase), $"{address} tells {name} about what is Ada's");
        }
    }

    [Fact]
    public async Task Upload_OfAnother_TakesNoPiece_AndIsNotGivenUp()
    {
        var ben = await studio.BrowserAsync("ben");
        var address = $"/uploads/{studio.Hers.Upload}";
        var token = await Shell.Door.TokenAsync(ben, "/runs");

        using var put = new HttpRequestMessage(HttpMethod.Put, address + "?offset=0") { Content = new ByteArrayContent([1, 2, 3]) };
        put.Headers.Add("RequestVerificationToken", token);
        using var piece = await ben.SendAsync(put, Cancellation);
        using var delete = new HttpRequestMessage(HttpMethod.Delete, address);
        delete.Headers.Add("RequestVerificationToken", token);
        using var gone = await ben.SendAsync(delete, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, piece.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(await studio.BrowserAsync("ada"), address)).Status);
    }

    private static bool IsFile(string route) => route.StartsWith("/uploads/", StringComparison.Ordinal) || route.Contains("/files/", StringComparison.Ordinal) || Path.HasExtension(route);

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(HttpClient client, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "text/html");
        using var answer = await client.SendAsync(request, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
