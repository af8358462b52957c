using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Features.Playground;

namespace OpenLedger.Studio.Features.Data.Rehearsal;

/// <summary>Asks by way of the chat, which holds the models and gives way to whoever chats.</summary>
internal sealed class ChatAnswers(ChatDesk chat) : IGeneralAnswers
{
    public IEnumerable<string> Answers(string modelFolder, IEnumerable<string> questions, string asker, CancellationToken cancellation) =>
        chat.Ask(modelFolder, questions, new ChatSampling(), asker, cancellation).Select(answer => answer.Trim());
}
