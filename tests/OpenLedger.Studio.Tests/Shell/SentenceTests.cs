using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenLedger.Studio.Features.Runs;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Tests.Shell;

public sealed class SentenceTests
{
    private static readonly IStringLocalizer T = new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance).Create(typeof(Features.Runs.Words));

    [Theory]
    [InlineData("write the rows as {\"text\": \"…\"}")]
    [InlineData("/data/{mine/rows.jsonl is missing.")]
    [InlineData("{0} of {1}, {")]
    [InlineData("}")]
    public void TextOfALibrary_WithBraces_IsSaidAsItIs(string text)
    {
        Assert.Equal(text, new Sentence(text).In(T));
        Assert.Equal(text, new Sentence(text).ToString());
        Assert.Equal($"Broke off: {text}", new Sentence("Broke off: {0}", text).In(T));
        Assert.Equal($"Broke off: {text}", new Sentence("Broke off: {0}", new Sentence(text)).In(T));
        Assert.Equal($"Broke off: {text}", RunWords.Event(T, new RunEvent(default, RunEventKind.Failed, Detail: text), null));
        Assert.Equal(text, RunVerdict.OfProblem(Failed(text)).In(T));
        Assert.Equal(text, WebhookWorker.MessageOf(Failed(text))!.Text);
    }

    private static RunCard Failed(string problem) => new() { Id = "x", Title = "t", Model = "m", CreatedAt = default, QueuedAt = default, State = RunState.Failed, Problem = problem };
}
