using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace OpenLedger.Benchmarks.Circuits;

/// <summary>
/// A browser without a screen: signs in, fetches a page, opens its circuit, and acknowledges what is drawn, as Blazor's own script does.
/// </summary>
internal sealed partial class Visitor(Uri address, CookieContainer? cookies = null) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CookieContainer _cookies = cookies ?? new CookieContainer();
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HubConnection? _circuit;
    private int _batches;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token { get; }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->", RegexOptions.Singleline)]
    private static partial Regex Component { get; }

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->", RegexOptions.Singleline)]
    private static partial Regex State { get; }

    /// <summary>How often something was drawn.</summary>
    public int Batches => Volatile.Read(ref _batches);

    /// <summary>Another tab of the same browser.</summary>
    public Visitor Tab() => new(address, _cookies);

    public async Task SignInAsync(string name, string password)
    {
        using var client = Client();
        var page = await client.GetStringAsync(new Uri(address, "sign-in"));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = WebUtility.HtmlDecode(Token.Match(page).Groups[1].Value),
            ["_handler"] = "sign-in",
            ["Input.Name"] = name,
            ["Input.Password"] = password,
        });
        using var answer = await client.PostAsync(new Uri(address, "sign-in"), form);
        if (answer.StatusCode != HttpStatusCode.Redirect)
        {
            throw new InvalidOperationException($"{name} was not let in: {answer.StatusCode}.");
        }
    }

    /// <summary>Opens a page and returns when its circuit has drawn it.</summary>
    public async Task OpenAsync(string path)
    {
        using var client = Client();
        var place = new Uri(address, path);
        using var request = new HttpRequestMessage(HttpMethod.Get, place);
        request.Headers.Add("Accept", "text/html");
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var page = await answer.Content.ReadAsStringAsync();
        var markers = Component.Matches(page).Select(match => JsonNode.Parse(match.Groups[1].Value)!.AsObject()).Where(marker => marker["type"]?.GetValue<string>() == "server").ToList();
        var state = State.Match(page).Groups[1].Value;

        var builder = new HubConnectionBuilder().WithUrl(new Uri(address, "_blazor"), options =>
        {
            options.Cookies = _cookies;
            options.Headers["Origin"] = address.GetLeftPart(UriPartial.Authority);
        });
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        _circuit = builder.Build();
        Answer(_circuit);
        await _circuit.StartAsync();
        _ = await _circuit.InvokeAsync<string?>("StartCircuit", address.ToString(), place.ToString(), "[]", state)
            ?? throw new InvalidOperationException($"No circuit was opened for {path}.");
        await _circuit.SendAsync("UpdateRootComponents", Operations(markers), string.Empty);
        await _drawn.Task.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (_circuit is not null)
        {
            await _circuit.DisposeAsync();
        }
    }

    private static string Operations(List<JsonObject> markers)
    {
        var operations = new JsonArray();
        var number = 1;
        foreach (var marker in markers.Where(marker => marker["descriptor"] is not null))
        {
            operations.Add(new JsonObject { ["type"] = "add", ["ssrComponentId"] = number++, ["marker"] = marker.DeepClone() });
        }

        return new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString();
    }

    private void Answer(HubConnection circuit)
    {
        circuit.On<int, byte[]>("JS.RenderBatch", async (id, _) =>
        {
            Interlocked.Increment(ref _batches);
            await circuit.SendAsync("OnRenderCompleted", (long)id, null);
            _drawn.TrySetResult();
        });
        circuit.On<long, string, string?, int, long, int>("JS.BeginInvokeJS", async (task, name, _, _, _, _) =>
        {
            if (task > 0)
            {
                var result = name.Contains("create", StringComparison.OrdinalIgnoreCase) ? "{}" : "null";
                await circuit.SendAsync("EndInvokeJSFromDotNet", task, true, $"[{task},true,{result}]");
            }
        });
        circuit.On<string>("JS.Error", error => _drawn.TrySetException(new InvalidOperationException(error)));
    }

    private HttpClient Client() => new(new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { Timeout = Patience };
}
