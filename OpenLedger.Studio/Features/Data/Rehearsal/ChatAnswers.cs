using System.Text;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Playground;

namespace OpenLedger.Studio.Features.Data.Rehearsal;

/// <summary>Asks by way of the chat, which holds the models and gives way to whoever chats.</summary>
internal sealed class ChatAnswers(ChatDesk chat) : IGeneralAnswers
{
    private const int LongestAnswer = 256;

    public async Task<(string Answer, string? Problem)> AnswerAsync(string modelFolder, string question, CancellationToken cancellation)
    {
        var (answer, problem) = (new StringBuilder(), (string?)null);
        var ask = new ChatAsk([[new ChatTurn(true, question)]], Temperature: 0, LongestAnswer);
        await foreach (var piece in chat.AnswerAsync(modelFolder, [null], ask, cancellation))
        {
            answer.Append(piece.Text);
            problem ??= piece.Problem;
        }

        return (answer.ToString().Trim(), problem);
    }
}
