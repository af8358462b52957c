using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Tests.Controls;

public class SideBySideChatTests : ComponentTest
{
    private readonly ScriptedAnswers _answers = new();
    private readonly List<ChatThread> _changes = [];

    [Fact]
    public async Task Question_GoesToBoth_AndAnswersStandSideBySide()
    {
        var chat = Render();

        await AskAsync(chat, "When does it open?");
        _answers.Finish(new ChatPiece(0, "I do not know."), new ChatPiece(1, "At six."), new ChatPiece(1, "", 210));

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
        await FinishAsync(chat, new ChatPiece(0, "I do not know."), new ChatPiece(1, "At six."));

        await AskAsync(chat, "And on Sunday?");

        Assert.Equal(["When does it open?", "I do not know.", "And on Sunday?"], _answers.Asks[1].Conversations[0].Select(turn => turn.Text));
        Assert.Equal(["When does it open?", "At six.", "And on Sunday?"], _answers.Asks[1].Conversations[1].Select(turn => turn.Text));
    }

    [Fact]
    public async Task Stop_KeepsWhatWasSaid_AndMarksIt()
    {
        var chat = Render();
        await AskAsync(chat, "Tell me everything");
        _answers.Say(new ChatPiece(1, "It opens "));
        await Eventually.True(() => _answers.IsHeard);

        await Button(chat, "Stop").ClickAsync(new());

        chat.WaitForAssertion(() => Assert.Contains("It opens", chat.FindAll(".bubble:not(.me)")[^1].TextContent, StringComparison.Ordinal));
        chat.WaitForAssertion(() => Assert.Contains("Stopped here.", chat.Markup, StringComparison.Ordinal));
        Assert.Contains("Stopped before the first word.", chat.Markup, StringComparison.Ordinal);
        Assert.True(_answers.WasStopped);
    }

    [Fact]
    public async Task EmptyQuestion_IsNotAsked_AndClearForgetsTheConversation()
    {
        var chat = Render();
        await AskAsync(chat, "   ");
        Assert.Empty(_answers.Asks);
        Assert.True(chat.Find("button.clear").HasAttribute("disabled"));
        await AskAsync(chat, "Hello");
        await FinishAsync(chat, new ChatPiece(0, "Hello."));
        Assert.Equal(3, chat.FindAll(".bubble").Count);

        await chat.Find("button.clear").ClickAsync(new());

        Assert.Empty(chat.FindAll(".bubble"));
    }

    [Fact]
    public async Task Problem_IsShownInItsColumn()
    {
        var chat = Render();
        await AskAsync(chat, "Hello");
        _answers.Finish(new ChatPiece(1, "", Problem: "The adapter is gone. Train again."));

        chat.WaitForAssertion(() => Assert.Equal("The adapter is gone. Train again.", chat.Find("[role=alert]").TextContent));
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)><script>alert(2)</script>")]
    [InlineData("[click](javascript:alert(1)) ![x](http://elsewhere.example/x.png) <b>bold</b>")]
    [InlineData("\u001b[31mred\u001b[0m \u202Egnp.exe &lt;b&gt;")]
    public async Task WhatAModelSays_IsText_NeverMarkup(string said)
    {
        var chat = Render();
        await AskAsync(chat, said);
        await FinishAsync(chat, new ChatPiece(0, said), new ChatPiece(1, said));

        Assert.Equal(said, chat.Find("[data-said]").TextContent);
        Assert.Empty(chat.FindAll("[role=log] img, [role=log] script, [role=log] b, [role=log] a"));
        Assert.All(chat.FindAll(".bubble"), bubble => Assert.Equal("auto", bubble.GetAttribute("dir")));
    }

    [Fact]
    public async Task ChangedQuestion_LeavesBehindWhatCameAfterIt()
    {
        var chat = Render();
        await AskAsync(chat, "one");
        await FinishAsync(chat, new ChatPiece(0, "1a"), new ChatPiece(1, "1b"));
        await AskAsync(chat, "two");
        await FinishAsync(chat, new ChatPiece(0, "2a"), new ChatPiece(1, "2b"));

        await chat.Find("button[aria-label='Change the question: one']").ClickAsync(new());
        await chat.Find("#chat-edit").ChangeAsync(new() { Value = "uno" });
        _ = chat.Find("form.edit").SubmitAsync();
        await FinishAsync(chat, new ChatPiece(0, "1c"), new ChatPiece(1, "1d"));

        Assert.Equal(["uno"], _answers.Asks[2].Conversations[0].Select(turn => turn.Text));
        Assert.Equal(["uno"], chat.FindAll(".column")[1].QuerySelectorAll(".bubble.me").Select(bubble => bubble.LastChild!.TextContent));
        Assert.DoesNotContain("2a", chat.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherAnswer_IsOfOneVoiceAlone_AndRollsTheDiceOn()
    {
        var chat = Render();
        await AskAsync(chat, "one");
        await FinishAsync(chat, new ChatPiece(0, "1a"), new ChatPiece(1, "1b"));

        _ = chat.Find("button[aria-label='Again: Bellmar']").ClickAsync(new());
        await FinishAsync(chat, new ChatPiece(1, "1c"));

        Assert.Empty(_answers.Asks[1].Conversations[0]);
        Assert.Equal(["one"], _answers.Asks[1].Conversations[1].Select(turn => turn.Text));
        Assert.Equal((0, 1), (_answers.Asks[0].Sampling.Seed, _answers.Asks[1].Sampling.Seed));
        Assert.Equal(["1a", "1c"], chat.FindAll("[data-said]").Select(said => said.TextContent));
    }

    [Fact]
    public async Task VoiceThatCameLater_CanBeAskedToo()
    {
        var chat = Render();
        await AskAsync(chat, "one");
        await FinishAsync(chat, new ChatPiece(0, "1a"), new ChatPiece(1, "1b"));

        chat.Render(shown => shown.Add(control => control.Voices, [.. Two, new ChatVoice("Third", "nano-llama", false)]));
        _ = chat.Find("button[aria-label='Ask it too: Third']").ClickAsync(new());
        await FinishAsync(chat, new ChatPiece(2, "1c"));

        Assert.Equal([0, 0, 1], _answers.Asks[1].Conversations.Select(conversation => conversation.Count));
        Assert.Equal(["1a", "1b", "1c"], chat.FindAll("[data-said]").Select(said => said.TextContent));
    }

    [Fact]
    public async Task WaitingAndLoading_AreShown_UntilTheFirstWord()
    {
        var chat = Render();
        await AskAsync(chat, "one");

        _answers.Say(ChatPiece.At(new ChatStage(ChatWait.Turn, "Vera", 2)));
        chat.WaitForAssertion(() => Assert.Equal("Waiting for Vera and 1 more …", chat.Find(".stage").TextContent.Trim()));
        _answers.Say(ChatPiece.At(new ChatStage(ChatWait.Model, "nano-llama", Share: 0.5)));
        chat.WaitForAssertion(() => Assert.Equal("50", chat.Find(".stage [role=progressbar]").GetAttribute("aria-valuenow")));
        await FinishAsync(chat, new ChatPiece(0, "1a"));

        Assert.Equal("", chat.Find(".stage").TextContent.Trim());
    }

    [Fact]
    public async Task ForgottenAndCutAnswers_SaySo()
    {
        var chat = Render();
        await AskAsync(chat, "one");
        await FinishAsync(chat, new ChatPiece(0, "1a", 9) { Forgotten = 3, WasCut = true }, new ChatPiece(1, "1b", 9) { Forgotten = 1 });

        Assert.Contains("The first 3 questions did not fit", chat.Markup, StringComparison.Ordinal);
        Assert.Contains("The first question did not fit", chat.Markup, StringComparison.Ordinal);
        Assert.Single(chat.FindAll(".answer"), answer => answer.TextContent.Contains("Cut here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KeptConversation_IsToldOfEachQuestionAndAnswer()
    {
        var kept = new ChatThread { SystemPrompt = "Be brief." };
        var chat = Render(kept);

        await AskAsync(chat, "one");
        Assert.Same(kept, Assert.Single(_changes));
        await FinishAsync(chat, new ChatPiece(0, "1a"));

        Assert.Equal("Be brief.", _answers.Asks[0].SystemPrompt);
        Assert.Equal(2, _changes.Count);
        Assert.Equal("1a", kept.Rounds[0].Answers[Two[0].Key].Text);
    }

    [Fact]
    public async Task OtherVoices_EndTheAnswerThatIsBeingSaid()
    {
        var chat = Render();
        await AskAsync(chat, "one");

        chat.Render(shown => shown.Add(control => control.Voices, [Two[0], new ChatVoice("Third", "nano-llama", false)]));

        await Eventually.True(() => _answers.WasStopped);
    }

    [Fact]
    public async Task ClosedChat_SaysWhy_AndAsksNothing()
    {
        var chat = Render();
        chat.Render(shown => shown.Add(control => control.Closed, "This chat is full."));

        await AskAsync(chat, "one");

        Assert.Empty(_answers.Asks);
        Assert.Contains("This chat is full.", chat.Find(".stage").TextContent, StringComparison.Ordinal);
        Assert.True(Button(chat, "Send").HasAttribute("disabled"));
    }

    private static IReadOnlyList<ChatVoice> Two { get; } = [new ChatVoice("nano-llama", "before", false), new ChatVoice("Bellmar", "tuned", true)];

    private static async Task AskAsync(IRenderedComponent<SideBySideChat> chat, string question)
    {
        await chat.Find("#chat-question").ChangeAsync(new() { Value = question });
        _ = chat.Find(".ask form").SubmitAsync();
    }

    private static IElement Button(IRenderedComponent<SideBySideChat> chat, string text) => chat.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private async Task FinishAsync(IRenderedComponent<SideBySideChat> chat, params ChatPiece[] pieces)
    {
        _answers.Finish(pieces);
        await Eventually.True(() => _answers.IsHeard);
        chat.WaitForAssertion(() => Assert.Equal("false", chat.Find("[role=log]").GetAttribute("aria-busy")));
    }

    private IRenderedComponent<SideBySideChat> Render(ChatThread? kept = null) => Context.Render<SideBySideChat>(chat => chat
        .Add(shown => shown.Voices, Two)
        .Add(shown => shown.Answer, _answers.AnswerAsync)
        .Add(shown => shown.Kept, kept)
        .Add(shown => shown.Changed, EventCallback.Factory.Create<ChatThread>(this, _changes.Add)));
}
