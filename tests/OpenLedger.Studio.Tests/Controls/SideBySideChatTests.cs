using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Bunit;
using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Tests.Controls;

public class SideBySideChatTests : ComponentTest
{
    private readonly Channel<ChatPiece> _pieces = Channel.CreateUnbounded<ChatPiece>();
    private readonly List<ChatAsk> _asks = [];
    private bool _stopped;

    [Fact]
    public async Task Question_GoesToBoth_AndAnswersStandSideBySide()
    {
        var chat = Render();

        await AskAsync(chat, "When does it open?");
        Say(new ChatPiece(0, "I do not know."), new ChatPiece(1, "At six."), new ChatPiece(1, "", 210));

        chat.WaitForAssertion(() =>
        {
            var columns = chat.FindAll("section[aria-label]");
            Assert.Contains("I do not know.", columns[0].TextContent, StringComparison.Ordinal);
            Assert.Contains("At six.", columns[1].TextContent, StringComparison.Ordinal);
            Assert.Contains("210 tokens/s", columns[1].TextContent, StringComparison.Ordinal);
            Assert.Equal("false", chat.Find("[role=log]").GetAttribute("aria-busy"));
        });
    }

    [Fact]
    public async Task NextQuestion_CarriesEachColumnsOwnConversation()
    {
        var chat = Render();
        await AskAsync(chat, "When does it open?");
        Say(new ChatPiece(0, "I do not know."), new ChatPiece(1, "At six."));
        chat.WaitForAssertion(() => Assert.Equal("false", chat.Find("[role=log]").GetAttribute("aria-busy")));

        await AskAsync(chat, "And on Sunday?");

        Assert.Equal(["When does it open?", "I do not know.", "And on Sunday?"], _asks[1].Conversations[0].Select(turn => turn.Text));
        Assert.Equal(["When does it open?", "At six.", "And on Sunday?"], _asks[1].Conversations[1].Select(turn => turn.Text));
    }

    [Fact]
    public async Task Stop_KeepsWhatWasSaid()
    {
        var chat = Render();
        await AskAsync(chat, "Tell me everything");
        await _pieces.Writer.WriteAsync(new ChatPiece(1, "It opens "), Xunit.TestContext.Current.CancellationToken);
        await Eventually.True(() => _pieces.Reader.Count == 0);

        await chat.FindAll("button").Single(button => button.TextContent.Trim() == "Stop").ClickAsync(new());

        chat.WaitForAssertion(() => Assert.Contains("It opens", chat.FindAll(".bubble:not(.me)")[^1].TextContent, StringComparison.Ordinal));
        Assert.True(_stopped);
    }

    [Fact]
    public async Task EmptyQuestion_IsNotAsked_AndClearForgetsTheConversation()
    {
        var chat = Render();
        await AskAsync(chat, "   ");
        Assert.Empty(_asks);
        await AskAsync(chat, "Hello");
        Say(new ChatPiece(0, "Hello."));
        chat.WaitForAssertion(() => Assert.Equal(3, chat.FindAll(".bubble").Count));

        await chat.Find("button.clear").ClickAsync(new());

        Assert.Empty(chat.FindAll(".bubble"));
    }

    [Fact]
    public async Task Problem_IsShownInItsColumn()
    {
        var chat = Render();
        await AskAsync(chat, "Hello");
        Say(new ChatPiece(1, "", Problem: "The adapter is gone. Train again."));

        chat.WaitForAssertion(() => Assert.Equal("The adapter is gone. Train again.", chat.Find("[role=alert]").TextContent));
    }

    private static async Task AskAsync(IRenderedComponent<SideBySideChat> chat, string question)
    {
        await chat.Find("#chat-question").ChangeAsync(new() { Value = question });
        _ = chat.Find("form").SubmitAsync();
    }

    private IRenderedComponent<SideBySideChat> Render() => Context.Render<SideBySideChat>(chat => chat
        .Add(shown => shown.Voices, [new ChatVoice("nano-llama", "before", false), new ChatVoice("Bellmar", "tuned", true)])
        .Add(shown => shown.Answer, AnswerAsync));

    // A piece without text, speed or problem ends the answer.
    private void Say(params ChatPiece[] pieces)
    {
        foreach (var piece in pieces.Append(new ChatPiece(-1, "")))
        {
            Assert.True(_pieces.Writer.TryWrite(piece));
        }
    }

    private async IAsyncEnumerable<ChatPiece> AnswerAsync(ChatAsk ask, [EnumeratorCancellation] CancellationToken cancellation)
    {
        _asks.Add(ask);
        using var registration = cancellation.Register(() => _stopped = true);
        await foreach (var piece in _pieces.Reader.ReadAllAsync(cancellation))
        {
            if (piece.Voice < 0)
            {
                yield break;
            }

            yield return piece;
        }
    }
}
