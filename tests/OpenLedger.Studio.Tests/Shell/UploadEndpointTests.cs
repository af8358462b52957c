using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Shell;

/// <summary>Uploads as a browser and as a stranger send them.</summary>
public sealed class UploadEndpointTests : IAsyncLifetime
{
    private const string Password = "four small boats at noon";

    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={_folder.Path}", $"--Studio:AdminPassword={Password}"]);
        await StudioApp.StartAsync(_app);
        _client = await Door.EnterAsync(_app, Password);
        _token = await Door.TokenAsync(_client, "/");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task File_ComesInPieces_AndIsNeverGivenOut()
    {
        using var begun = await SendAsync(HttpMethod.Post, "/uploads", Wish(6));
        var id = (string)(await JsonOf(begun))["id"]!;
        Assert.Equal(HttpStatusCode.OK, begun.StatusCode);

        using var first = await SendAsync(HttpMethod.Put, $"/uploads/{id}?offset=0", new ByteArrayContent([1, 2, 3, 4]));
        using var wrong = await SendAsync(HttpMethod.Put, $"/uploads/{id}?offset=0", new ByteArrayContent([1, 2, 3, 4]));
        using var rest = await SendAsync(HttpMethod.Put, $"/uploads/{id}?offset=4", new ByteArrayContent([5, 6]));
        using var look = await _client.GetAsync($"/uploads/{id}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Conflict, wrong.StatusCode);
        Assert.Equal(4, (long)(await JsonOf(wrong))["received"]!);
        Assert.Equal((6, 6), ((long)(await JsonOf(rest))["received"]!, (long)(await JsonOf(look))["length"]!));
        Assert.Equal("application/json", look.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", look.Headers.GetValues("X-Content-Type-Options").Single());
        using var gone = await SendAsync(HttpMethod.Delete, $"/uploads/{id}", null);
        using var after = await _client.GetAsync($"/uploads/{id}", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (gone.StatusCode, after.StatusCode));
    }

    [Theory]
    [InlineData("POST", "/uploads")]
    [InlineData("PUT", "/uploads/00000000000000000000000000000000?offset=0")]
    [InlineData("DELETE", "/uploads/00000000000000000000000000000000")]
    public async Task Request_WithoutTheToken_IsRefused(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = Wish(6) };

        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Load it again", (string)(await JsonOf(answer))["problem"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Stranger_IsSentToTheDoor(string method)
    {
        using var stranger = Door.Stand(_app);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/uploads/00000000000000000000000000000000?offset=0");
        request.Headers.Add("RequestVerificationToken", _token);

        using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Redirect, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
    }

    [Fact]
    public async Task PieceThatIsTooLarge_IsRefusedByTheServer()
    {
        using var begun = await SendAsync(HttpMethod.Post, "/uploads", Wish(20_000_000));
        var id = (string)(await JsonOf(begun))["id"]!;

        using var answer = await SendAsync(HttpMethod.Put, $"/uploads/{id}?offset=0", new ByteArrayContent(new byte[Uploads.MostPieceBytes + 1]));
        using var fits = await SendAsync(HttpMethod.Put, $"/uploads/{id}?offset=0", new ByteArrayContent(new byte[Uploads.MostPieceBytes]));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.OK), (answer.StatusCode, fits.StatusCode));
    }

    [Fact]
    public async Task TenGigabytesOfZeros_AreRefusedWhenAnnounced_InTheReadersLanguage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/uploads") { Content = Wish(10_000_000_000_000) };
        request.Headers.Add("RequestVerificationToken", _token);
        request.Headers.Add("Accept-Language", "de");

        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("höchstens 20 GB", (string)(await JsonOf(answer))["problem"]!, StringComparison.Ordinal);
    }

    private static JsonContent Wish(long length) => JsonContent.Create(new { purpose = "model", name = "m.zip", length });

    private static async Task<JsonNode> JsonOf(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("RequestVerificationToken", _token);

        // As browsers cannot but clients may: a server that refuses by the length alone hangs up, and the answer would be lost in writing.
        request.Headers.ExpectContinue = true;
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
