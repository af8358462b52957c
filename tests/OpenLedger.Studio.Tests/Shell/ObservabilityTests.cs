using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Tests.Accounts;

namespace OpenLedger.Studio.Tests.Shell;

/// <summary>What the studio tells of itself, to whom, and what it keeps to itself.</summary>
public sealed class ObservabilityTests : IAsyncLifetime
{
    private const string Token = "a-token-for-prometheus";

    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={_folder.Path}", $"--Studio:AdminPassword={People.Password}", $"--Studio:MetricsToken={Token}"]);
        await StudioApp.StartAsync(_app);
        _client = await Door.EnterAsync(_app, People.Password);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/health/live", 0)]
    [InlineData("/health/ready", 3)]
    [InlineData("/health", 3)]
    public async Task Health_IsToldToAnybody_InWordsThatSayNothingElse(string path, int parts)
    {
        using var stranger = Door.Stand(_app);

        var health = await stranger.GetFromJsonAsync<JsonElement>(path, Cancellation);

        Assert.Equal("ok", health.GetProperty("status").GetString());
        Assert.Equal(parts, health.GetProperty("checks").EnumerateObject().Count());
        Assert.All(health.GetProperty("checks").EnumerateObject(), part => Assert.Contains(part.Value.GetString(), new[] { "ok", "degraded" }));
    }

    [Fact]
    public async Task Metrics_AreSmall_AndCountWhatMatters()
    {
        for (var i = 0; i < 20; i++)
        {
            using var page = await _client.GetAsync(i % 2 == 0 ? "/" : $"/nowhere-{i}", Cancellation);
        }

        // A request is counted once its answer is on its way, and an answer about all of them stands for a moment.
        var text = await _client.GetStringAsync("/metrics", Cancellation);
        for (var again = 0; again < 100 && !text.Contains("http_server_request_duration_seconds_count", StringComparison.Ordinal); again++)
        {
            await Task.Delay(100, Cancellation);
            text = await _client.GetStringAsync("/metrics", Cancellation);
        }

        Assert.True(text.Length < 40_000, $"A scrape has {text.Length} bytes.");
        Assert.Contains("openledger_accounts", text, StringComparison.Ordinal);
        Assert.Contains("openledger_disk_free_bytes", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_count", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('\n'), line => line.Contains("le=\"0", StringComparison.Ordinal));
        Assert.DoesNotContain("nowhere", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer ", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer " + Token, HttpStatusCode.OK)]
    public async Task Metrics_NeedTheToken_WhereTheRequestWasPassedOn(string? authorization, HttpStatusCode status)
    {
        using var stranger = Door.Stand(_app);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var answer = await stranger.SendAsync(request, Cancellation);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Log_HasTheRunsId_AndNoSecret()
    {
        var secret = "aVerySecretInvitationToken0123456789abcdefg";
        using var wrong = Door.Stand(_app);
        using (await Door.PostAsync(wrong, "/sign-in", "sign-in", new() { ["Input.Password"] = "a wrong password that was typed" }))
        {
            using var invite = await wrong.PostAsync($"/invite/{secret}", new FormUrlEncodedContent([]), Cancellation);
        }

        var logger = _app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("OpenLedger.Studio.Test");
        logger.LogWarning("Run {Run} was asked at {Path}", "20260301-120000-abcd", $"/invite/{secret}");

        var log = await LogAsync("was asked at");

        Assert.Contains("\"Run\":\"20260301-120000-abcd\"", log, StringComparison.Ordinal);
        Assert.Contains("Sign-in refused from", log, StringComparison.Ordinal);
        foreach (var hidden in new[] { secret, "a wrong password", People.Password, "openledger=", Token, "__RequestVerificationToken" })
        {
            Assert.DoesNotContain(hidden, log, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SupportBundle_HasNothingPrivate()
    {
        string[] hidden = ["Beatrice", "beatrice@mail.example", "What is the capital", "hunter2hunter2", "Q2hlZXNl", "192.0.2.44", _folder.Path, "/home/beatrice", Token, People.Password, "admin"];
        var logger = _app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("OpenLedger.Studio.Test");
        logger.LogWarning("Run {Run} of {Owner} asked {Question} at {Path} from {Address}", "20260301-120000-abcd", hidden[0], hidden[2], hidden[7], hidden[5]);
        logger.LogError(Thrown($"{hidden[0]} wrote {hidden[1]} to {hidden[6]}\n   {hidden[2]}"), "It failed with cookie {Cookie} and {Reference}", hidden[4], "a secret with blanks");
        _app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Somebody.Elses").LogError("password hunter2hunter2 in a text that is not ours");
        await LogAsync("not ours");

        using var zip = new ZipArchive(await _client.GetStreamAsync("/support.zip", Cancellation));
        var texts = zip.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEnd()).ToList();

        Assert.Equal(["README.txt", "versions.json", "settings.json", "health.json", "counts.json", "log.jsonl"], zip.Entries.Select(entry => entry.Name));
        Assert.All(hidden, text => Assert.All(texts, file => Assert.DoesNotContain(text, file, StringComparison.Ordinal)));
        Assert.Contains("\"Run\":\"20260301-120000-abcd\"", texts[5], StringComparison.Ordinal);
        Assert.Contains("Run {Run} of {Owner} asked {Question}", texts[5], StringComparison.Ordinal);
        Assert.Contains("System.IO.InvalidDataException", texts[5], StringComparison.Ordinal);
        Assert.Contains("ObservabilityTests.Thrown", texts[5], StringComparison.Ordinal);
        Assert.Contains("(set) (File)", texts[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/support.zip")]
    [InlineData("/backups/studio-20260101-000000.zip")]
    public async Task FilesOfAdmins_AreNotForStrangers(string path)
    {
        using var stranger = Door.Stand(_app);
        using var answer = await stranger.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static InvalidDataException Thrown(string message)
    {
        try
        {
            throw new InvalidDataException(message);
        }
        catch (InvalidDataException exception)
        {
            return exception;
        }
    }

    private async Task<string> LogAsync(string last)
    {
        var text = "";
        await Eventually.True(() =>
        {
            text = string.Concat(new DirectoryInfo(Path.Combine(_folder.Path, "logs")).EnumerateFiles("*.json").Select(file =>
            {
                using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                return new StreamReader(stream).ReadToEnd();
            }));
            return text.Contains(last, StringComparison.Ordinal);
        });
        return text;
    }
}
