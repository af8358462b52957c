using OpenLedger.Studio.Controls;

namespace OpenLedger.Studio.Tests.Controls;

public class ChatThreadTests
{
    [Fact]
    public void Conversation_LeavesOutWhatTheVoiceDidNotAnswer()
    {
        var thread = new ChatThread { Rounds = [Round("one", ("a", "1a")), Round("two", ("a", "2a"), ("b", "2b")), Round("three")] };

        Assert.Equal(["one", "1a", "two", "2a", "three"], thread.ConversationOf("a", 2).Select(turn => turn.Text));
        Assert.Equal(["two", "2b", "three"], thread.ConversationOf("b", 2).Select(turn => turn.Text));
        Assert.Equal(["three"], thread.ConversationOf("c", 2).Select(turn => turn.Text));
        Assert.Equal([true, false, true], thread.ConversationOf("b", 2).Select(turn => turn.IsQuestion));
    }

    [Fact]
    public void AnswerOnceMore_CountsItsTries_AndBeginsEmpty()
    {
        var round = Round("one", ("a", "first"));

        var reply = round.Begin("a");

        Assert.Equal((2, "", true), (reply.Tries, reply.Text, reply.IsOpen));
        reply.Take(new ChatPiece(0, "sec"));
        reply.Take(new ChatPiece(0, "ond", 12) { Forgotten = 2, WasCut = true });
        Assert.Equal(("second", 12, 2, true), (reply.Text, reply.TokensPerSecond, reply.Forgotten, reply.WasCut));
    }

    private static ChatRound Round(string question, params (string Voice, string Text)[] answers) =>
        new(question) { Answers = answers.ToDictionary(answer => answer.Voice, answer => new ChatReply { Text = answer.Text }) };
}
