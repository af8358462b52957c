using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Runs;

/// <summary>What another program hears when a run has ended.</summary>
internal sealed record WebhookMessage(string Event, string Run, string Title, string State, string? Verdict, string? Text, string Path);

/// <summary>
/// One call of the address that an admin chose. It goes there and nowhere else: no redirect, no proxy, and the address that a name
/// stands for is looked at before it is called, the very one that is called then.
/// </summary>
internal sealed class WebhookCall : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _client;

    public WebhookCall(Func<bool> mayBePrivate, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        resolve ??= Dns.GetHostAddressesAsync;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = Longest,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, mayBePrivate(), resolve, cancellation),
        })
        { Timeout = Longest };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("OpenLedgerStudio", null));
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Null where it was taken; else why not.</summary>
    public async Task<string?> SendAsync(string address, WebhookMessage message, CancellationToken cancellation)
    {
        if (WebhookAddress.Problem(address) is { } problem)
        {
            return problem.ToString();
        }

        try
        {
            using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(message, Form));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return answer.IsSuccessStatusCode ? null : $"it answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException exception)
        {
            return exception.InnerException is WebhookBlockedException blocked ? blocked.Message : exception.Message;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "it did not answer within 10 seconds";
        }
    }

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint place, bool mayBePrivate, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken cancellation)
    {
        var literal = place.Host is "localhost" ? IPAddress.Loopback : IPAddress.TryParse(place.Host.Trim('[', ']'), out var parsed) ? parsed : null;
        var addresses = literal is null ? await resolve(place.Host, cancellation) : [literal];
        var isThisComputer = literal is not null && IPAddress.IsLoopback(literal);
        if (addresses.Length == 0 || (!isThisComputer && !mayBePrivate && !addresses.All(NetworkAddress.IsPublic)))
        {
            throw new WebhookBlockedException($"{place.Host} is an address of a private network; allow that in the settings if it is meant");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, place.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class WebhookBlockedException(string message) : Exception(message);
}
