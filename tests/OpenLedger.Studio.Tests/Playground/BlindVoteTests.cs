using Bunit;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Playground;
using OpenLedger.Studio.Store;
using OpenLedger.Studio.Tests.Controls;

namespace OpenLedger.Studio.Tests.Playground;

public sealed class BlindVoteTests : ComponentTest
{
    private static readonly VoiceOffer Base = new(new VoiceKey(VoiceKind.Base, "nano-llama"), "nano-llama", "nano-llama", "nano-llama", "models/nano-llama", null, default);
    private static readonly VoiceOffer Tuned = new(new VoiceKey(VoiceKind.Run, "1"), "Bellmar, first try", "nano-llama", "nano-llama", "models/nano-llama", "runs/1", default);

    private readonly PlaygroundHouse _house;
    private readonly ScriptedAnswers _answers = new();
    private readonly List<IReadOnlyList<VoiceOffer>> _asked = [];
    private bool _coin;

    public BlindVoteTests()
    {
        _house = new PlaygroundHouse(Context.Services);
        _house.Open(Context.Services);
        _house.SignIn("vera", Roles.Viewer);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _house.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Voices_AreHidden_UntilTheVote(bool swapped)
    {
        var page = Render();
        _coin = swapped;
        await AskAsync(page, "When does it open?", "I do not know.", "At six.");

        Assert.Equal(swapped ? [Tuned, Base] : [Base, Tuned], _asked[0]);
        Assert.Equal(["A", "B"], page.FindAll(".answers h2").Select(name => name.TextContent.Trim()));
        var shown = page.Find(".answers").OuterHtml;
        Assert.DoesNotContain("nano-llama", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Bellmar", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("tokens/s", page.Markup, StringComparison.Ordinal);

        await page.FindAll(".votes button").Single(button => button.TextContent.Contains("B is better", StringComparison.Ordinal)).ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("You chose " + (swapped ? "nano-llama" : "Bellmar"), page.Find(".votes").TextContent, StringComparison.Ordinal));
        Assert.StartsWith(swapped ? "nano-llama" : "Bellmar", page.FindAll(".answers h2")[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".votes button"));
        var vote = _house.Read(context => context.Votes.Single());
        Assert.Equal((swapped ? "run:1" : "base:nano-llama", "Right", "When does it open?"), (vote.Left, vote.Winner, vote.Question));
        Assert.Equal(swapped ? ["1", "0", "0"] : ["0", "1", "0"], page.FindAll(".score .line b").Select(count => count.TextContent));
    }

    [Fact]
    public async Task EachQuestion_StandsAlone_AndTheScoreGoesOn()
    {
        var page = Render();
        await AskAsync(page, "one", "1a", "1b");
        await page.FindAll(".votes button")[0].ClickAsync(new());
        await AskAsync(page, "two", "2a", "2b");
        await page.FindAll(".votes button")[1].ClickAsync(new());

        Assert.All(_answers.Asks[1].Conversations, conversation => Assert.Equal(["two"], conversation.Select(turn => turn.Text)));
        page.WaitForAssertion(() => Assert.Equal(["1", "0", "1"], page.FindAll(".score .line b").Select(count => count.TextContent)));

        await page.Find(".score button.link").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(["0", "0", "0"], page.FindAll(".score .line b").Select(count => count.TextContent)));
    }

    [Fact]
    public async Task AnswerThatFailed_IsNotVotedOn()
    {
        var page = Render();
        await page.Find("#chat-question").ChangeAsync(new() { Value = "one" });
        _ = page.Find(".ask form").SubmitAsync();
        _answers.Finish(new ChatPiece(0, "1a", 9), new ChatPiece(1, "", Problem: "The adapter is gone."));

        page.WaitForAssertion(() => Assert.Contains("There is no vote on this one", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".votes button"));
    }

    private async Task AskAsync(IRenderedComponent<BlindVote> page, string question, string first, string second)
    {
        await page.Find("#chat-question").ChangeAsync(new() { Value = question });
        _ = page.Find(".ask form").SubmitAsync();
        _answers.Finish(new ChatPiece(0, first, 9), new ChatPiece(1, second, 99));
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".votes button").Count));
    }

    private IRenderedComponent<BlindVote> Render() => Context.Render<BlindVote>(page => page
        .Add(shown => shown.Pair, [Base, Tuned])
        .Add(shown => shown.Thread, new ChatThread())
        .Add(shown => shown.Coin, () => _coin)
        .Add(shown => shown.Answer, (voices, ask, cancellation) =>
        {
            _asked.Add(voices);
            return _answers.AnswerAsync(ask, cancellation);
        }));
}
