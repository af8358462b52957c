using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OpenLedger.Studio.Shell;
using OpenLedger.Studio.Tests.Accounts;

namespace OpenLedger.Studio.Tests.Security;

/// <summary>What is answered where the program breaks down.</summary>
public class ErrorAnswerTests
{
    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task PageThatBreaksDown_IsGuardedToo_AndTellsNothingOfTheInside(string accept)
    {
        using var folder = new TemporaryFolder();
        await using var app = StudioApp.Build(["--Urls=http://127.0.0.1:0", $"--Studio:DataFolder={folder.Path}", $"--Studio:AdminPassword={People.Password}"]);
        app.MapGet("/broken", IResult () => throw new InvalidOperationException($"a secret of {folder.Path}")).AllowAnonymous();
        await StudioApp.StartAsync(app);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/broken");
        request.Headers.Add("Accept", accept);

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        AnswerTests.Guarded(answer, "/broken");
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(InvalidOperationException), text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }
}
