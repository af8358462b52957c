using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenLedger.Studio.Features.Runs;

namespace OpenLedger.Studio.Tests.Runs;

public class WebhookTests
{
    private static readonly WebhookMessage Message = new("run.ended", "20261125-010203-abcd", "Bellmar", "finished", "Learning", "It learned.", "/runs/20261125-010203-abcd");

    [Theory]
    [InlineData("", true)]
    [InlineData("https://hooks.example.com/secret", true)]
    [InlineData("http://localhost:9000/x", true)]
    [InlineData("http://127.0.0.1/x", true)]
    [InlineData("http://hooks.example.com/x", false)]
    [InlineData("ftp://hooks.example.com/x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https://name:word@hooks.example.com/x", false)]
    [InlineData("hooks.example.com", false)]
    [InlineData("javascript:alert(1)", false)]
    public void Address_IsHttps_OrOfThisComputer(string address, bool isTaken) => Assert.Equal(isTaken, WebhookAddress.Problem(address) is null);

    [Fact]
    public async Task Call_ArrivesAsJson()
    {
        using var server = new Listener("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");
        using var call = new WebhookCall(() => false);

        Assert.Null(await call.SendAsync(server.Address, Message, TestContext.Current.CancellationToken));

        var heard = await server.Heard.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.StartsWith("POST /hook HTTP/1.1", heard, StringComparison.Ordinal);
        Assert.Contains("\"verdict\":\"Learning\"", heard, StringComparison.Ordinal);
        Assert.Contains("application/json", heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_FollowsNoRedirect()
    {
        using var other = new Listener("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var server = new Listener($"HTTP/1.1 307 Moved\r\nLocation: {other.Address}\r\nContent-Length: 0\r\n\r\n");
        using var call = new WebhookCall(() => true);

        var problem = await call.SendAsync(server.Address, Message, TestContext.Current.CancellationToken);

        Assert.Equal("it answered 307", problem);
        Assert.False(other.Heard.IsCompleted);
    }

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("127.0.0.1")]
    [InlineData("8.8.8.8", "192.168.0.9")]
    public async Task Call_OfANameThatStandsForAPrivateAddress_IsRefused(params string[] addresses)
    {
        using var call = new WebhookCall(() => false, (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));

        var problem = await call.SendAsync("https://hooks.example.com/x", Message, TestContext.Current.CancellationToken);

        Assert.Contains("private network", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://2852039166/")]
    [InlineData("https://0xa9fea9fe/")]
    [InlineData("https://0251.0376.0251.0376/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("https://10.1/")]
    [InlineData("https://①⑥⑨.②⑤④.①⑥⑨.②⑤④/")]
    public async Task Call_OfASpecialAddress_InWhateverSpelling_IsRefused(string address)
    {
        using var call = new WebhookCall(() => false, (name, _) => throw new SocketException((int)SocketError.HostNotFound));

        var problem = await call.SendAsync(address, Message, TestContext.Current.CancellationToken);

        Assert.Contains("private network", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_IsLookedUpOnce_AndWhatWasLookedAtIsWhatIsCalled()
    {
        using var server = new Listener("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var (asked, port) = (0, new Uri(server.Address).Port);

        // Public at the first question, this computer at the next: a name that changes its mind.
        using var call = new WebhookCall(() => false, (_, _) => Task.FromResult(new[] { asked++ == 0 ? IPAddress.Parse("203.0.113.1") : IPAddress.Loopback }));
        var first = await call.SendAsync($"https://rebound.example:{port}/x", Message, TestContext.Current.CancellationToken);
        var second = await call.SendAsync($"https://rebound.example:{port}/x", Message, TestContext.Current.CancellationToken);

        Assert.All([first, second], problem => Assert.Contains("private network", problem, StringComparison.Ordinal));
        Assert.Equal(2, asked);
        Assert.False(server.Heard.IsCompleted);
    }

    [Fact]
    public async Task Run_ThatFinished_IsTold_AndItsLogSaysSo()
    {
        using var server = new Listener("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var house = new RunsHouse((_, _, _) => RunsHouse.Outcome, settings: new Dictionary<string, string?> { [RunSettings.Webhook.Key] = server.Address });
        await house.StartAsync();

        var id = house.Wish("House rules");

        var heard = await server.Heard.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains("\"title\":\"House rules\"", heard, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"finished\"", heard, StringComparison.Ordinal);
        await Eventually.True(() => house.Desk.EventsOf(id).Any(line => line.Kind == RunEventKind.Told));
        await house.StopAsync();
    }

    [Fact]
    public async Task Run_ThatWasNotToldWhenTheStudioEnded_IsToldAtTheNextStart()
    {
        using var folder = new TemporaryFolder();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        RunId id;
        using (var first = new RunsHouse((_, _, _) => RunsHouse.Outcome, folder, new Dictionary<string, string?> { [RunSettings.Webhook.Key] = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/hook" }))
        {
            await first.StartAsync();
            id = first.Wish("House rules");
            await Eventually.True(() => first.StateOf(id) == RunState.Finished && File.Exists(first.Folders.FileOf(id, WebhookWorker.Mark)));
            await first.StopAsync();
        }

        using var server = new Listener("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var house = new RunsHouse((_, _, _) => RunsHouse.Outcome, folder, new Dictionary<string, string?> { [RunSettings.Webhook.Key] = server.Address });
        await house.StartAsync();

        Assert.Contains("\"title\":\"House rules\"", await server.Heard.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await Eventually.True(() => !File.Exists(house.Folders.FileOf(id, WebhookWorker.Mark)));
        await house.StopAsync();
    }

    [Fact]
    public void Message_OfARunThatBrokeOff_SaysWhy_AndOfAStoppedOneThereIsNone()
    {
        var failed = new RunCard { Id = "x", Title = "t", Model = "m", CreatedAt = default, QueuedAt = default, State = RunState.Failed, Problem = "Row {0} is empty.", ProblemParts = ["3"] };

        Assert.Equal("Row 3 is empty.", WebhookWorker.MessageOf(failed)!.Text);
        Assert.Null(WebhookWorker.MessageOf(failed with { State = RunState.Stopped }));
        Assert.Null(WebhookWorker.MessageOf(failed with { TuningId = "t" }));
    }

    /// <summary>Takes one request and answers it.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Listener(string answer)
        {
            _listener.Start();
            Heard = HearAsync(answer);
        }

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook";

        public Task<string> Heard { get; }

        public void Dispose() => _listener.Dispose();

        private async Task<string> HearAsync(string answer)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            var (text, buffer) = (new StringBuilder(), new byte[8192]);
            while (!text.ToString().EndsWith('}'))
            {
                var read = await stream.ReadAsync(buffer);
                if (read == 0)
                {
                    break;
                }

                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            return text.ToString();
        }
    }
}
